/** A redis setting's value: true and false stand for `yes` and `no`. */
export type RedisValue = string | number | boolean;

type Kind = "switch" | "number" | "memory" | "text" | readonly string[];

/** Settings of redis 7 that change how it works, by what their values look like. */
const SWITCHES = `activedefrag activerehashing aof-load-truncated aof-rewrite-incremental-fsync aof-timestamp-enabled
  aof-use-rdb-preamble appendonly crash-log-enabled crash-memcheck-enabled disable-thp dynamic-hz io-threads-do-reads
  jemalloc-bg-thread latency-tracking lazyfree-lazy-eviction lazyfree-lazy-expire lazyfree-lazy-server-del
  lazyfree-lazy-user-del lazyfree-lazy-user-flush no-appendfsync-on-rewrite rdb-del-sync-files
  rdb-save-incremental-fsync rdbchecksum rdbcompression repl-disable-tcp-nodelay repl-diskless-sync replica-announced
  replica-ignore-disk-write-errors replica-ignore-maxmemory replica-lazy-flush replica-read-only
  replica-serve-stale-data set-proc-title stop-writes-on-bgsave-error`;
const NUMBERS = `acllog-max-len active-defrag-cycle-max active-defrag-cycle-min active-defrag-max-scan-fields
  active-defrag-threshold-lower active-defrag-threshold-upper active-expire-effort auto-aof-rewrite-percentage
  busy-reply-threshold databases hash-max-listpack-entries hash-max-listpack-value hash-max-ziplist-entries
  hash-max-ziplist-value hz io-threads key-load-delay latency-monitor-threshold lfu-decay-time lfu-log-factor
  list-compress-depth list-max-listpack-size list-max-ziplist-size lua-time-limit maxclients
  maxmemory-eviction-tenacity maxmemory-samples min-replicas-max-lag min-replicas-to-write repl-backlog-ttl
  repl-diskless-sync-delay repl-diskless-sync-max-replicas repl-ping-replica-period repl-timeout replica-announce-port
  replica-priority set-max-intset-entries set-max-listpack-entries set-max-listpack-value shutdown-timeout
  slowlog-log-slower-than slowlog-max-len stream-node-max-entries tcp-backlog tcp-keepalive timeout
  tracking-table-max-keys zset-max-listpack-entries zset-max-listpack-value zset-max-ziplist-entries
  zset-max-ziplist-value`;
const MEMORY = `active-defrag-ignore-bytes auto-aof-rewrite-min-size client-query-buffer-limit hll-sparse-max-bytes
  maxmemory maxmemory-clients proto-max-bulk-len repl-backlog-size stream-node-max-bytes`;
const TEXTS = `aof_rewrite_cpulist appenddirname appendfilename bgsave_cpulist bio_cpulist client-output-buffer-limit
  dbfilename latency-tracking-info-percentiles notify-keyspace-events oom-score-adj-values proc-title-template
  replica-announce-ip replicaof save server_cpulist`;
const CHOICES: Readonly<Record<string, readonly string[]>> = {
  "acl-pubsub-default": ["allchannels", "resetchannels"],
  appendfsync: ["always", "everysec", "no"],
  loglevel: ["debug", "verbose", "notice", "warning"],
  "maxmemory-policy": `noeviction allkeys-lru allkeys-lfu allkeys-random volatile-lru volatile-lfu volatile-random
    volatile-ttl`.split(/\s+/),
  "oom-score-adj": ["no", "yes", "relative", "absolute"],
  "propagation-error-behavior": ["ignore", "panic", "panic-on-replicas"],
  "repl-diskless-load": ["disabled", "swapdb", "on-empty-db"],
  "sanitize-dump-payload": ["no", "yes", "clients"],
  "shutdown-on-sigint": ["default", "save", "nosave", "now", "force"],
  "shutdown-on-sigterm": ["default", "save", "nosave", "now", "force"],
};

const KINDS: ReadonlyMap<string, Kind> = new Map<string, Kind>([
  ...names(SWITCHES, "switch"),
  ...names(NUMBERS, "number"),
  ...names(MEMORY, "memory"),
  ...names(TEXTS, "text"),
  ...Object.entries(CHOICES),
]);

/** Settings that RedisServer makes itself, and the argument to use in their place. */
const OURS: Readonly<Record<string, string>> = {
  port: `redis listens on 6379; "ports" publishes it under another number`,
  bind: `its networks reach it; "ports" publishes it`,
  "protected-mode": `authentication guards it`,
  requirepass: `use "password"`,
  masterauth: `a configuration file is no place for a password`,
  user: `use "password" and "adminPassword"`,
  aclfile: `use "password" and "adminPassword"`,
  "rename-command": `the client's user has no dangerous commands anyway`,
  dir: `the data is in the volume "volumeName"`,
  daemonize: `a container's program stays in the foreground`,
  logfile: `a container's log goes to the Engine; see "logs"`,
  include: `give the settings here`,
  loadmodule: `use an image that loads it`,
  "enable-debug-command": `it would weaken the server`,
  "enable-module-command": `it would weaken the server`,
  "enable-protected-configs": `it would weaken the server`,
  "tls-port": `use "tls"`,
  "tls-cert-file": `use "tls"`,
  "tls-key-file": `use "tls"`,
  "tls-ca-cert-file": `use "tls"`,
};

/** What is wrong with the name of a redis setting; undefined when nothing is. */
export function redisSettingNameProblem(name: string): string | undefined {
  const ours = Object.keys(OURS).includes(name) ? OURS[name] : undefined;
  if (ours) return `is set by this component: ${ours}`;
  return KINDS.has(name) ? undefined : `is not a setting of redis that this component knows${suggestion(name)}`;
}

/** What is wrong with a redis setting, after its name; undefined when nothing is. */
export function redisSettingProblem(name: string, value: RedisValue): string | undefined {
  const kind = KINDS.get(name);
  if (!kind || Object.keys(OURS).includes(name)) return redisSettingNameProblem(name);
  const text = redisValueText(value);
  if (Array.isArray(kind)) return kind.includes(text) ? undefined : `is "${text}"; it can be ${kind.join(", ")}`;
  if (kind === "switch") return /^(yes|no)$/.test(text) ? undefined : `is "${text}"; it can be true or false`;
  if (kind === "number") return /^-?\d+$/.test(text) ? undefined : `is "${text}"; give a whole number`;
  if (kind === "memory") {
    return /^\d+([kmg]b?)?$/i.test(text) ? undefined : `is "${text}"; give bytes, or a number with kb, mb or gb`;
  }
  // A control character could begin another line of the file.
  return /\p{Cc}/u.test(text) ? `holds a line break or control sign` : undefined;
}

/** A value as the configuration file has it. */
export function redisValueText(value: RedisValue): string {
  if (typeof value === "boolean") return value ? "yes" : "no";
  return String(value);
}

function names(list: string, kind: Kind): [string, Kind][] {
  return list.split(/\s+/).map((name) => [name, kind]);
}

function suggestion(name: string): string {
  const near = [...KINDS.keys()].find((known) => distance(known, name.toLowerCase()) <= 2);
  return near ? `; did you mean "${near}"?` : "";
}

/** How many letters have to be put in, left out or changed (Levenshtein). */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const change = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min((next[j - 1] ?? 0) + 1, (row[j] ?? 0) + 1, change));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}

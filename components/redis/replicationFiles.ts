import { REDIS_FOLDER, REDIS_PORT, REPLICA_USER } from "./redisFiles";

/** Options of redis-cli for the user that health checks are made as: any password will do. */
export const HEALTH_LOGIN = "--no-auth-warning --user health --pass any";

/** The port that a Sentinel listens on in its container. */
export const SENTINEL_PORT = 26379;

/** What a server waits for, for its health check to say. */
const WAITING = "/tmp/waiting";

/** The CA certificates of now and of before, as far as a container has seen them. */
export const TRUSTED = "/data/trusted.crt";
const TLS = { "tls-replication": "yes", "tls-ca-cert-file": TRUSTED };

/**
 * Lines for the start of a container with TLS. An edit gives one after another a certificate of another authority, and
 * those that have theirs already have to believe the others until the last one has.
 */
export function trustScript(tls: boolean): string {
  if (!tls) return "";
  const now = `${REDIS_FOLDER}/tls/ca.crt`;
  return `cp -f ${now} "/data/ca-$(cksum < ${now} | cut -d ' ' -f 1).crt"\ncat /data/ca-*.crt > ${TRUSTED}\n`;
}

/** Options of redis-cli that reach another container's Sentinel. */
export function sentinelCliOptions(tls: boolean): string {
  return `-p ${SENTINEL_PORT}${tls ? ` --tls --cacert ${TRUSTED}` : ""}`;
}

/** A primary, its replicas and the Sentinels that watch them. */
export interface RedisGroup {
  /** What the Sentinels call it. */
  readonly name: string;
  /** The containers of the primary and its replicas; the first one is the primary to begin with. */
  readonly servers: readonly string[];
  /** The containers of the Sentinels. */
  readonly sentinels: readonly string[];
}

/** Settings of a server that is one of several. */
export function replicationSettings(self: string, tls: boolean): Readonly<Record<string, string>> {
  return { masteruser: REPLICA_USER, "replica-announce-ip": self, ...(tls ? TLS : {}) };
}

/** How many Sentinels have to say the same. */
export function majority(count: number): number {
  return Math.floor(count / 2) + 1;
}

/**
 * Starts redis under the primary that most Sentinels name. One that comes back must not be a second primary, with data of
 * before: until so many Sentinels answer, it waits.
 */
export function startScript({ name, servers, sentinels }: RedisGroup, self: string, tls: boolean): string {
  const options = sentinelCliOptions(tls);
  return `#!/bin/sh
trap 'exit 0' TERM INT
${trustScript(tls)}said() {
  for sentinel in ${sentinels.join(" ")}; do
    timeout 2 redis-cli -h "$sentinel" ${options} ${HEALTH_LOGIN} sentinel get-master-addr-by-name ${name} 2>&1 | head -n 1
  done
}
while true; do
  answers=$(said)
  # Also one that an edit takes away, until it is gone.
  for server in ${servers.join(" ")} $(echo "$answers" | grep -Ex '[A-Za-z0-9][A-Za-z0-9_-]*'); do
    if [ "$(echo "$answers" | grep -Fcx "$server")" -ge ${majority(sentinels.length)} ]; then
      rm -f ${WAITING}
      [ "$server" = ${self} ] && exec "$@"
      exec "$@" --replicaof "$server" ${REDIS_PORT}
    fi
  done
  echo "waiting for ${majority(sentinels.length)} of ${sentinels.length} Sentinels to name one primary; they say: $answers" | tee ${WAITING}
  sleep 1
done
`;
}

/** Healthy is a primary, and a replica that is connected to one; else it says what is missing. */
export function replicaHealthTest(options: readonly string[]): string[] {
  const role = `redis-cli ${HEALTH_LOGIN} ${options.join(" ")} role`;
  const said = `cat ${WAITING} 2>/dev/null; said=$(${role} 2>&1); echo $said`;
  return ["CMD-SHELL", `${said}; echo "$said" | grep -qxE 'master|connected'`];
}

import { CLIENT_USER, REDIS_FOLDER, REDIS_PORT, SENTINEL_USER, sha256 } from "../redis/redisFiles";
import {
  HEALTH_LOGIN,
  RedisGroup,
  SENTINEL_PORT,
  sentinelCliOptions,
  TRUSTED,
  trustScript,
} from "../redis/replicationFiles";

/** What clients may ask a Sentinel: who the primary is, who the others are, and what changes. */
const CLIENT_RIGHTS = `&* +ping +hello +role +info +client|setname +client|getname +client|id +subscribe +psubscribe
  +unsubscribe +punsubscribe +sentinel|get-master-addr-by-name +sentinel|master +sentinel|masters +sentinel|replicas
  +sentinel|slaves +sentinel|sentinels +sentinel|myid +sentinel|ckquorum`.replace(/\s+/g, " ");

/** When Sentinels act. */
export interface SentinelSettings {
  /** How many have to find the primary gone before one of them begins; most of all have to agree to it after that. */
  readonly quorum: number;
  /** How long the primary may be silent. */
  readonly downAfterSeconds: number;
  /** How long one attempt may take; the next one begins after twice that time. */
  readonly failoverSeconds: number;
}

/** Passwords as a Sentinel needs them. */
export interface SentinelPasswords {
  readonly client: string;
  /** Of Sentinels at servers and at other Sentinels. */
  readonly member: string;
}

/** The users of a Sentinel; "health" may ask who the primary is and how it is watched, which says a container's name. */
export function sentinelUsers({ client, member }: SentinelPasswords): string {
  const lines = [
    "user default reset off",
    "user health reset on nopass +ping +sentinel|get-master-addr-by-name +sentinel|master",
    `user ${CLIENT_USER} reset on #${sha256(client)} ${CLIENT_RIGHTS}`,
    `user ${SENTINEL_USER} reset on #${sha256(member)} ~* &* +@all`,
  ];
  return lines.map((line) => `${line}\n`).join("");
}

/** The configuration that a Sentinel begins with, but for the line that says who the primary is. */
export function sentinelConf(group: RedisGroup, self: string, settings: SentinelSettings, tls: boolean): string {
  const { name } = group;
  const listening = tls
    ? [
        "port 0",
        `tls-port ${SENTINEL_PORT}`,
        `tls-cert-file ${REDIS_FOLDER}/tls/server.crt`,
        `tls-key-file ${REDIS_FOLDER}/tls/server.key`,
        `tls-ca-cert-file ${TRUSTED}`,
        "tls-auth-clients no",
        "tls-replication yes",
      ]
    : [`port ${SENTINEL_PORT}`];
  const lines = [
    ...listening,
    "dir /data",
    // Addresses change when containers are made again; names do not.
    "sentinel resolve-hostnames yes",
    "sentinel announce-hostnames yes",
    `sentinel announce-ip ${self}`,
    `sentinel sentinel-user ${SENTINEL_USER}`,
    `sentinel auth-user ${name} ${SENTINEL_USER}`,
    `sentinel down-after-milliseconds ${name} ${Math.round(settings.downAfterSeconds * 1000)}`,
    `sentinel failover-timeout ${name} ${Math.round(settings.failoverSeconds * 1000)}`,
    `sentinel parallel-syncs ${name} 1`,
  ];
  return lines.map((line) => `${line}\n`).join("");
}

/** The lines of the configuration that hold passwords. */
export function sentinelLogin({ name }: RedisGroup, password: string): string {
  return `sentinel sentinel-pass ${password}\nsentinel auth-pass ${name} ${password}\n`;
}

/**
 * Starts a Sentinel. It writes down what it learns, so its file is a copy, and the copy is made anew at each start: the
 * settings are those of now; what it knew (who is the primary, who voted when, who else is there) stays.
 */
export function sentinelScript(
  { name, servers, sentinels }: RedisGroup,
  self: string,
  quorum: number,
  tls: boolean,
): string {
  // One of them is enough, and two might choose different ones.
  const handsOver = self === sentinels[0];
  const state = "/data/sentinel.conf";
  const others = `known-(replica|slave|sentinel) ${pattern(name)} (${[...servers, ...sentinels].map(pattern).join("|")}) `;
  const kept = `^sentinel (myid |current-epoch |(config|leader)-epoch ${pattern(name)} |${others})`;
  return `#!/bin/sh
set -e
${trustScript(tls)}state=${state}
primary=${servers[0] ?? ""}
if [ -s $state ]; then
  known=$(sed -n 's/^sentinel monitor ${pattern(name)} \\([^ ]*\\) .*/\\1/p' $state)
  primary=\${known:-$primary}
fi
{
  echo "sentinel monitor ${name} $primary ${REDIS_PORT} ${quorum}"
  cat ${REDIS_FOLDER}/sentinel.conf ${REDIS_FOLDER}/login.conf
  if [ -s $state ]; then grep -E '${kept}' $state || true; fi
} > $state.new
mv $state.new $state
${handsOver ? `sh ${REDIS_FOLDER}/hand-over &\n` : ""}exec "$@"
`;
}

/**
 * Has another primary chosen whenever it is none of the servers: one that an edit takes away, as soon as others have its
 * data. The password stands in no command line.
 */
export function handOverScript({ name, servers }: RedisGroup, tls: boolean): string {
  const cli = `timeout 5 redis-cli ${sentinelCliOptions(tls)} --user ${SENTINEL_USER}`;
  return `#!/bin/sh
export REDISCLI_AUTH=$(sed -n 's/^sentinel sentinel-pass //p' ${REDIS_FOLDER}/login.conf)
while sleep 5; do
  primary=$(${cli} sentinel get-master-addr-by-name ${name} | head -n 1)
  # No answer is no reason.
  case "$primary" in "" | *[!A-Za-z0-9_-]*) continue ;; esac
  case " ${servers.join(" ")} " in *" $primary "*) ;; *) ${cli} sentinel failover ${name} ;; esac
done
`;
}

/** The program and its words, for the script to begin. */
export const SENTINEL_COMMAND = [
  "sh",
  `${REDIS_FOLDER}/start`,
  "redis-server",
  "/data/sentinel.conf",
  // Here, where policies see that a login is needed; the file above is written at the start.
  "--aclfile",
  `${REDIS_FOLDER}/users.acl`,
  "--sentinel",
];

/** Healthy is one that answers. */
export function sentinelHealthTest(tls: boolean): string[] {
  const options = sentinelCliOptions(tls);
  return ["CMD-SHELL", `redis-cli ${HEALTH_LOGIN} ${options} ping | grep -q PONG`];
}

/** A name in a regular expression. */
function pattern(name: string): string {
  return name.replaceAll(".", "[.]");
}

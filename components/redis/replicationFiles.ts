import { redisCliOptions, REDIS_PORT, REPLICA_USER } from "./redisFiles";

/** The port that a Sentinel listens on in its container. */
export const SENTINEL_PORT = 26379;

/** What a server waits for, for its health check to say. */
const WAITING = "/tmp/waiting";

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
  return { masteruser: REPLICA_USER, "replica-announce-ip": self, ...(tls ? { "tls-replication": "yes" } : {}) };
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
  const login = "--no-auth-warning --user health --pass any";
  const options = redisCliOptions(SENTINEL_PORT, tls).join(" ");
  return `#!/bin/sh
trap 'exit 0' TERM INT
said() {
  for sentinel in ${sentinels.join(" ")}; do
    timeout 2 redis-cli -h "$sentinel" ${options} ${login} sentinel get-master-addr-by-name ${name} 2>&1 | head -n 1
  done
}
while true; do
  answers=$(said)
  for server in ${servers.join(" ")}; do
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
  const role = `redis-cli --no-auth-warning --user health --pass any ${options.join(" ")} role`;
  const said = `cat ${WAITING} 2>/dev/null; said=$(${role} 2>&1); echo $said`;
  return ["CMD-SHELL", `${said}; echo "$said" | grep -qxE 'master|connected'`];
}

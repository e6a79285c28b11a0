import { REDIS_PORT } from "../redis/redisFiles";
import { HEALTH_LOGIN, RedisGroup, SENTINEL_PORT } from "../redis/replicationFiles";

/**
 * Asks until a router leads to the primary and every Sentinel knows the others and the replicas: a primary that stops
 * before that has no successor. What is missing is said. At least so many, as Sentinels remember what an edit took away.
 */
export function readyProbe({ name, servers, sentinels }: RedisGroup, router: string, tls: boolean): string[] {
  const cli = `timeout 5 redis-cli ${HEALTH_LOGIN}${tls ? " --tls --insecure" : ""}`;
  const script = `
role=$(${cli} -h ${router} -p ${REDIS_PORT} role 2>&1 | head -n 1)
[ "$role" = master ] || { echo "${router} leads to no primary: $role"; exit 1; }
for sentinel in ${sentinels.join(" ")}; do
  said=$(${cli} -h $sentinel -p ${SENTINEL_PORT} sentinel master ${name} 2>&1)
  others=$(echo "$said" | sed -n '/^num-other-sentinels$/{n;p;}')
  replicas=$(echo "$said" | sed -n '/^num-slaves$/{n;p;}')
  [ "\${others:--1}" -ge ${sentinels.length - 1} ] && [ "\${replicas:--1}" -ge ${servers.length - 1} ] || {
    echo "$sentinel knows \${others:-no} other Sentinels and \${replicas:-no} replicas; there are ${sentinels.length - 1} and ${servers.length - 1}"
    exit 1
  }
done`;
  return ["sh", "-c", script.trim()];
}

import { REDIS_PORT } from "../redis/redisFiles";
import { majority, RedisGroup, SENTINEL_PORT } from "../redis/replicationFiles";

/** Where the image of HAProxy looks for its files. */
export const ROUTER_FOLDER = "/usr/local/etc/haproxy";
/** HAProxy and its words. */
export const ROUTER_COMMAND = ["haproxy", "-f", `${ROUTER_FOLDER}/haproxy.cfg`];

const LOGIN = "AUTH health any\r\n";
/** A server hangs up after QUIT, so that HAProxy does not wait for more; a Sentinel has no such command. */
const ROLE = hex(`${LOGIN}ROLE\r\nQUIT\r\n`);
/** A primary's answer to ROLE begins with it; a replica's has five parts, and its primary's name among them. */
const PRIMARY = "*3\r\n$6\r\nmaster\r\n";

/**
 * Passes connections on to the primary. Which one that is most Sentinels have to say, and the server itself: alone neither a
 * server that was cut off for a while nor a Sentinel that was is believed. Where fewer Sentinels are in reach, as on a
 * machine that is cut off, no connection is passed on. Whom it asks it does not verify: its clients verify whom they reach.
 */
export function routerConf(group: RedisGroup, connections: number, tls: boolean): string {
  const { servers } = group;
  const needed = majority(group.sentinels.length);
  const named = servers.map((_, i) => `{ nbsrv(named-${i}) ge ${needed} }`);
  const uses = named.map((isNamed, i) => `  use_backend server-${i} if ${isNamed} { nbsrv(server-${i}) ge 1 }\n`);
  return `global
  maxconn ${connections}
  hard-stop-after 1s
defaults
  mode tcp
  retries 0
  timeout connect 2s
  timeout check 1s
  timeout client 24h
  timeout server 24h
  option clitcpka
  option srvtcpka
  default-server inter 1s fastinter 500ms fall 2 rise 1 resolvers engine init-addr libc,none${tls ? ` check-ssl verify none` : ""}
resolvers engine
  nameserver engine 127.0.0.11:53
  resolve_retries 1
  timeout resolve 1s
  timeout retry 1s
  hold valid 1s
  hold obsolete 1s
  hold nx 1s
  hold refused 1s
  hold timeout 1s
  hold other 1s
frontend redis
  bind :${REDIS_PORT}
  # HAProxy believes in every server until it has asked it once.
  tcp-request connection reject if ${named.join(" ")}
${uses.join("")}${servers.map((server, i) => serverBackend(server, i) + namedBackend(group, server, i)).join("")}`;
}

function serverBackend(server: string, index: number): string {
  return `backend server-${index}
  option tcp-check
  tcp-check send-binary ${ROLE}
  tcp-check expect binary ${hex(PRIMARY)}
  server ${server} ${server}:${REDIS_PORT} check on-marked-down shutdown-sessions
`;
}

function namedBackend({ name, sentinels }: RedisGroup, server: string, index: number): string {
  const lines = sentinels.map((one) => `  server ${one} ${one}:${SENTINEL_PORT} check\n`);
  return `backend named-${index}
  option tcp-check
  tcp-check send-binary ${hex(`${LOGIN}SENTINEL GET-MASTER-ADDR-BY-NAME ${name}\r\n`)}
  tcp-check expect binary ${hex(`$${server.length}\r\n${server}\r\n`)}
${lines.join("")}`;
}

/** A file of HAProxy's has signs of its own. */
function hex(text: string): string {
  return Buffer.from(text, "utf8").toString("hex");
}

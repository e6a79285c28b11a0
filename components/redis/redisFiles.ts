import { createHash } from "node:crypto";
import { hostInUrl } from "../shared/ports";
import { redisValueText, type RedisValue } from "./redisSettings";

/** Where the files are mounted in the container; the official image's documentation names the same folder. */
export const REDIS_FOLDER = "/usr/local/etc/redis";
/** The port that redis listens on in its container. */
export const REDIS_PORT = 6379;
/** The name that clients log in under. */
export const CLIENT_USER = "client";

/** The user that a replica is at its primary. */
export const REPLICA_USER = "replica";
/** The user that a Sentinel is at the servers that it watches, and at other Sentinels. */
export const SENTINEL_USER = "sentinel";

/** What decides how a redis runs. */
export interface RedisPlan {
  readonly port: number;
  readonly tls: boolean;
  /** The container's limit in MiB; undefined without one. */
  readonly memoryMiB: number | undefined;
  readonly settings: Readonly<Record<string, RedisValue>>;
  /** Of a server that is one of several; the caller's settings do not override them. @default none */
  readonly replication?: Readonly<Record<string, RedisValue>>;
}

/** Passwords of the users; one without a password is not there. */
export interface RedisPasswords {
  readonly client: string;
  readonly admin?: string;
  /** Of replicas and Sentinels, for a server that is one of several. */
  readonly member?: string;
}

/** The configuration file. The caller's settings override the defaults, but not what protects the server. */
export function redisConf({ port, tls, memoryMiB, settings, replication }: RedisPlan): string {
  const defaults: Record<string, RedisValue> = { appendonly: true };
  // At the container's own limit the kernel would kill redis; below it redis answers with an error.
  if (memoryMiB !== undefined) defaults.maxmemory = `${Math.floor(memoryMiB * 0.75)}mb`;
  const listening: Record<string, RedisValue> = tls
    ? {
        port: 0,
        "tls-port": port,
        "tls-cert-file": `${REDIS_FOLDER}/tls/server.crt`,
        "tls-key-file": `${REDIS_FOLDER}/tls/server.key`,
        "tls-ca-cert-file": `${REDIS_FOLDER}/tls/ca.crt`,
        "tls-auth-clients": "no",
      }
    : { port };
  const protection = { "protected-mode": "yes", dir: "/data", aclfile: `${REDIS_FOLDER}/users.acl` };
  const fixed = { ...listening, ...protection, ...replication };
  const all: Record<string, RedisValue> = { ...defaults, ...settings, ...fixed };
  return Object.entries(all)
    .map(([name, value]) => `${name} ${redisValueText(value) || '""'}\n`)
    .join("");
}

/**
 * The users: the nameless one is off; clients can change only data; "health" can only ping. The file holds hashes, no
 * passwords.
 */
export function redisUsers({ client, admin, member }: RedisPasswords): string {
  // Clients that know Sentinel ask a server whether it is the primary.
  const role = member === undefined ? "" : " +role";
  const lines = [
    "user default reset off",
    `user health reset on nopass +ping${role}`,
    `user ${CLIENT_USER} reset on #${sha256(client)} ~* &* +@all -@admin -@dangerous +info +sort +sort_ro${role}`,
    ...(admin === undefined ? [] : [`user admin reset on #${sha256(admin)} ~* &* +@all`]),
    ...(member === undefined ? [] : memberUsers(sha256(member))),
  ];
  return `${lines.join("\n")}\n`;
}

/** Who a replica is to its primary, and who a Sentinel is to both: redis's documentation asks for these rights, and no more. */
function memberUsers(hash: string): string[] {
  const setting = "+multi +slaveof +ping +exec +subscribe +config|rewrite +role +publish +info";
  return [
    `user ${REPLICA_USER} reset on #${hash} +psync +replconf +ping`,
    `user ${SENTINEL_USER} reset on #${hash} &* ${setting} +client|setname +client|kill +script|kill`,
  ];
}

/** What is wrong with a password; undefined when nothing is. It does not repeat the password. */
export function passwordProblem(password: string): string | undefined {
  if (typeof password !== "string" || password.length < 12) return `a password needs 12 characters or more`;
  if (/[\s\p{Cc}]/u.test(password)) return `a password has no spaces, line breaks or control signs`;
  return undefined;
}

/** Options of redis-cli that reach the server from inside its container. */
export function redisCliOptions(port: number, tls: boolean): string[] {
  return ["-p", String(port), ...(tls ? ["--tls", "--cacert", `${REDIS_FOLDER}/tls/ca.crt`] : [])];
}

/**
 * A script that opens redis-cli as the clients' user. Only root can read the password's file, and the password stands in
 * the environment of redis-cli alone: no command line shows it.
 */
export function redisCliScript(options: readonly string[]): string {
  const password = `${REDIS_FOLDER}/${CLIENT_USER}.password`;
  return `#!/bin/sh\nREDISCLI_AUTH="$(cat ${password})" exec redis-cli --user ${CLIENT_USER} ${options.join(" ")} "$@"\n`;
}

/** redis-cli exits with 0 even after an error such as "LOADING", so the check looks at the answer. */
export function redisHealthTest(options: readonly string[], user: string | undefined): string[] {
  const login = user ? `--no-auth-warning --user ${user} --pass any ` : "";
  return ["CMD-SHELL", `redis-cli ${login}${options.join(" ")} ping | grep -q PONG`];
}

/** `redis://` or `rediss://` with the user, if there is one. */
export function redisUrl(to: {
  host: string;
  port: number;
  tls: boolean;
  username?: string;
  password?: string;
}): string {
  const user =
    to.password === undefined ? "" : `${encodeURIComponent(to.username ?? "")}:${encodeURIComponent(to.password)}@`;
  return `${to.tls ? "rediss" : "redis"}://${user}${hostInUrl(to.host)}:${to.port}`;
}

/** As redis writes a password in its file of users. */
export function sha256(text: string): string {
  return createHash("sha256").update(text, "utf8").digest("hex");
}

import { createHash } from "node:crypto";
import { hostInUrl } from "../shared/ports";
import { redisValueText, type RedisValue } from "./redisSettings";

/** Where the files are mounted in the container; the official image's documentation names the same folder. */
export const REDIS_FOLDER = "/usr/local/etc/redis";
/** The port that redis listens on in its container. */
export const REDIS_PORT = 6379;
/** The name that clients log in under. */
export const CLIENT_USER = "client";

/** What decides how a redis runs. */
export interface RedisPlan {
  readonly port: number;
  readonly tls: boolean;
  /** The container's limit in MiB; undefined without one. */
  readonly memoryMiB: number | undefined;
  readonly settings: Readonly<Record<string, RedisValue>>;
}

/** Passwords of the users; the admin is there only when it has one. */
export interface RedisPasswords {
  readonly client: string;
  readonly admin?: string;
}

/** The configuration file. The caller's settings override the defaults, but not what protects the server. */
export function redisConf({ port, tls, memoryMiB, settings }: RedisPlan): string {
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
  const fixed = { ...listening, "protected-mode": "yes", dir: "/data", aclfile: `${REDIS_FOLDER}/users.acl` };
  const all: Record<string, RedisValue> = { ...defaults, ...settings, ...fixed };
  return Object.entries(all)
    .map(([name, value]) => `${name} ${redisValueText(value) || '""'}\n`)
    .join("");
}

/**
 * The users: the nameless one is off; clients can change only data; "health" can only ping. The file holds hashes, no
 * passwords.
 */
export function redisUsers({ client, admin }: RedisPasswords): string {
  const lines = [
    "user default reset off",
    "user health reset on nopass +ping",
    `user ${CLIENT_USER} reset on #${sha256(client)} ~* &* +@all -@admin -@dangerous +info +sort +sort_ro`,
    ...(admin === undefined ? [] : [`user admin reset on #${sha256(admin)} ~* &* +@all`]),
  ];
  return `${lines.join("\n")}\n`;
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

function sha256(text: string): string {
  return createHash("sha256").update(text, "utf8").digest("hex");
}

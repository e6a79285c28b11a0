import { basename } from "node:path";
import { parse } from "shell-quote";

/** What is known of how a server was started. */
export interface StartedServer {
  /** The program and its words, as they run in the container. */
  readonly words: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
}

/** Settings of a redis by their names; later ones count more. */
export type ServerSettings = ReadonlyMap<string, string>;

/** How redis-cli reaches a server from inside its container. */
export interface ServerAccess {
  /** Options of redis-cli; no password is among them. */
  readonly options: readonly string[];
  /** The certificate of the authority, as a file in the container. */
  readonly caFile: string | undefined;
  readonly password: string | undefined;
}

const SERVERS = ["redis-server", "valkey-server", "keydb-server", "redis-sentinel", "valkey-sentinel"];
const SHELLS = ["sh", "bash", "ash", "dash"];
const SENTINEL_PORT = "26379";
const PORT = "6379";

/** The configuration file that the server was started with; undefined without one. */
export function configFileOf(started: StartedServer): string | undefined {
  const [file] = serverWords(started).slice(1);
  return file === undefined || file.startsWith("-") ? undefined : file;
}

/** The file that an image of another maker reads the password from. */
export function passwordFileOf({ environment }: StartedServer): string | undefined {
  return environment.REDIS_PASSWORD_FILE ?? environment.VALKEY_PASSWORD_FILE;
}

/** Settings of the command line; they count more than those of the file. */
export function settingsOf(started: StartedServer, configFile = ""): ServerSettings {
  const server = serverWords(started);
  const extra = parse(started.environment.REDIS_ARGS ?? "").filter((word) => typeof word === "string");
  const isSentinel = basename(server[0] ?? "").endsWith("sentinel") || server.includes("--sentinel");
  return new Map([
    ["port", isSentinel ? SENTINEL_PORT : PORT],
    ...fromFile(configFile),
    ...fromWords([...server.slice(1), ...extra]),
  ]);
}

/** How to reach a server with these settings. `passwordFile` is the text of the file that names the password. */
export function accessTo(
  settings: ServerSettings,
  { environment }: StartedServer,
  passwordFile?: string,
): ServerAccess {
  const setting = (name: string) => settings.get(name) || undefined;
  const plainPort = settings.get("port") ?? PORT;
  const tlsPort = setting("tls-port");
  const isSecure = plainPort === "0" && tlsPort !== undefined && tlsPort !== "0";
  const caFile = isSecure ? setting("tls-ca-cert-file") : undefined;
  const [certificate, key] = [setting("tls-cert-file"), setting("tls-key-file")];
  const proves = isSecure && setting("tls-auth-clients") !== "no" && certificate && key;
  return {
    options: [
      ...hostOptions(setting("bind")),
      "-p",
      isSecure ? tlsPort : plainPort,
      ...(isSecure ? ["--tls", ...(caFile ? ["--cacert", caFile] : ["--insecure"])] : []),
      ...(proves ? ["--cert", certificate, "--key", key] : []),
    ],
    caFile,
    password: [
      setting("requirepass"),
      passwordFile?.trim(),
      environment.REDISCLI_AUTH,
      environment.REDIS_PASSWORD,
      environment.VALKEY_PASSWORD,
    ].find(Boolean),
  };
}

/** A server need not listen on the loopback address. */
function hostOptions(bind: string | undefined): string[] {
  const addresses = (bind ?? "*").split(/\s+/).map((address) => address.replace(/^-/, ""));
  const isLoopback = addresses.some((address) => /^(127\.|0\.0\.0\.0|\*|::1?$)/.test(address));
  return isLoopback || !addresses[0] ? [] : ["-h", addresses[0]];
}

/** The words from the server's program on, also of a line that a shell runs. */
function serverWords({ words, environment }: StartedServer): string[] {
  const at = words.findIndex((word) => SERVERS.includes(basename(word)));
  if (at >= 0) return words.slice(at);
  const shell = words.findIndex((word) => SHELLS.includes(basename(word)));
  const script = shell >= 0 && words[shell + 1] === "-c" ? words[shell + 2] : undefined;
  if (script === undefined) return [];
  const line = parse(script, { ...environment }).map((word) => (typeof word === "string" ? word : ""));
  const start = line.findIndex((word) => SERVERS.includes(basename(word)));
  return start < 0 ? [] : line.slice(start);
}

function fromWords(words: readonly string[]): [string, string][] {
  return words.flatMap((word, i): [string, string][] => {
    if (!word.startsWith("--")) return [];
    const next = words.slice(i + 1);
    const end = next.findIndex((one) => one.startsWith("--"));
    return [[word.slice(2).toLowerCase(), next.slice(0, end < 0 ? undefined : end).join(" ")]];
  });
}

function fromFile(text: string): [string, string][] {
  return text.split("\n").flatMap((line): [string, string][] => {
    const [, name, value = ""] = /^\s*([A-Za-z][\w-]*)\s+(.*?)\s*$/.exec(line) ?? [];
    return name === undefined ? [] : [[name.toLowerCase(), value.replace(/^"(.*)"$|^'(.*)'$/, "$1$2")]];
  });
}

import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";

/** How the Engine is to be found, in the terms of `@pulumi/docker`'s provider configuration. */
export interface EngineConfig {
  host?: string;
  context?: string;
  caMaterial?: string;
  certMaterial?: string;
  keyMaterial?: string;
  certPath?: string;
  sshOpts?: string[];
}

/** Connection options in dockerode's terms, and where they came from in a reader's. */
export interface EngineAddress {
  options: Record<string, unknown>;
  /** For error messages: the address without any credentials, and its origin. */
  description: string;
}

const DEFAULT_HOST = "unix:///var/run/docker.sock";

/**
 * The first that is given wins: `host`, `context`, DOCKER_HOST, DOCKER_CONTEXT, the current context of the docker
 * command, the default socket. The same order as the docker command's own.
 */
export function engineAddress(config: EngineConfig, env: NodeJS.ProcessEnv = process.env): EngineAddress {
  if (config.host) return fromHost(config.host, "provider configuration", config, tlsFiles(config, env));
  if (config.context) return fromContext(config.context, "provider configuration", config, env);
  if (env.DOCKER_HOST) return fromHost(env.DOCKER_HOST, "DOCKER_HOST", config, tlsFiles(config, env));
  if (env.DOCKER_CONTEXT) return fromContext(env.DOCKER_CONTEXT, "DOCKER_CONTEXT", config, env);
  const current = currentContext(env);
  if (current) return fromContext(current, "the docker command's current context", config, env);
  return fromHost(DEFAULT_HOST, "the default socket", config, undefined);
}

/** What is wrong with a host in the provider's configuration; undefined when it can be used. */
export function hostProblem(host: string): string | undefined {
  const url = parse(host);
  if (!url) {
    return `"${host}" is not an Engine address; write unix:///path/to/docker.sock, tcp://HOST:PORT or ssh://USER@HOST`;
  }
  if (url.protocol === "unix:") {
    return url.pathname.length > 1 ? undefined : `"${host}" names no socket; write unix:///path/to/docker.sock`;
  }
  if (!url.hostname) return `"${host}" names no host; write ${url.protocol}//HOST:PORT`;
  return undefined;
}

interface Tls {
  ca?: string;
  cert?: string;
  key?: string;
}

function fromHost(host: string, origin: string, config: EngineConfig, tls: Tls | undefined): EngineAddress {
  const problem = hostProblem(host);
  const url = parse(host);
  if (problem || !url) throw new Error(`The Engine address from ${origin} cannot be used: ${problem}`);
  const description = `${url.protocol}//${url.host}${url.protocol === "unix:" ? url.pathname : ""} (from ${origin})`;
  if (url.protocol === "unix:") return { options: { socketPath: url.pathname }, description };
  if (url.protocol === "ssh:") return { options: sshOptions(url, config.sshOpts ?? []), description };
  const secure = tls !== undefined || url.protocol === "https:";
  const port = Number(url.port || (secure ? 2376 : 2375));
  const options = { host: url.hostname, port, protocol: secure ? "https" : "http", ...tls };
  return { options, description };
}

function fromContext(name: string, origin: string, config: EngineConfig, env: NodeJS.ProcessEnv): EngineAddress {
  if (name === "default") return fromHost(DEFAULT_HOST, "the default context", config, undefined);
  const key = createHash("sha256").update(name).digest("hex");
  const folder = join(dockerFolder(env), "contexts");
  const file = join(folder, "meta", key, "meta.json");
  if (!existsSync(file)) {
    throw new Error(
      `The docker context "${name}" from ${origin} does not exist: list them with "docker context ls", or set dockwire:host`,
    );
  }
  const meta = JSON.parse(readFileSync(file, "utf8")) as { Endpoints?: { docker?: { Host?: string } } };
  const tlsFolder = join(folder, "tls", key, "docker");
  const tls = existsSync(tlsFolder) ? readTls(tlsFolder) : undefined;
  return fromHost(meta.Endpoints?.docker?.Host ?? DEFAULT_HOST, `the docker context "${name}"`, config, tls);
}

function currentContext(env: NodeJS.ProcessEnv): string | undefined {
  const file = join(dockerFolder(env), "config.json");
  if (!existsSync(file)) return undefined;
  const name = (JSON.parse(readFileSync(file, "utf8")) as { currentContext?: string }).currentContext;
  return name && name !== "default" ? name : undefined;
}

function dockerFolder(env: NodeJS.ProcessEnv): string {
  return env.DOCKER_CONFIG || join(homedir(), ".docker");
}

function tlsFiles(config: EngineConfig, env: NodeJS.ProcessEnv): Tls | undefined {
  const { caMaterial, certMaterial, keyMaterial } = config;
  if (caMaterial || certMaterial) return { ca: caMaterial, cert: certMaterial, key: keyMaterial };
  const folder = config.certPath ?? (env.DOCKER_TLS_VERIFY ? env.DOCKER_CERT_PATH || dockerFolder(env) : undefined);
  return folder ? readTls(folder) : undefined;
}

function readTls(folder: string): Tls {
  const read = (name: string) => {
    const file = join(folder, name);
    return existsSync(file) ? readFileSync(file, "utf8") : undefined;
  };
  return { ca: read("ca.pem"), cert: read("cert.pem"), key: read("key.pem") };
}

/** Understands the `-p PORT`, `-l USER` and `-i FILE` of the ssh command; others are refused rather than dropped. */
function sshOptions(url: URL, flags: string[]): Record<string, unknown> {
  const words = flags.flatMap((flag) => flag.trim().split(/\s+/)).filter(Boolean);
  const given: Record<string, string> = {};
  for (let i = 0; i < words.length; i += 2) {
    const [flag, value] = [words[i] ?? "", words[i + 1]];
    if (!["-p", "-l", "-i"].includes(flag) || value === undefined) {
      throw new Error(
        `sshOpts: "${words.slice(i, i + 2).join(" ")}" is not supported; use -p PORT, -l USER or -i FILE`,
      );
    }
    given[flag] = value;
  }
  const agent = process.env.SSH_AUTH_SOCK;
  const key = given["-i"] ? { privateKey: readFileSync(given["-i"], "utf8") } : {};
  return {
    protocol: "ssh",
    host: url.hostname,
    port: Number(url.port || given["-p"] || 22),
    username: decodeURIComponent(url.username) || given["-l"] || process.env.USER,
    sshOptions: { ...(agent ? { agent } : {}), ...key },
  };
}

function parse(host: string): URL | undefined {
  if (!/^(unix|tcp|ssh|https?):\/\//.test(host)) return undefined;
  try {
    return new URL(host);
  } catch {
    return undefined;
  }
}

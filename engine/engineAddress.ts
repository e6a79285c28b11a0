import { existsSync, realpathSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import type { DockerOptions } from "dockerode";
import { currentContext, dockerContext } from "./dockerFolder";
import { sshTarget, SshTarget } from "./ssh/sshTarget";
import { Tls, TlsConfig, tlsOf } from "./tls";

/** How the Engine is to be found, in the terms of `@pulumi/docker`'s provider configuration. */
export interface EngineConfig extends TlsConfig {
  host?: string;
  context?: string;
  sshOpts?: string[];
  /** Who gave host or context. @default "provider configuration" */
  givenBy?: string;
}

/** Where an Engine is and how it is reached. */
export interface EngineAddress {
  /** Connection options in dockerode's terms; for ssh, `ssh` says the rest. */
  options: DockerOptions;
  ssh?: SshTarget;
  /** As it was given, in the form of DOCKER_HOST. */
  host: string;
  /** Who named it: "DOCKER_HOST", `the docker context "lab"`, `DEFAULT_SOCKET`. */
  origin: string;
  /** The folder with the context's certificates. */
  certificates?: string;
  /** For error messages: the address without any credentials, and its origin. */
  description: string;
}

/** The origin of an address that nobody named. */
export const DEFAULT_SOCKET = "the default socket";

const SYSTEM_SOCKET = "/var/run/docker.sock";
const WINDOWS_PIPE = "npipe:////./pipe/docker_engine";

/**
 * The first that is given wins: `host`, `context`, DOCKER_HOST, DOCKER_CONTEXT, the current context of the docker
 * command, the default socket. The same order as the docker command's own.
 */
export function engineAddress(config: EngineConfig, env: NodeJS.ProcessEnv = process.env): EngineAddress {
  const { host, context, givenBy = "provider configuration" } = config;
  if (host) return fromHost({ host, origin: givenBy }, config, env);
  if (context) return fromContext(context, givenBy, config, env);
  if (env.DOCKER_HOST) return fromHost({ host: env.DOCKER_HOST, origin: "DOCKER_HOST" }, config, env);
  if (env.DOCKER_CONTEXT) return fromContext(env.DOCKER_CONTEXT, "DOCKER_CONTEXT", config, env);
  const current = currentContext(env);
  if (current) return fromContext(current, "the docker command's current context", config, env);
  return fromHost({ host: defaultHost(env), origin: DEFAULT_SOCKET }, config, env);
}

/** Where the provider of `@pulumi/docker` looks without configuration: it has an order of its own, without current context. */
export function dockerProviderAddress(env: NodeJS.ProcessEnv = process.env): EngineAddress {
  if (env.DOCKER_CONTEXT) return fromContext(env.DOCKER_CONTEXT, "DOCKER_CONTEXT", {}, env);
  if (env.DOCKER_HOST) return fromHost({ host: env.DOCKER_HOST, origin: "DOCKER_HOST" }, {}, env);
  return fromHost({ host: `unix://${SYSTEM_SOCKET}`, origin: "its default" }, {}, env);
}

/** One text for all ways to write down the same place; a socket may be reached through links. */
export function enginePlace({ options, ssh }: EngineAddress): string {
  if (ssh) return `ssh://${ssh.host}:${ssh.port}`;
  if (options.socketPath !== undefined)
    return existsSync(options.socketPath) ? realpathSync(options.socketPath) : options.socketPath;
  return `tcp://${options.host ?? ""}:${options.port ?? ""}`;
}

/** Whether what is said to the Engine crosses a network that anybody may listen to. */
export function isOpenToOthers({ options, ssh }: EngineAddress): boolean {
  if (ssh || options.protocol !== "http" || options.host === undefined) return false;
  return !/^(localhost|127\.|\[?::1\]?$)/.test(options.host);
}

/** What is wrong with a host in the provider's configuration; undefined when it can be used. */
export function hostProblem(host: string): string | undefined {
  const url = parse(host);
  if (!url) {
    return `"${host}" is not an Engine address; write unix:///path/to/docker.sock, tcp://HOST:PORT or ssh://USER@HOST`;
  }
  if (url.protocol === "npipe:" && process.platform !== "win32") {
    return `"${host}" is a named pipe, which only Windows has; write unix:///path/to/docker.sock`;
  }
  if (url.protocol === "unix:" || url.protocol === "npipe:") {
    return url.pathname.length > 1 ? undefined : `"${host}" names no socket; write unix:///path/to/docker.sock`;
  }
  if (!url.hostname) return `"${host}" names no host; write ${url.protocol}//HOST:PORT`;
  return undefined;
}

/** An address, who says it, and the TLS files that belong to it. */
interface GivenHost {
  readonly host: string;
  readonly origin: string;
  readonly tls?: Tls;
}

function fromHost({ host, origin, tls: own }: GivenHost, config: EngineConfig, env: NodeJS.ProcessEnv): EngineAddress {
  const problem = hostProblem(host);
  const url = parse(host);
  if (problem || !url) throw new Error(`The Engine address from ${origin} cannot be used: ${problem}`);
  const isSocket = url.protocol === "unix:" || url.protocol === "npipe:";
  const description = `${url.protocol}//${url.host}${isSocket ? url.pathname : ""} (from ${origin})`;
  const named = { host, origin, description };
  if (isSocket) return { ...named, options: { socketPath: decodeURIComponent(url.pathname) } };
  if (url.protocol === "ssh:") {
    const ssh = sshTarget(url, config.sshOpts ?? [], env);
    return { ...named, options: { protocol: "http", host: ssh.host }, ssh };
  }
  const tls = own ?? tlsOf(config, env);
  const secure = tls !== undefined || url.protocol === "https:";
  const port = Number(url.port || (secure ? 2376 : 2375));
  return { ...named, options: { host: url.hostname, port, protocol: secure ? "https" : "http", ...tls } };
}

function fromContext(name: string, origin: string, config: EngineConfig, env: NodeJS.ProcessEnv): EngineAddress {
  if (name === "default") return fromHost({ host: defaultHost(env), origin: "the default context" }, config, env);
  const found = dockerContext(name, env);
  if (!found) {
    throw new Error(
      `The docker context "${name}" from ${origin} does not exist: list them with "docker context ls", or set dockwire:host`,
    );
  }
  const address = fromHost(
    { host: found.host ?? defaultHost(env), origin: `the docker context "${name}"`, tls: found.tls },
    config,
    env,
  );
  return found.tls ? { ...address, certificates: found.tlsFolder } : address;
}

/** The system's socket; where there is none, that of a rootless Engine or of Docker Desktop. */
function defaultHost(env: NodeJS.ProcessEnv): string {
  if (process.platform === "win32") return WINDOWS_PIPE;
  const sockets = [
    SYSTEM_SOCKET,
    ...(env.XDG_RUNTIME_DIR ? [join(env.XDG_RUNTIME_DIR, "docker.sock")] : []),
    join(env.HOME || homedir(), ".docker/run/docker.sock"),
  ];
  return `unix://${sockets.find((socket) => existsSync(socket)) ?? SYSTEM_SOCKET}`;
}

function parse(host: string): URL | undefined {
  if (!/^(unix|npipe|tcp|ssh|https?):\/\//.test(host)) return undefined;
  try {
    return new URL(host);
  } catch {
    return undefined;
  }
}

import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";

/** Where a Docker Engine is said to be, and who says it. */
export interface EngineAddress {
  /** For example "unix:///var/run/docker.sock" or "tcp://10.0.0.7:2376". */
  host: string;
  /** What named it, for messages: "DOCKER_HOST", `Docker context "lab"`, "the default socket". */
  source: string;
  /** Folder with ca.pem, cert.pem and key.pem; absent: no TLS. */
  certificates?: string;
}

interface ContextFile {
  Endpoints?: { docker?: { Host?: string } };
}

export const DEFAULT_HOST =
  process.platform === "win32" ? "npipe:////./pipe/docker_engine" : "unix:///var/run/docker.sock";

/** The address that the `docker` command would use: DOCKER_HOST, else the Docker context, else the default socket. */
export function findEngineAddress(env: NodeJS.ProcessEnv = process.env): EngineAddress {
  if (env.DOCKER_HOST) {
    const certificates = env.DOCKER_TLS_VERIFY ? env.DOCKER_CERT_PATH || join(homedir(), ".docker") : undefined;
    return { host: env.DOCKER_HOST, source: "DOCKER_HOST", certificates };
  }
  const folder = env.DOCKER_CONFIG || join(homedir(), ".docker");
  const context =
    env.DOCKER_CONTEXT ||
    (readJson(join(folder, "config.json")) as { currentContext?: string } | undefined)?.currentContext;
  if (!context || context === "default") return { host: DEFAULT_HOST, source: "the default socket" };

  const digest = createHash("sha256").update(context).digest("hex");
  const file = join(folder, "contexts/meta", digest, "meta.json");
  const host = (readJson(file) as ContextFile | undefined)?.Endpoints?.docker?.Host;
  if (!host) {
    throw new Error(
      `The Docker context "${context}" names no Engine: ${file} is missing or has no Endpoints.docker.Host. ` +
        "Choose another one with `docker context use`, or set DOCKER_HOST.",
    );
  }
  const tls = join(folder, "contexts/tls", digest, "docker");
  return {
    host,
    source: `Docker context "${context}"`,
    certificates: host.startsWith("tcp:") && hasCa(tls) ? tls : undefined,
  };
}

function hasCa(folder: string): boolean {
  return read(join(folder, "ca.pem")) !== undefined;
}

function readJson(file: string): unknown {
  const text = read(file);
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    throw new Error(`${file} is not JSON: ${(error as Error).message}. Put it right or remove it.`);
  }
}

function read(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    if (["ENOENT", "ENOTDIR"].includes((error as NodeJS.ErrnoException).code ?? "")) return undefined;
    throw error;
  }
}

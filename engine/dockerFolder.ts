import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { readTls, Tls } from "./tls";

/** Where the docker command keeps its settings. */
export function dockerFolder(env: NodeJS.ProcessEnv): string {
  return env.DOCKER_CONFIG || join(homedir(), ".docker");
}

/** The context that `docker context use` chose; undefined when it is the default. */
export function currentContext(env: NodeJS.ProcessEnv): string | undefined {
  const file = join(dockerFolder(env), "config.json");
  if (!existsSync(file)) return undefined;
  const name = (JSON.parse(readFileSync(file, "utf8")) as { currentContext?: string }).currentContext;
  return name && name !== "default" ? name : undefined;
}

/** What the docker command has written down of a context. */
export interface DockerContext {
  host?: string;
  tls?: Tls;
  tlsFolder: string;
}

/** A context of the docker command; undefined when there is none of that name. */
export function dockerContext(name: string, env: NodeJS.ProcessEnv): DockerContext | undefined {
  const key = createHash("sha256").update(name).digest("hex");
  const folder = join(dockerFolder(env), "contexts");
  const file = join(folder, "meta", key, "meta.json");
  if (!existsSync(file)) return undefined;
  const meta = JSON.parse(readFileSync(file, "utf8")) as { Endpoints?: { docker?: { Host?: string } } };
  const tlsFolder = join(folder, "tls", key, "docker");
  const tls = existsSync(tlsFolder) ? readTls(tlsFolder) : undefined;
  return { host: meta.Endpoints?.docker?.Host, tls, tlsFolder };
}

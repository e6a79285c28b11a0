import { Agent } from "node:http";
import { Agent as SecureAgent } from "node:https";
import { inspect } from "node:util";
import type Docker from "dockerode";
import { TimeoutError, within } from "./Bounds";
import { callClient } from "./callClient";
import type { EngineAddress } from "./engineAddress";
import { EngineError, UnreachableError } from "./EngineError";

/** The newest Engine API that this project was tried with; Engines that know less are spoken to in theirs. */
const NEWEST_API = 56;
/** Engine 20.10, the oldest that is supported. */
const OLDEST_API = 41;
const FIRST_ANSWER_MS = 10_000;
const POOL = { keepAlive: true, maxSockets: 16 };

/** A client that speaks a version which both sides know. */
export interface EngineConnection {
  docker: Docker;
  /** The minor number of that version, for instance 41 for 1.41. */
  api: number;
}

/**
 * Connects and agrees on an API version: dockerode does not, an unversioned call is deprecated, and each side refuses
 * what is too old or too new for it.
 */
export async function connectEngine(address: EngineAddress): Promise<EngineConnection> {
  // dockerode is loaded on first use: it costs more than all else in this process.
  const { default: DockerClient } = await import("dockerode");
  const agent = await poolFor(address);
  const client = (version: Pick<Docker.DockerOptions, "version">) => {
    const options: Docker.DockerOptions & { agent: Agent } = { ...address.options, ...version, agent };
    return withoutDockerVariables(() => new DockerClient(options));
  };
  const answer = await firstAnswer(client({}), address);
  if (typeof answer.ApiVersion !== "string") throw noEngine(address);
  const theirs = minor(answer.ApiVersion);
  const api = Math.min(NEWEST_API, theirs);
  if (theirs < OLDEST_API || api < minor(answer.MinAPIVersion ?? "1.0")) {
    throw new EngineError(
      400,
      `the Docker Engine at ${address.description} speaks API ${answer.MinAPIVersion ?? "1.0"} to ${answer.ApiVersion}; ` +
        `dockwire speaks 1.${OLDEST_API} to 1.${NEWEST_API}`,
    );
  }
  return { docker: client({ version: `v1.${api}` }), api };
}

/**
 * Sockets that stay open between calls, and no more than an Engine takes well. For a debugging aid that is off,
 * docker-modem puts all its options into words at each request; those of the sockets would take longer than the request.
 */
async function poolFor({ options, ssh }: EngineAddress): Promise<Agent> {
  const pool = ssh
    ? new (await import("./ssh/SshAgent")).SshAgent(ssh)
    : new (options.protocol === "https" ? SecureAgent : Agent)(POOL);
  return Object.assign(pool, { [inspect.custom]: () => "EngineAgent" });
}

/** docker-modem reads DOCKER_* on its own: a DOCKER_HOST would overrule a socket, and a DOCKER_CERT_PATH that is gone ends it. */
function withoutDockerVariables<T>(make: () => T): T {
  const { DOCKER_HOST } = process.env;
  delete process.env.DOCKER_HOST;
  try {
    return make();
  } finally {
    if (DOCKER_HOST !== undefined) process.env.DOCKER_HOST = DOCKER_HOST;
  }
}

interface Version {
  ApiVersion?: string;
  MinAPIVersion?: string;
}

async function firstAnswer(docker: Docker, address: EngineAddress): Promise<Version> {
  try {
    return await within({ ms: FIRST_ANSWER_MS }, (ending) => callClient(docker, ending).version());
  } catch (error) {
    if (error instanceof TimeoutError) throw new UnreachableError(address.description, error.message, "late");
    const described = EngineError.from(error, address.description);
    throw described instanceof EngineError && described.status === 404 ? noEngine(address) : described;
  }
}

/** Every Engine has a version to tell. */
function noEngine({ description }: EngineAddress): UnreachableError {
  return new UnreachableError(description, "what answers there is no Docker Engine", "other");
}

function minor(version: string): number {
  return Number(version.split(".")[1] ?? 0);
}

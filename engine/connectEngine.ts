import { Agent } from "node:http";
import { inspect } from "node:util";
import type Docker from "dockerode";
import { TimeoutError, within } from "./Bounds";
import { endingWith } from "./endingWith";
import type { EngineAddress } from "./engineAddress";
import { EngineError, UnreachableError } from "./EngineError";

/** The newest Engine API that this project was tried with; Engines that know less are spoken to in theirs. */
const NEWEST_API = 56;
/** Engine 20.10, the oldest that is supported. */
const OLDEST_API = 41;
const FIRST_ANSWER_MS = 10_000;

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
  const { options: given } = address;
  const agent = new EngineAgent({ keepAlive: true, maxSockets: 16 });
  const options: Docker.DockerOptions & { agent?: Agent } = given.socketPath ? { ...given, agent } : given;
  const answer = await firstAnswer(new DockerClient(options), address);
  const theirs = minor(answer.ApiVersion);
  const api = Math.min(NEWEST_API, theirs);
  if (theirs < OLDEST_API || api < minor(answer.MinAPIVersion ?? "1.0")) {
    throw new EngineError(
      400,
      `the Docker Engine at ${address.description} speaks API ${answer.MinAPIVersion ?? "1.0"} to ${answer.ApiVersion}; ` +
        `dockwire speaks 1.${OLDEST_API} to 1.${NEWEST_API}`,
    );
  }
  return { docker: new DockerClient({ ...options, version: `v1.${api}` }), api };
}

/**
 * Sockets that stay open between calls. For a debugging aid that is off, docker-modem puts all its options into words at
 * each request; those of the sockets would take longer than the request itself.
 */
class EngineAgent extends Agent {
  [inspect.custom](): string {
    return "EngineAgent";
  }
}

interface Version {
  ApiVersion: string;
  MinAPIVersion?: string;
}

async function firstAnswer(docker: Docker, address: EngineAddress): Promise<Version> {
  try {
    return await within({ ms: FIRST_ANSWER_MS }, (ending) => endingWith(docker, ending).version());
  } catch (error) {
    if (error instanceof TimeoutError) throw new UnreachableError(address.description, error.message, "late");
    throw EngineError.from(error, address.description);
  }
}

function minor(version: string): number {
  return Number(version.split(".")[1] ?? 0);
}

import type Docker from "dockerode";
import type { EngineClient } from "./EngineClient";
import { EngineError, describeError } from "./EngineError";
import { logText } from "./logText";

/** A container that runs one command and is gone afterwards. */
export interface OneOffContainer {
  image: string;
  command: string[];
  /** Names or ids; the first is the one that it is created on. None: the container has no network at all. */
  networks: string[];
  environment: Record<string, string>;
  /** Host names and their addresses, for /etc/hosts. */
  hosts: Record<string, string>;
  labels: Record<string, string>;
  timeoutMs: number;
}

/** What the command left. */
export interface Outcome {
  exitCode: number;
  stdout: string;
  stderr: string;
  timedOut: boolean;
}

/** Runs the command and removes the container whatever happens: success, failure, time-out or cancellation. */
export async function runOneOff(engine: EngineClient, what: OneOffContainer, signal: AbortSignal): Promise<Outcome> {
  const container = await engine.call((docker) => docker.createContainer(options(what)), signal).catch(noImage(what));
  const untilRemoved = new AbortController().signal;
  try {
    for (const network of what.networks.slice(1)) {
      await engine.call((docker) => docker.getNetwork(network).connect({ Container: container.id }), signal);
    }
    await engine.call((docker) => docker.getContainer(container.id).start(), signal);
    const exit = await waited(engine, container.id, what.timeoutMs, signal);
    const output = await engine.call((docker) => logText(docker, container.id), signal);
    return { ...output, exitCode: exit ?? -1, timedOut: exit === undefined };
  } finally {
    await engine
      .call((docker) => docker.getContainer(container.id).remove({ force: true, v: true }), untilRemoved)
      .catch((error: unknown) => {
        if (!(error instanceof EngineError && error.status === 404)) throw error;
      });
  }
}

/** Removes what an earlier run under these labels left because it was killed. */
export async function removeLeftovers(engine: EngineClient, label: string, signal: AbortSignal): Promise<void> {
  const filters = { label: [label] };
  const left = await engine.call((docker) => docker.listContainers({ all: true, filters }), signal);
  await Promise.all(
    left.map(({ Id }) => engine.call((docker) => docker.getContainer(Id).remove({ force: true, v: true }), signal)),
  );
}

function options(what: OneOffContainer): Docker.ContainerCreateOptions {
  const hosts = Object.entries(what.hosts).map(([name, address]) => `${name}:${address}`);
  return {
    Image: what.image,
    Cmd: what.command,
    Env: Object.entries(what.environment).map(([name, value]) => `${name}=${value}`),
    Labels: what.labels,
    HostConfig: { NetworkMode: what.networks[0] ?? "none", ExtraHosts: hosts },
  };
}

async function waited(engine: EngineClient, id: string, ms: number, signal: AbortSignal): Promise<number | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), ms);
  });
  const exit = engine.call(async (docker) => {
    const { StatusCode } = (await docker.getContainer(id).wait()) as { StatusCode: number };
    return StatusCode;
  }, signal);
  // A wait that is given up answers when the container is removed; nobody listens any more.
  exit.catch(() => undefined);
  return Promise.race([exit, late]).finally(() => clearTimeout(timer));
}

function noImage(what: OneOffContainer): (error: unknown) => never {
  return (error) => {
    const missing = error instanceof EngineError && error.status === 404 && /image/i.test(error.answer);
    throw describeError(
      `Creating a container to run "${what.command.join(" ")}"`,
      error,
      missing ? `Pull the image first ("docker pull ${what.image}"), or name one that the Engine has.` : "",
    );
  };
}

import type Docker from "dockerode";
import { Bounds, TimeoutError, within } from "./Bounds";
import { containerOutput, Output } from "./containerOutput";
import type { EngineClient } from "./EngineClient";
import { endpointOn } from "./model";
import { OwnerLabel, TemporaryContainerOptions, withTemporaryContainer } from "./temporaryContainer";

/** A container that runs one command and is gone afterwards. */
export interface OneOffContainer {
  owner: OwnerLabel;
  image: string;
  command: string[];
  /** Names or ids; the first is the one that it is created on. None: the container has no network at all. */
  networks: string[];
  environment: Record<string, string>;
  /** Host names and their addresses, for /etc/hosts. */
  hosts: Record<string, string>;
  timeoutMs: number;
}

/** What the command left. */
export interface Outcome extends Output {
  /** Undefined when the command was ended because its time was up. */
  exitCode: number | undefined;
}

const MEMORY_BYTES = 512 * 1024 * 1024;
const PIDS = 256;
/** Slack for the answer to a wait that ends by itself at the command's time limit. */
const WAIT_SLACK_MS = 10_000;

/** Runs the command and removes the container whatever happens: success, failure, time-out or cancellation. */
export async function runOneOff(engine: EngineClient, what: OneOffContainer, bounds: Bounds): Promise<Outcome> {
  return withTemporaryContainer(engine, { owner: what.owner, options: options(what) }, bounds, async (id) => {
    for (const network of what.networks.slice(1)) await connect(engine, network, id, bounds);
    await start(engine, id, bounds);
    const exitCode = await exitCodeOf(engine, id, what.timeoutMs, bounds);
    // The operation's time may be up by now, and what was printed is wanted all the same.
    const afterwards = { signal: bounds.signal };
    if (exitCode === undefined) await kill(engine, id, afterwards);
    const output = await engine.read((docker) => containerOutput(docker, id), afterwards);
    return { ...output, exitCode };
  });
}

/**
 * Its root is not read-only: it is gone with the container, and many commands write to /tmp. NET_RAW is for `ping`, which
 * opens a raw socket in BusyBox and on Engines before 20.10.
 */
function options(what: OneOffContainer): TemporaryContainerOptions {
  return {
    Image: what.image,
    Cmd: what.command,
    Env: Object.entries(what.environment).map(([name, value]) => `${name}=${value}`),
    Healthcheck: { Test: ["NONE"] },
    HostConfig: {
      NetworkMode: what.networks[0] ?? "none",
      ExtraHosts: Object.entries(what.hosts).map(([name, address]) => `${name}:${address}`),
      Memory: MEMORY_BYTES,
      PidsLimit: PIDS,
      CapDrop: ["ALL"],
      CapAdd: ["NET_RAW"],
      SecurityOpt: ["no-new-privileges"],
      // Not the Engine's default, which may keep nothing to read. The second file holds the end when the first is cut.
      LogConfig: { Type: "json-file", Config: { "max-size": "4m", "max-file": "2" } },
    },
  };
}

async function connect(engine: EngineClient, network: string, id: string, bounds: Bounds): Promise<void> {
  const body = { Container: id };
  await engine.change(
    {
      touched: [network, id],
      send: (docker) => acknowledged(docker.getNetwork(network).connect(body)),
      done: async () => {
        const found = await engine.network(network, bounds);
        const container = await engine.container(id, bounds);
        return found && container && endpointOn(container, found) ? true : undefined;
      },
    },
    bounds,
  );
}

async function start(engine: EngineClient, id: string, bounds: Bounds): Promise<void> {
  await engine.change(
    {
      touched: [id],
      send: (docker) => acknowledged(docker.getContainer(id).start()),
      done: () =>
        engine.read(async (docker) => {
          const { State } = await docker.getContainer(id).inspect();
          return State.Status === "created" ? undefined : true;
        }, bounds),
    },
    bounds,
  );
}

/** Undefined when the command has not ended within the time. */
async function exitCodeOf(
  engine: EngineClient,
  id: string,
  timeoutMs: number,
  bounds: Bounds,
): Promise<number | undefined> {
  const answerMs = timeoutMs + WAIT_SLACK_MS;
  const waiting = within({ ms: timeoutMs, signal: bounds.signal }, (signal) =>
    engine.read(waitFor(id), { signal, timeoutMs: answerMs, answerMs }),
  );
  return waiting.catch((error: unknown) => {
    if (error instanceof TimeoutError) return undefined;
    throw error;
  });
}

function waitFor(id: string): (docker: Docker) => Promise<number> {
  return async (docker) => {
    const { StatusCode } = (await docker.getContainer(id).wait()) as { StatusCode: number };
    return StatusCode;
  };
}

/** A container that runs on has no end of its output; this one may have ended by itself in between. */
async function kill(engine: EngineClient, id: string, bounds: Bounds): Promise<void> {
  const hasEnded = (docker: Docker) =>
    docker
      .getContainer(id)
      .inspect()
      .then(({ State }) => (State.Running ? undefined : (true as const)));
  await engine
    .change(
      {
        touched: [id],
        send: (docker) => acknowledged(docker.getContainer(id).kill()),
        done: () => engine.read(hasEnded, bounds),
      },
      bounds,
    )
    .catch(async (error: unknown) => {
      if (!(await engine.read(hasEnded, bounds))) throw error;
    });
  await engine.read(waitFor(id), bounds);
}

/** The Engine answers such calls with a status alone. */
function acknowledged(answer: Promise<unknown>): Promise<true> {
  return answer.then(() => true);
}

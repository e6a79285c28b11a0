import { withFileLock } from "../FileLock.cjs";
import { poll } from "../poll";
import { say } from "../Step";
import { DEFAULT_SOCKET, type EngineAddress, engineAddress } from "../../engine/engineAddress";
import { EngineApi } from "./EngineApi";
import { canInstall } from "./Packages";
import { engineLock, installEngine, privateEnginePid, privateHost, startPrivateEngine } from "./PrivateEngine";
import { otherEngine } from "./runningEngines";

/** A Docker Engine that answers. */
export interface Engine {
  /** Its address as DOCKER_HOST takes it. */
  host: string;
  /** Whether it is the sandbox's own, in which nothing of the user's lives. */
  isPrivate: boolean;
  api: EngineApi;
}

const SERVICE_TIMEOUT_MS = 20_000;
const OWN = engineAddress({ host: privateHost }, {});
const PRIVATE: Engine = { host: privateHost, isPrivate: true, api: new EngineApi(OWN) };

/** The address of the user's Engine if one answers there; undefined: the sandbox's own is or would be used. */
export async function findUserEngine(): Promise<EngineAddress | undefined> {
  const address = engineAddress({});
  return address.host !== privateHost && (await failureOf(address)) === undefined ? address : undefined;
}

/** The user's Engine if one answers, else the sandbox's own, started when it does not run. */
export async function ensureEngine(): Promise<Engine> {
  const address = engineAddress({});
  if (address.host === privateHost) return whileNobodyElse(ensurePrivateEngine);
  const failure = await failureOf(address);
  if (failure === undefined) return users(address);
  if (address.origin !== DEFAULT_SOCKET) throw unreachable(address, failure);
  if (!canInstall()) throw nothingHere(address, failure);
  return whileNobodyElse(async () => {
    if ((await failureOf(OWN)) === undefined) return PRIVATE;
    await installEngine();
    // The package's service starts an Engine where there is a systemd. Two of them would break each other's network.
    const isStarting = () => otherEngine(privateEnginePid()) !== undefined;
    if (isStarting() && (await poll(() => answers(address), { timeout: SERVICE_TIMEOUT_MS }))) return users(address);
    return ensurePrivateEngine();
  });
}

async function ensurePrivateEngine(): Promise<Engine> {
  if ((await failureOf(OWN)) !== undefined) {
    await installEngine();
    await startPrivateEngine();
  }
  return PRIVATE;
}

function users(address: EngineAddress): Engine {
  return { host: address.host, isPrivate: false, api: new EngineApi(address) };
}

function whileNobodyElse(work: () => Promise<Engine>): Promise<Engine> {
  return withFileLock(engineLock, work, (pid) =>
    say("engine", `waiting for process ${pid}, which is at the private Docker Engine`),
  );
}

async function answers(address: EngineAddress): Promise<true | undefined> {
  return (await failureOf(address)) === undefined ? true : undefined;
}

async function failureOf(address: EngineAddress): Promise<string | undefined> {
  try {
    await new EngineApi(address).version();
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
}

function unreachable(address: EngineAddress, failure: string): Error {
  return new Error(
    `The Docker Engine at ${address.description} does not answer: ${failure}. ` +
      "Start that Engine, or correct or unset what names it.",
  );
}

function nothingHere({ host }: EngineAddress, failure: string): Error {
  return new Error(
    `No Docker Engine answers at ${host}: ${failure}. ` +
      "Install Docker Engine (https://docs.docker.com/engine/install/) or Docker Desktop and start it, or set DOCKER_HOST to an Engine that runs. " +
      "On Debian and Ubuntu dockwire starts a private Engine by itself when it runs as root.",
  );
}

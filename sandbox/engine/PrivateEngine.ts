import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { closeSync, mkdirSync, openSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { engineAddress } from "../../engine/engineAddress";
import { cacheRoot } from "../Paths";
import { poll } from "../poll";
import { say, step } from "../Step";
import { choosePool, readRoutes } from "./AddressPool";
import { EngineApi } from "./EngineApi";
import { daemonEnvironment } from "./daemonEnvironment";
import { rememberHostNetwork } from "./HostNetwork";
import { containerdNaming, kill, processFile } from "./processes";
import { refuseSecondEngine, runningEngines } from "./runningEngines";
import { installPrograms } from "./Packages";

const START_TIMEOUT_MS = 60_000;
const STOP_TIMEOUT_MS = 30_000;
const LONGEST_SOCKET_PATH = 90; // the kernel takes 107 bytes, and dockerd makes longer names beside it

/** The folder of the sandbox's own Engine: its data, its log and its pid file. */
export const engineFolder = join(cacheRoot, "engine");

const pidFile = join(engineFolder, "dockerd.pid");
const logFile = join(engineFolder, "dockerd.log");

/** Held while somebody starts or removes the sandbox's own Engine. */
export const engineLock = join(cacheRoot, "engine.lock");

/** Its images, containers, networks and volumes. */
export const dataFolder = join(engineFolder, "data");

/** The machine's network as it was before the first start. */
export const hostNetworkFile = join(engineFolder, "host-network.json");

/** Its socket and other things of the moment, in a path that is short enough for a socket. */
export const runFolder =
  join(engineFolder, "run").length <= LONGEST_SOCKET_PATH
    ? join(engineFolder, "run")
    : join("/run", `dockwire-${createHash("sha256").update(cacheRoot).digest("hex").slice(0, 8)}`);

/** The address of the sandbox's own Engine, running or not. */
export const privateHost = `unix://${join(runFolder, "docker.sock")}`;

/** Installs the distribution's Engine where there is none; a package's own service may start one then. */
export async function installEngine(): Promise<void> {
  await installPrograms(
    "engine",
    ["dockerd", "containerd", "runc", "iptables", "ip"],
    ["docker.io", "iptables", "iproute2"],
  );
}

/** Starts the sandbox's own dockerd, which outlives this process; the caller holds the engine lock. */
export async function startPrivateEngine(): Promise<void> {
  refuseSecondEngine(privateEnginePid());
  await step("engine", "starting a private Docker Engine", async (report) => {
    mkdirSync(engineFolder, { recursive: true });
    mkdirSync(runFolder, { recursive: true, mode: 0o700 });
    await rememberHostNetwork(hostNetworkFile);
    if (privateEnginePid()) return untilAnswering(report, () => undefined); // a run that was killed had just started it
    removeStalePidFiles();
    const log = openSync(logFile, "w");
    const child = spawn("dockerd", dockerdArguments(), {
      cwd: "/",
      detached: true,
      env: daemonEnvironment(),
      stdio: ["ignore", log, log],
    });
    closeSync(log);
    let ended: string | undefined;
    child.once("error", (error) => (ended = error.message));
    child.once("exit", (code, signal) => (ended = `it ended with ${signal ?? `exit code ${code}`}`));
    child.unref();
    await untilAnswering(report, () => ended);
  });
  say("engine", `listens on ${privateHost}; its log is ${logFile}`);
}

/** The process number of the sandbox's own dockerd while it runs. */
export function privateEnginePid(): number | undefined {
  return runningEngines().find((pid) => processFile(pid, "cmdline").split("\0").includes(privateHost));
}

/** Stops the sandbox's own dockerd with all its containers; answers whether it ran. */
export async function stopPrivateEngine(): Promise<boolean> {
  const pid = privateEnginePid();
  if (!pid) return false;
  await step("engine", `stopping the private Docker Engine (process ${pid})`, async () => {
    kill(pid, "SIGTERM");
    const isGone = () => (privateEnginePid() === pid ? undefined : true);
    if (await poll(isGone, { timeout: STOP_TIMEOUT_MS })) return;
    kill(pid);
    await poll(isGone);
  });
  return true;
}

/** dockerd refuses to start, or waits for a containerd in vain, while these name any process at all. */
function removeStalePidFiles(): void {
  rmSync(pidFile, { force: true });
  const folder = join(runFolder, "containerd");
  if (containerdNaming(join(folder, "containerd.toml")).length === 0)
    rmSync(join(folder, "containerd.pid"), { force: true });
}

function dockerdArguments(): string[] {
  const pool = choosePool(readRoutes());
  return [
    ...["--host", privateHost, "--pidfile", pidFile],
    ...["--data-root", dataFolder, "--exec-root", runFolder],
    ...["--default-address-pool", `base=${pool},size=24`],
  ];
}

async function untilAnswering(report: (text: string) => void, ended: () => string | undefined): Promise<void> {
  const api = new EngineApi(engineAddress({ host: privateHost }, {}));
  const look = async () => {
    if (ended() !== undefined) return false;
    report("waiting for it to answer");
    return api.version(2_000).then(
      () => true,
      () => undefined,
    );
  };
  if (await poll(look, { timeout: START_TIMEOUT_MS })) return;
  const reason = ended() ?? `it does not answer after ${START_TIMEOUT_MS / 1000} s`;
  throw new Error(
    `Could not start a private Docker Engine on ${privateHost}: ${reason}. The end of its log, ${logFile}:\n${logTail()}\n` +
      "Put right what it names, or start an Engine of your own and set DOCKER_HOST to it.",
  );
}

function logTail(): string {
  return readText(logFile)
    .trimEnd()
    .split("\n")
    .slice(-15)
    .map((line) => `  ${line}`)
    .join("\n");
}

function readText(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
}

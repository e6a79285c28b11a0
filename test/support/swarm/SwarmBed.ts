import { execFileSync, spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { createReadStream, createWriteStream, existsSync, openSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { setTimeout as sleep } from "node:timers/promises";
import Docker from "dockerode";
import { engineAddress } from "../../../engine/engineAddress";
import { projectRoot } from "../projectRoot";
import { TestDockerd } from "../TestDockerd";
import { namespaceOf, newBedFolder, removeAbandonedBeds } from "./bedFolder";
import { Machine } from "./Machine";

const PATIENCE_MS = 120_000;

/** What a bed is to be. */
export interface SwarmBedOptions {
  /** How many machines. @default 3 */
  readonly machines?: number;
  /** How many of them are managers of the swarm, the first ones; with 0 there is no swarm. @default 1 */
  readonly managers?: number;
  /** Images that every machine gets from the Engine that the tests run on. @default none */
  readonly images?: readonly string[];
}

/**
 * Machines that form a swarm: network namespaces on one bridge, each with an Engine of its own. A process of its own takes
 * all of it away, also when the test is killed.
 */
export class SwarmBed {
  private constructor(
    /** All that is of the bed is below it, or bears its name. */
    readonly folder: string,
    private readonly keeper: ChildProcess,
    readonly machines: readonly Machine[],
  ) {}

  /** Why there can be none on this computer; undefined when there can. */
  static problem(): string | undefined {
    const problem = TestDockerd.problem();
    if (problem) return problem;
    try {
      const vxlan = ["ip", "link", "add", "vxlan1", "type", "vxlan", "id", "1", "dstport", "4789"];
      execFileSync("unshare", ["--net", "--uts", ...vxlan], { stdio: "ignore" });
      return undefined;
    } catch {
      return "several machines on one computer need network namespaces and VXLAN, which this one has not";
    }
  }

  static async start({ machines = 3, managers = 1, images = [] }: SwarmBedOptions = {}): Promise<SwarmBed> {
    await removeAbandonedBeds();
    const folder = newBedFolder();
    const bed = new SwarmBed(
      folder,
      await startKeeper(folder),
      Array.from({ length: machines }, (_, i) => new Machine(folder, i + 1)),
    );
    try {
      const hub = namespaceOf(folder, "hub");
      execFileSync("ip", ["netns", "add", hub]);
      execFileSync("ip", ["-n", hub, "link", "add", "bridge", "type", "bridge"]);
      execFileSync("ip", ["-n", hub, "link", "set", "bridge", "up"]);
      await Promise.all([save(images, join(folder, "images.tar")), ...bed.machines.map((machine) => machine.start())]);
      if (images.length) await Promise.all(bed.machines.map((machine) => load(machine, join(folder, "images.tar"))));
      if (managers > 0) await bed.form(managers);
      return bed;
    } catch (error) {
      await bed.remove();
      throw error;
    }
  }

  /** By its number, from 1. */
  machine(number: number): Machine {
    const found = this.machines[number - 1];
    if (!found) throw new Error(`there is no machine ${number}`);
    return found;
  }

  /** Takes everything away. */
  async remove(): Promise<void> {
    this.keeper.ref();
    const ended = once(this.keeper, "exit");
    this.keeper.stdin?.end();
    await ended;
    if (existsSync(this.folder))
      throw new Error(`the bed was not taken away: ${readFileSync(join(this.folder, "keeper.log"), "utf8")}`);
  }

  private async form(managers: number): Promise<void> {
    const [first, ...others] = this.machines;
    if (!first) return;
    const at = ({ address }: Machine) => ({ ListenAddr: `${address}:2377`, AdvertiseAddr: address });
    await first.docker.swarmInit(at(first));
    const { JoinTokens } = (await first.docker.swarmInspect()) as { JoinTokens: { Manager: string; Worker: string } };
    for (const machine of others) {
      const JoinToken = machine.number <= managers ? JoinTokens.Manager : JoinTokens.Worker;
      await machine.docker.swarmJoin({ ...at(machine), RemoteAddrs: [`${first.address}:2377`], JoinToken });
    }
    const end = Date.now() + PATIENCE_MS;
    while (!(await isFormed(first, this.machines.length))) {
      if (Date.now() > end) throw new Error("the machines do not become a swarm");
      await sleep(200);
    }
  }
}

/** Resolves once the keeper has the bed on record. */
async function startKeeper(folder: string): Promise<ChildProcess> {
  const script = join(projectRoot, "test/support/swarm/keepBed.ts");
  const log = openSync(join(folder, "keeper.log"), "a");
  const keeper = spawn(process.execPath, ["--require", join(projectRoot, "scripts/register.cjs"), script, folder], {
    cwd: "/",
    detached: true,
    stdio: ["pipe", log, log],
  });
  while (!existsSync(join(folder, "keeper"))) {
    if (keeper.exitCode !== null) throw new Error(readFileSync(join(folder, "keeper.log"), "utf8"));
    await sleep(50);
  }
  keeper.unref();
  return keeper;
}

async function isFormed(manager: Machine, count: number): Promise<boolean> {
  const nodes = (await manager.docker.listNodes()) as { Status: { State: string } }[];
  return nodes.length === count && nodes.every(({ Status }) => Status.State === "ready");
}

async function save(images: readonly string[], file: string): Promise<void> {
  if (images.length === 0) return;
  const docker = new Docker(engineAddress({}).options);
  // The Engine's call for several images at once, which the client library lacks.
  const archive = await new Promise<NodeJS.ReadableStream>((resolve, reject) => {
    const request = { path: "/images/get?", options: { names: images }, method: "GET", isStream: true };
    docker.modem.dial({ ...request, statusCodes: { 200: true } }, (error: unknown, stream: unknown) =>
      error
        ? reject(error instanceof Error ? error : new Error(String(error)))
        : resolve(stream as NodeJS.ReadableStream),
    );
  });
  await pipeline(archive, createWriteStream(file));
}

async function load(machine: Machine, file: string): Promise<void> {
  const answer = await machine.docker.loadImage(createReadStream(file));
  await pipeline(answer, async (chunks) => {
    for await (const chunk of chunks) if (/"error"/.test(String(chunk))) throw new Error(String(chunk));
  });
}

import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { allProcesses, childrenOf, kill, processFile } from "../../../sandbox/engine/processes";
import { unmountBelow } from "../../../sandbox/engine/unmountBelow";
import { isRunning, startTime } from "../../../sandbox/runningProcess.cjs";

const PREFIX = "dwsw-";
/** One whose keeper has not yet written its number down is left alone for so long. */
const YOUNG_MS = 120_000;
const PATIENCE_MS = 30_000;

/** A folder that is the record of a bed: all that is of the bed has the folder's path or name in its own. */
export function newBedFolder(): string {
  return mkdtempSync(join(tmpdir(), PREFIX));
}

/** The network namespace of a machine of the bed, or of what joins them. */
export function namespaceOf(folder: string, name: string): string {
  return `${basename(folder)}-${name}`;
}

/** Notes that this process takes the bed away in the end. */
export function claimBed(folder: string): void {
  writeFileSync(join(folder, "keeper"), `${process.pid} ${startTime(process.pid)}`);
}

/** Takes away what earlier runs left whose keeper was killed too. */
export async function removeAbandonedBeds(): Promise<void> {
  const folders = readdirSync(tmpdir()).filter((name) => name.startsWith(PREFIX));
  for (const folder of folders.map((name) => join(tmpdir(), name))) {
    if (isAbandoned(folder)) await removeBed(folder);
  }
}

/** Ends every process of the bed, and removes its mounts, its namespaces and the folder, whatever state they are in. */
export async function removeBed(folder: string): Promise<void> {
  const end = Date.now() + PATIENCE_MS;
  for (let left = enginesOf(folder); left.length > 0; left = enginesOf(folder)) {
    if (Date.now() > end) throw new Error(`processes of the test's swarm do not end: ${left.join(", ")}`);
    // A shim that is killed leaves its container behind.
    for (const pid of left) for (const child of shimChildren(pid)) kill(child);
    for (const pid of left) kill(pid);
    await sleep(100);
  }
  for (const name of namespaces(folder)) execFileSync("ip", ["netns", "delete", name]);
  for (let tries = 10; ; tries--) {
    await unmountBelow(folder);
    try {
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
      return;
    } catch (error) {
      // What was mounted twice at one place, or only now, is busy.
      if (tries === 0 || (error as NodeJS.ErrnoException).code !== "EBUSY") throw error;
    }
  }
}

function isAbandoned(folder: string): boolean {
  try {
    const [pid, started] = readFileSync(join(folder, "keeper"), "utf8").split(" ");
    return !isRunning(Number(pid)) || startTime(Number(pid)) !== started;
  } catch {
    const made = statSync(folder, { throwIfNoEntry: false })?.mtimeMs ?? Date.now();
    return Date.now() - made > YOUNG_MS;
  }
}

function enginesOf(folder: string): number[] {
  const isEngine = (pid: number) => /^(dockerd|containerd)/.test(processFile(pid, "comm"));
  const isZombie = (pid: number) => /^\d+ \(.*\) Z/.test(processFile(pid, "stat"));
  return allProcesses().filter(
    (pid) => isEngine(pid) && processFile(pid, "cmdline").includes(`${folder}/`) && !isZombie(pid),
  );
}

function shimChildren(pid: number): number[] {
  return processFile(pid, "comm").startsWith("containerd-shim") ? childrenOf(pid) : [];
}

function namespaces(folder: string): string[] {
  const names = execFileSync("ip", ["netns", "list"], { encoding: "utf8" }).split("\n");
  return names.map((line) => line.split(" ")[0] ?? "").filter((name) => name.startsWith(`${basename(folder)}-`));
}

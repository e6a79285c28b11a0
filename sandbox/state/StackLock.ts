import { existsSync, readdirSync, readFileSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import type { Environment } from "../Environment";
import { askPulumi } from "../Pulumi";
import { say } from "../Step";

const CHECK_MS = 250;
const PLUGINS_END_MS = 300; // the plugins of a killed Pulumi notice within a tenth of a second

/** What a local backend writes down while a command changes a stack. */
interface Lock {
  pid: number;
  hostname: string;
}

/**
 * Waits for a Pulumi process of this machine that is at work on the stack; cancels the lock of one that is gone.
 *
 * @returns whether it is known that nobody is at work on it
 */
export async function unlock(environment: Environment, stack: string): Promise<boolean> {
  const { backend, project } = environment;
  const { folder } = backend;
  if (!folder) return false;
  let told = false;
  for (;;) {
    const holders = readLocks(join(folder, ".pulumi/locks/organization", project.name, stack));
    if (holders.length === 0) return true;
    if (holders.some((holder) => holder.hostname !== hostname())) return false;
    const alive = holders.find((holder) => isPulumi(holder.pid));
    if (!alive) break;
    if (!told) say("state", `waiting for the Pulumi process ${alive.pid}, which is at work on the stack ${stack}`);
    told = true;
    await pause(CHECK_MS);
  }
  await pause(PLUGINS_END_MS);
  say("state", `a Pulumi process was killed while it worked on the stack ${stack}; removing its lock`);
  await askPulumi(environment, ["cancel", "--yes", stack]);
  return true;
}

function readLocks(folder: string): Lock[] {
  if (!existsSync(folder)) return [];
  const names = readdirSync(folder).filter((name) => name.endsWith(".json")); // others hold attributes of these
  return names.flatMap((name) => {
    try {
      return JSON.parse(readFileSync(join(folder, name), "utf8")) as Lock;
    } catch {
      return []; // released meanwhile, or half written; if it stays, Pulumi itself will say so
    }
  });
}

/** A process number is used again after a while, so a living process must be a Pulumi to count. */
function isPulumi(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ESRCH") return false;
  }
  if (!existsSync("/proc/self")) return true;
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8").split("\0")[0].includes("pulumi");
  } catch {
    return false;
  }
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

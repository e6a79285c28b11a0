import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import type { Environment } from "../Environment";
import { askPulumi } from "../Pulumi";
import { projectName, stateFile } from "../Stack";
import { say, step } from "../Step";
import { type Leftover, removeLeftovers } from "./leftovers";

const LOCK_CHECK_MS = 250;

interface PendingOperation {
  type: string;
  resource: { urn: string; type: string; inputs?: { name?: string } };
}

/** What a local backend writes down while a command changes a stack. */
interface Lock {
  pid: number;
  hostname: string;
}

interface Deployment {
  pending_operations?: PendingOperation[];
}

/** Puts right what a run that was killed has left behind: its lock, and what it was just creating. */
export async function recover(environment: Environment, stack: string): Promise<void> {
  await unlock(environment, stack);
  if (!(await pendingOperations(environment, stack)).length) return;

  const exported = JSON.parse(await askPulumi(environment, ["stack", "export", "--stack", stack])) as {
    deployment: Deployment;
  };
  const pending = exported.deployment.pending_operations ?? [];
  const creations = pending.filter((operation) => operation.type === "creating").map(({ resource }) => resource);
  await step("state", `putting right ${pending.length} operations that an earlier run did not finish`, async () => {
    const leftovers: Leftover[] = creations.flatMap(({ type, inputs }) =>
      inputs?.name ? [{ type, name: inputs.name }] : [],
    );
    await removeLeftovers(environment.engine, `${projectName()}/${stack}`, leftovers);
    exported.deployment.pending_operations = [];
    await importState(environment, stack, exported);
  });
}

async function importState(environment: Environment, stack: string, state: object): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "dockwire-state-"));
  try {
    const file = join(folder, "state.json");
    writeFileSync(file, JSON.stringify(state), { mode: 0o600 });
    await askPulumi(environment, ["stack", "import", "--stack", stack, "--file", file]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Waits for a Pulumi process of this machine that is at work on the stack; cancels the lock of one that is gone. */
async function unlock(environment: Environment, stack: string): Promise<void> {
  const { folder } = environment.backend;
  const locks = folder && join(folder, ".pulumi/locks/organization", projectName(), stack);
  if (!locks) return;
  let told = false;
  for (;;) {
    const holders = readLocks(locks);
    if (holders.length === 0 || holders.some((holder) => holder.hostname !== hostname())) return;
    const alive = holders.find((holder) => isPulumi(holder.pid));
    if (!alive) {
      say(
        "state",
        `the Pulumi process ${holders.map((holder) => holder.pid).join(", ")} was killed; removing its lock`,
      );
      await askPulumi(environment, ["cancel", "--yes", stack]);
      return;
    }
    if (!told) say("state", `waiting for the Pulumi process ${alive.pid}, which is at work on the stack ${stack}`);
    told = true;
    await new Promise((resolve) => setTimeout(resolve, LOCK_CHECK_MS));
  }
}

function readLocks(folder: string): Lock[] {
  if (!existsSync(folder)) return [];
  const names = readdirSync(folder).filter((name) => name.endsWith(".json")); // others hold attributes of these
  return names.flatMap((name) => {
    try {
      return JSON.parse(readFileSync(join(folder, name), "utf8")) as Lock;
    } catch {
      return []; // released, or half written, by a process at work; Pulumi itself will say so if it stays
    }
  });
}

async function pendingOperations(environment: Environment, stack: string): Promise<PendingOperation[]> {
  const file = stateFile(environment, stack);
  if (!file) {
    const exported = await askPulumi(environment, ["stack", "export", "--stack", stack]);
    return (JSON.parse(exported) as { deployment: Deployment }).deployment.pending_operations ?? [];
  }
  if (!existsSync(file)) return [];
  // Read as it lies there: asking Pulumi takes half a second, and mostly there is nothing.
  const { checkpoint } = JSON.parse(readFileSync(file, "utf8")) as {
    checkpoint: Record<string, Deployment | undefined>;
  };
  return (checkpoint.latest ?? checkpoint.Latest)?.pending_operations ?? [];
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

import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Environment } from "../Environment";
import { askPulumi } from "../Pulumi";
import { stateFile } from "../Stack";
import { step } from "../Step";
import { type Leftover, removeLeftovers, removeUnstarted } from "./leftovers";
import { unlock } from "./StackLock";

interface PendingOperation {
  type: string;
  resource: { urn: string; type: string; inputs?: { name?: string } };
}

interface Deployment {
  pending_operations?: PendingOperation[];
}

/** Puts right what a run that was killed has left behind: its lock, what it was just creating, and what never ran. */
export async function recover(environment: Environment, stack: string): Promise<void> {
  const label = `${environment.project.name}/${stack}`;
  if (await unlock(environment, stack)) await removeUnstarted(environment.engine, label);
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
    await removeLeftovers(environment.engine, label, leftovers);
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

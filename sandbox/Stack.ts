import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import type { Environment } from "./Environment";
import { withFileLock } from "./FileLock.cjs";
import { localRoot } from "./Paths";
import { askPulumi } from "./Pulumi";
import { say, step } from "./Step";

/** Makes the stack if it does not exist, and then selects it for hand-typed commands. */
export async function ensureStack(environment: Environment, stack: string): Promise<void> {
  const file = stateFile(environment, stack);
  if (!file || !existsSync(file)) await selectStack(environment, stack);
}

async function selectStack(environment: Environment, stack: string): Promise<void> {
  await step("state", `selecting the stack ${stack}`, () =>
    askPulumi(environment, ["stack", "select", "--create", stack]),
  );
}

/** Does something to a stack while no other command of ours does; others wait for their turn. */
export function withStack<T>(environment: Environment, stack: string, work: () => Promise<T>): Promise<T> {
  const lock = join(localRoot, "locks", `${stack.replaceAll("/", "_")}.lock`);
  return withFileLock(
    lock,
    async () => {
      await ensureStack(environment, stack);
      return work();
    },
    (pid) => say("state", `waiting for process ${pid}, which is at work on the stack ${stack}`),
  );
}

/** Sees to it that hand-typed Pulumi commands have a stack to work on; one that the user has selected stays. */
export async function ensureSelection(environment: Environment, stack: string): Promise<void> {
  if (existsSync(selectionFile(environment))) await ensureStack(environment, stack);
  else await selectStack(environment, stack);
}

/** Where Pulumi notes which stack of this project is selected. */
function selectionFile({ env, project }: Environment): string {
  const digest = createHash("sha1").update(join(project.folder, "Pulumi.yaml")).digest("hex");
  const home = env.PULUMI_HOME || join(homedir(), ".pulumi");
  return join(home, "workspaces", `${project.name}-${digest}-workspace.json`);
}

/** The state of a stack as a file, while the state is local to this project. */
export function stateFile({ backend, project }: Environment, stack: string): string | undefined {
  return backend.folder && join(backend.folder, ".pulumi/stacks", project.name, `${stack}.json`);
}

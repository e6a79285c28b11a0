import type { Environment } from "../Environment";
import { step } from "../Step";
import { type Ownership, removeLeftovers, removeUnstarted } from "./leftovers";
import { withStackLock } from "./StackLock";
import { type Deployment, StateFile } from "./StateFile";

/**
 * Puts right what a run that was killed has left behind: its lock, what it was just creating, and what never ran. With a
 * backend of the user's, or a lock of another machine, somebody may be at work right now, so nothing is touched.
 */
export async function recover(environment: Environment, stack: string): Promise<void> {
  const state = StateFile.of(environment, stack);
  if (!state) return;
  await withStackLock(environment, stack, async () => {
    const deployment = state.read();
    const owner = ownership(`${environment.project.name}/${stack}`, deployment);
    await removeUnstarted(environment.engine, owner);
    const pending = deployment.pending_operations ?? [];
    if (pending.length === 0) return;
    await step("state", `putting right ${pending.length} operations that an earlier run did not finish`, async () => {
      const creations = pending.filter((operation) => operation.type === "creating").map(({ resource }) => resource);
      await removeLeftovers(environment.engine, owner, creations);
      state.dropPendingOperations();
    });
  });
}

function ownership(label: string, { resources = [] }: Deployment): Ownership {
  const networks = resources.filter(({ type }) => /^(dockwire:index:|docker:index\/network:)Network$/.test(type));
  return {
    labels: new Set([
      label,
      ...resources.flatMap(({ type, outputs }) =>
        type === "dockwire:index:StackLabel" && outputs?.value !== undefined ? [outputs.value] : [],
      ),
    ]),
    containers: resources.filter(({ type }) => type === "docker:index/container:Container"),
    networkIds: new Set(
      networks.flatMap(({ id, outputs }) => [id, outputs?.networkId]).filter((one) => one !== undefined),
    ),
  };
}

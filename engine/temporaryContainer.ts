import { randomUUID } from "node:crypto";
import type Docker from "dockerode";
import type { Bounds } from "./Bounds";
import type { EngineClient } from "./EngineClient";
import { EngineError, unlessMissing } from "./EngineError";

/** The label that tells whose a temporary container is; its value belongs to one resource of one stack. */
export interface OwnerLabel {
  readonly name: string;
  readonly value: string;
}

/** How a temporary container is made; its name and labels are chosen here. */
export type TemporaryContainerOptions = Omit<Docker.ContainerCreateOptions, "name" | "Labels">;

/**
 * Makes a container, lets `work` use it and removes it whatever happens. An owner has one at a time: the next one waits,
 * so that removing what a killed process has left never meets a container that is in use.
 */
export async function withTemporaryContainer<T>(
  engine: EngineClient,
  { owner, options }: { owner: OwnerLabel; options: TemporaryContainerOptions },
  bounds: Bounds,
  work: (id: string) => Promise<T>,
): Promise<T> {
  return engine.runExclusive(keyOf(owner), async (first) => {
    if (first) await removeLeftovers(engine, owner, bounds);
    const id = await create(engine, { ...options, Labels: { [owner.name]: owner.value } }, bounds);
    try {
      return await work(id);
    } finally {
      await remove(engine, id);
    }
  });
}

/** Removes what a killed process has left of this owner. */
export async function removeTemporaryContainers(
  engine: EngineClient,
  owner: OwnerLabel,
  bounds: Bounds,
): Promise<void> {
  await engine.runExclusive(keyOf(owner), () => removeLeftovers(engine, owner, bounds));
}

function keyOf({ name, value }: OwnerLabel): string {
  return `${name}=${value}`;
}

async function removeLeftovers(engine: EngineClient, owner: OwnerLabel, bounds: Bounds): Promise<void> {
  const filters = { label: [keyOf(owner)] };
  const left = await engine.read((docker) => docker.listContainers({ all: true, filters }), bounds);
  await Promise.all(left.map(({ Id }) => remove(engine, Id)));
}

/** Under a name of its own, by which it is found when the Engine's answer is lost. */
async function create(engine: EngineClient, options: Docker.ContainerCreateOptions, bounds: Bounds): Promise<string> {
  const name = `dockwire-${randomUUID()}`;
  return engine.change(
    {
      touched: [name],
      send: (docker) => docker.createContainer({ ...options, name }).then(({ id }) => id),
      done: () =>
        unlessMissing(engine.read((docker) => docker.getContainer(name).inspect(), bounds)).then((found) => found?.Id),
    },
    bounds,
  );
}

/** Not ended by a cancelled operation: what was made for it has to go all the same. */
async function remove(engine: EngineClient, id: string): Promise<void> {
  const inspected = () => unlessMissing(engine.read((docker) => docker.getContainer(id).inspect()));
  await engine
    .change({
      touched: [id],
      send: (docker) =>
        docker
          .getContainer(id)
          .remove({ force: true, v: true })
          .then(() => true),
      done: async () => ((await inspected()) ? undefined : true),
    })
    .catch((error: unknown) => {
      if (!isGone(error)) throw error;
    });
}

/** Gone, or about to be (409: "removal of container ... is already in progress"). */
function isGone(error: unknown): boolean {
  if (!(error instanceof EngineError)) return false;
  return error.status === 404 || (error.status === 409 && /already in progress/.test(error.answer));
}

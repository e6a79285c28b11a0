import type { Engine } from "../engine/Engine";
import type { EngineAnswer } from "../engine/EngineApi";
import { say } from "../Step";
import { stackContainers } from "./stackContainers";
import { shouldRun, type StateResource } from "./StateFile";

const CONTAINER = "docker:index/container:Container";

/** What makes a container this state's own. The label alone does not: every checkout has the same stack names. */
export interface Ownership {
  /** The values of the label `dockwire.stack`: a renamed stack keeps the ones that its containers were made with. */
  labels: ReadonlySet<string>;
  /** The containers in the state. */
  containers: readonly StateResource[];
  /** The Engine's ids of the networks in the state. */
  networkIds: ReadonlySet<string>;
}

interface Container {
  Id: string;
  Name: string;
  State: { StartedAt: string };
  Config: { Labels?: Record<string, string> | null };
  HostConfig: { NetworkMode: string };
}

/**
 * Removes the containers that a killed run was creating: they may exist without being in the state. What is not on a
 * network of this state, or has another label, is not ours to touch; what else dockwire makes, it takes over by itself.
 */
export async function removeLeftovers(engine: Engine, owner: Ownership, creations: StateResource[]): Promise<void> {
  for (const { type, inputs } of creations) {
    if (type !== CONTAINER || !inputs?.name) continue;
    const container = await find(engine, inputs.name);
    if (!container) continue;
    if (await isOwn(engine, owner, container)) await remove(engine, container);
    else
      say(
        "state",
        `the container ${inputs.name} exists, and nothing tells that this stack made it; it is left as it is`,
      );
  }
}

/**
 * Removes the state's containers that never ran and should. There is nothing in them, and an Engine that was killed while
 * it started one may refuse to start it for good ("task ... already exists").
 */
export async function removeUnstarted(engine: Engine, owner: Ownership): Promise<void> {
  for (const { Id } of await stackContainers(engine, ["created"])) {
    const container = await find(engine, Id);
    if (!container?.State.StartedAt.startsWith("0001-")) continue;
    const known = owner.containers.find(({ id }) => id === Id);
    const isOurs = known ? shouldRun(known) : await isOwn(engine, owner, container);
    if (isOurs) await remove(engine, container);
  }
}

async function isOwn(engine: Engine, { labels, networkIds }: Ownership, container: Container): Promise<boolean> {
  if (!labels.has(container.Config.Labels?.["dockwire.stack"] ?? "")) return false;
  const network = await engine.api.request(`/networks/${encodeURIComponent(container.HostConfig.NetworkMode)}`);
  return network.status === 200 && networkIds.has((JSON.parse(network.body) as { Id: string }).Id);
}

async function find(engine: Engine, name: string): Promise<Container | undefined> {
  const found = await engine.api.request(`/containers/${encodeURIComponent(name)}/json`);
  if (found.status === 404) return undefined;
  if (found.status !== 200) throw refusal(found, `look at the container ${name}`);
  return JSON.parse(found.body) as Container;
}

async function remove(engine: Engine, { Id, Name }: Container): Promise<void> {
  const name = Name.replace(/^\//, "");
  say("state", `removing the container ${name}, which an interrupted run left behind`);
  const removed = await engine.api.request(`/containers/${Id}?force=1&v=1`, { method: "DELETE" });
  if (removed.status >= 300 && removed.status !== 404) throw refusal(removed, `remove the container ${name}`);
}

function refusal(answer: EngineAnswer, attempt: string): Error {
  return new Error(
    `Could not ${attempt}, which an interrupted run left behind: the Docker Engine answered HTTP ${answer.status} ${answer.body.trim()}. ` +
      "Remove it by hand and run the same command again.",
  );
}

import type { Engine } from "../engine/Engine";
import type { EngineAnswer } from "../engine/EngineApi";
import { say } from "../Step";
import { stackContainers } from "./stackContainers";

/** Something that a killed run was creating: it may exist on the Engine without being in the state. */
export interface Leftover {
  /** The Pulumi type token. */
  type: string;
  /** The name on the Engine. */
  name: string;
}

interface Labelled {
  Id: string;
  Labels?: Record<string, string> | null;
  Config?: { Labels?: Record<string, string> | null };
}

/** The Engine's path of each type whose leftover stands in the way of creating it again; dockwire's own take theirs over. */
const PATHS: Record<string, { path: string; removal: string; what: string }> = {
  "docker:index/container:Container": { path: "/containers", removal: "?force=1&v=1", what: "container" },
  "docker:index/network:Network": { path: "/networks", removal: "", what: "network" },
};

/** Removes leftovers that carry this stack's label; what carries another one, or none, is not ours to touch. */
export async function removeLeftovers(engine: Engine, stack: string, leftovers: Leftover[]): Promise<void> {
  for (const { type, name } of leftovers) {
    const kind = PATHS[type];
    if (!kind) continue;
    const object = `${kind.path}/${encodeURIComponent(name)}`;
    const found = await engine.api.request(kind.path === "/containers" ? `${object}/json` : object);
    if (found.status === 404) continue;
    const { Id, Labels, Config } = parse(found, kind.what, name);
    if ((Config?.Labels ?? Labels)?.["dockwire.stack"] !== stack) {
      say("state", `the ${kind.what} ${name} exists, but has no label dockwire.stack=${stack}; it is left as it is`);
      continue;
    }
    await remove(engine, kind.what, name, `${kind.path}/${Id}${kind.removal}`);
  }
}

/**
 * Removes the stack's containers that never ran. There is nothing in them, and an Engine that was killed while it started
 * one may refuse to start it for good ("task ... already exists").
 */
export async function removeUnstarted(engine: Engine, stack: string): Promise<void> {
  for (const { Id, Names } of await stackContainers(engine, stack, ["created"])) {
    await remove(engine, "container", Names[0].slice(1), `/containers/${Id}?force=1&v=1`);
  }
}

async function remove(engine: Engine, what: string, name: string, object: string): Promise<void> {
  say("state", `removing the ${what} ${name}, which an interrupted run left behind`);
  const removed = await engine.api.request(object, { method: "DELETE" });
  if (removed.status >= 300 && removed.status !== 404) throw refusal(removed, `remove the ${what} ${name}`);
}

function parse(answer: EngineAnswer, what: string, name: string): Labelled {
  if (answer.status !== 200) throw refusal(answer, `look at the ${what} ${name}`);
  return JSON.parse(answer.body) as Labelled;
}

function refusal(answer: EngineAnswer, attempt: string): Error {
  return new Error(
    `Could not ${attempt}, which an interrupted run left behind: the Docker Engine answered HTTP ${answer.status} ${answer.body.trim()}. ` +
      "Remove it by hand and run the same command again.",
  );
}

import type { EngineClient } from "../../engine/EngineClient";
import { inspectContainers } from "../../engine/inspectContainers";
import { type Container, containerFrom } from "../../engine/model";
import { CommandFailure, printable } from "../Context";
import { redisServerInStack, type StackServer } from "./stackServer";

/** A server: a container of the Engine, or a redis that is none. */
export type Server = { readonly container: Container } | { readonly external: StackServer };

/**
 * By the container's name or id, by a component's name in the selected stack, or by an alias that one container has. A stack
 * that is named comes first.
 */
export async function findServer(engine: EngineClient, name: string, stack: string | undefined): Promise<Server> {
  const byName = () => engine.container(name).catch(() => undefined);
  const direct = stack === undefined ? await byName() : undefined;
  if (direct) return { container: direct };
  const { declared, problem } = await askStack(name, stack);
  if (declared?.external) return { external: declared };
  const container = declared && (await engine.container(declared.containerName));
  if (container) return { container };
  if (declared) {
    const cure = `"pulumi up --refresh" makes it`;
    throw new CommandFailure(
      `RedisServer "${name}" has no container "${declared.containerName}" on the Engine: ${cure}.`,
    );
  }
  return { container: (await byName()) ?? (await byAlias(engine, name, problem)) };
}

/** A folder may have a project without a stack: what the stack answers counts when nothing else has the name. */
async function askStack(name: string, stack: string | undefined) {
  return redisServerInStack(name, stack).then(
    (declared) => ({ declared, problem: "" }),
    (error: unknown) => {
      if (stack !== undefined || !(error instanceof CommandFailure)) throw error;
      return { declared: undefined, problem: ` ${error.message}` };
    },
  );
}

/** The containers that have an alias, those that run first. */
export async function holdersOf(engine: EngineClient, alias: string): Promise<Container[]> {
  return (await inspectContainers(engine))
    .map(containerFrom)
    .filter(({ endpoints }) => endpoints.some(({ aliases }) => aliases.includes(alias)))
    .sort((a, b) => Number(b.running) - Number(a.running));
}

async function byAlias(engine: EngineClient, name: string, problem: string): Promise<Container> {
  const holders = await holdersOf(engine, name);
  const [first, second] = holders;
  if (first && !second) return first;
  const reason = first
    ? `this alias leads to ${holders.map((one) => one.name).join(", ")}; name one of them`
    : `there is no container, alias, RedisServer or RedisReplicas of that name. "dockwire ls" lists containers and aliases`;
  throw new CommandFailure(`Opening redis-cli at "${printable(name)}": ${reason}.${problem}`);
}

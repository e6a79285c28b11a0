import { setTimeout as pause } from "node:timers/promises";
import type { Bounds } from "../../engine/Bounds";
import type { EngineClient } from "../../engine/EngineClient";
import { describeError } from "../../engine/EngineError";
import type { Container } from "../../engine/model";
import { power } from "./power";

const PAUSE_MS = 100;
/** After this long the container waits ever longer for its next restart, a minute at last (moby's restartmanager). */
const PATIENCE_MS = 10_000;
/** For the start of a container that was stopped here: nothing of the operation cuts it off. */
const START: Bounds = { timeoutMs: 60_000 };
/** What the Engine says of a container without a sandbox. */
const NO_SANDBOX = /sandbox|is not connected/i;

/**
 * Makes a call again while it fails because the container waits for its next restart: it counts as running then and has no
 * network sandbox, so most calls find nothing to work on (moby's SetRestarting). A call that waits for the container's lock
 * while it starts may be carried out right after. If none is for too long, the container is stopped for the call: one that
 * is stopped has nothing to wait for, and its next start is as good as its next restart.
 */
export async function throughRestarts(
  engine: EngineClient,
  container: Container,
  bounds: Bounds,
  call: (now: Container) => Promise<void>,
): Promise<void> {
  const begin = Date.now();
  const end = begin + (bounds.timeoutMs ?? Infinity);
  for (let now = container; ;) {
    try {
      await call(now);
      return;
    } catch (error) {
      const next = await engine.container(container.id);
      const mayHelp = next && [now, next].some(isRestarting) && NO_SANDBOX.test((error as Error).message);
      if (!mayHelp || Date.now() > end) throw error;
      bounds.signal?.throwIfAborted();
      if (isRestarting(next) && Date.now() - begin > PATIENCE_MS) return whileStopped(engine, next, bounds, call);
      now = next;
      await pause(PAUSE_MS);
    }
  }
}

async function whileStopped(
  engine: EngineClient,
  { id, name }: Container,
  bounds: Bounds,
  call: (now: Container) => Promise<void>,
): Promise<void> {
  await power(engine, id, "stop", bounds);
  try {
    const stopped = await engine.container(id);
    if (stopped) await call(stopped);
  } finally {
    await power(engine, id, "start", START).catch((error: unknown) => {
      const attempt = `Starting container "${name}" again, which restarts in a loop and was stopped for a moment`;
      throw describeError(attempt, error, `Run "docker start ${name}".`);
    });
  }
}

/** Whether the container waits for its next restart. */
export function isRestarting(container: Container): boolean {
  return container.status === "restarting";
}

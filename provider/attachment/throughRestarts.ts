import { setTimeout as pause } from "node:timers/promises";
import type { Bounds } from "../../engine/Bounds";
import type { EngineClient } from "../../engine/EngineClient";
import type { Container } from "../../engine/model";

const PAUSE_MS = 100;
/** What the Engine says of a container without a sandbox. */
const NO_SANDBOX = /sandbox|is not connected/i;

/**
 * Makes a call again while it fails because the container waits for its next restart: it counts as running then and has no
 * network sandbox, so most calls find nothing to work on (moby's SetRestarting). A call that waits for the container's lock
 * while it starts is carried out right after, so even one that lives for milliseconds is reached.
 */
export async function throughRestarts(
  engine: EngineClient,
  container: Container,
  bounds: Bounds,
  call: (now: Container) => Promise<void>,
): Promise<void> {
  const end = Date.now() + (bounds.timeoutMs ?? Infinity);
  for (let now = container; ;) {
    try {
      await call(now);
      return;
    } catch (error) {
      const next = await engine.container(container.id);
      const mayHelp = next && [now, next].some(isRestarting) && NO_SANDBOX.test((error as Error).message);
      if (!mayHelp || Date.now() > end) throw error;
      bounds.signal?.throwIfAborted();
      now = next;
      await pause(PAUSE_MS);
    }
  }
}

/** Whether the container waits for its next restart. */
export function isRestarting(container: Container): boolean {
  return container.status === "restarting";
}

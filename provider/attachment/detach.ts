import type { Bounds } from "../../engine/Bounds";
import type { EngineClient } from "../../engine/EngineClient";
import { Container, endpointOn, Identity } from "../../engine/model";
import { endpointConfigFrom } from "./endpointForm";
import { isRestarting, throughRestarts } from "./throughRestarts";

/**
 * Takes a container off a network, in whatever state the container is; success when it is off, whoever did it.
 * `answering` bounds the disconnect alone, which the Engine may still carry out after it was given up.
 */
export async function detach(
  engine: EngineClient,
  { container, network }: { container: Container; network: Identity },
  bounds: Bounds,
  answering: Bounds,
): Promise<void> {
  bounds.signal?.throwIfAborted();
  await throughRestarts(engine, container, bounds, async (now) => {
    const endpoint = endpointOn(now, network);
    if (!endpoint) return;
    if (isRestarting(now) && !endpoint.endpointId) {
      // Engine 20.10 makes a sandbox for this, which the disconnect then has something to take off of.
      await engine.connect(network, now, endpointConfigFrom(endpoint), {}).catch(() => undefined);
    }
    try {
      await engine.disconnect(network, now.id, false, answering);
    } catch (error) {
      const after = await engine.container(now.id);
      if (after && endpointOn(after, network)) throw error;
    }
  });
}

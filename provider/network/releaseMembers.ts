import type { Bounds } from "../../engine/Bounds";
import type { EngineClient } from "../../engine/EngineClient";
import { describeError } from "../../engine/EngineError";
import { Container, endpointOn, isDying, Network } from "../../engine/model";
import { detach } from "../attachment/detach";
import { means } from "../attachment/ends";

/**
 * Takes the program's own containers off a network that is about to go: Pulumi removes a network that is replaced before
 * it comes to the attachments, also to those that the program has no more, and to containers that were created on it.
 * While anybody else's container is on it, all stay, as the network does. `own` are the containers, each by all its names
 * and ids.
 */
export async function releaseMembers(
  engine: EngineClient,
  network: Network,
  own: readonly (readonly string[])[],
  bounds: Bounds,
): Promise<void> {
  if (own.length === 0) return;
  const found = await Promise.all(network.members.map(({ id }) => engine.container(id)));
  const members = found.filter((one) => one !== undefined).filter((one) => !isDying(one) && endpointOn(one, network));
  const isOwn = (container: Container) => own.some((refs) => refs.some((ref) => means(ref, container)));
  if (!members.every(isOwn)) return;
  for (const container of members) {
    await detach(engine, { container, network }, bounds, bounds).catch((error: unknown) => {
      const attempt = `Detaching container "${container.name}" from network "${network.name}", which is to be removed`;
      throw describeError(attempt, error);
    });
  }
}

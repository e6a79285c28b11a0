import type { EngineClient } from "../../engine/EngineClient";
import { endpointOn } from "../../engine/model";
import { describeError } from "../../engine/EngineError";

/** An attachment by the ids and names that it had. */
export interface KnownEndpoint {
  networkId: string;
  containerId: string;
  names: { container: string; network: string };
}

/**
 * Takes a container off a network. What is gone already is success; an endpoint that outlived its container is removed
 * by its name, forced, and only then (docker/cli issue 1891: an id does not match there).
 */
export async function removeEndpoint(engine: EngineClient, known: KnownEndpoint, signal: AbortSignal): Promise<void> {
  const { networkId, containerId, names } = known;
  const attempt = `Detaching container "${names.container}" from network "${names.network}"`;
  const [container, network] = await Promise.all([engine.container(containerId), engine.network(networkId)]);
  if (!network) return;
  // An endpoint without a container is listed under "ep-" and an id of its own, with the container's name.
  const stale = network.members.find(
    (member) => member.id === containerId || (member.id.startsWith("ep-") && member.name === names.container),
  );
  const connected = container !== undefined && endpointOn(container, network) !== undefined;
  if (container ? !connected : !stale) return;
  try {
    await engine.disconnect(network, container ? containerId : (stale?.name ?? names.container), !container, {
      signal,
    });
  } catch (error) {
    // It may have gone between the look and the call, or by the same call tried before.
    const again = await engine.container(containerId);
    if (!stale && !(again && endpointOn(again, network))) return;
    throw describeError(attempt, error, `Try "docker network disconnect --force ${names.network} ${names.container}".`);
  }
}

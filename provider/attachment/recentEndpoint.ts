import type { EngineClient } from "../../engine/EngineClient";
import { isUnlisted, networkToAttach } from "./unlistedOverlay";
import { REFRESH_AGE_MS } from "../../engine/CoalescedRead";
import { Container, Endpoint, endpointOn } from "../../engine/model";

/** A container's endpoint on the network of that name or id; undefined when it is not there. */
export async function recentEndpoint(
  engine: EngineClient,
  container: Container,
  networkRef: string,
): Promise<{ network: { id: string; name: string }; endpoint: Endpoint } | undefined> {
  const direct = container.endpoints.find((one) => [one.networkId, one.networkName].includes(networkRef));
  // The settings of a container that is not running may name a network that is gone.
  const network =
    direct?.networkId && container.running
      ? { id: direct.networkId, name: direct.networkName }
      : ((await engine.recentNetwork(networkRef, REFRESH_AGE_MS)) ??
        // A worker of a swarm does not list the overlay of a container that does not run.
        (direct && (await networkToAttach(engine, direct.networkId || direct.networkName))));
  const endpoint = network && endpointOn(container, network);
  if (!endpoint) return undefined;
  return {
    network: { id: network.id || endpoint.networkId, name: isUnlisted(network) ? endpoint.networkName : network.name },
    endpoint,
  };
}

import type { EngineClient } from "../../engine/EngineClient";
import { describeError } from "../../engine/EngineError";
import { endpointOn, isDying, Network } from "../../engine/model";
import type { Operation } from "../protocol/Resource";
import { gatewayWarnings } from "./conflicts";
import { detach } from "./detach";
import { networkToAttach } from "./unlistedOverlay";
import { ownerOf } from "./endpointForm";
import type { Ends, Identity } from "./ends";

/**
 * Takes a container off a network. What is gone already is success, and a connection that another program has taken over
 * since (its mark is not the recorded one) stays. An endpoint that outlived its container is removed by its name, forced,
 * and only then (docker/cli issue 1891: an id does not match there).
 */
export async function removeEndpoint(
  engine: EngineClient,
  ends: Ends<Identity>,
  recordedOwner: string | undefined,
  operation: Operation,
): Promise<void> {
  const { container: of, network: from } = ends;
  const container = await engine.container(of.id);
  const recorded = container && !isDying(container) ? endpointOn(container, from) : undefined;
  // A container that has not run since it was connected knows the network by its name alone.
  const isRecorded = Boolean(recorded?.networkId);
  // An edit earlier in this update may have made the network again; its members came back to it.
  const live = isRecorded ? undefined : ((await engine.network(from.id)) ?? (await networkToAttach(engine, from.name)));
  const network = live ?? (isRecorded ? from : { ...from, id: from.name });
  if (!recorded && !live) return;
  const endpoint = container && endpointOn(container, network);
  const owner = endpoint && ownerOf(endpoint);
  if (owner !== undefined && recordedOwner !== undefined && owner !== recordedOwner) {
    operation.warn(
      `Container "${of.name}" stays on network "${from.name}": another program ("${owner}") has taken it over.`,
    );
    return;
  }
  try {
    if (!container || isDying(container)) await removeStale(engine, of, live, operation);
    else if (endpoint) {
      for (const warning of await gatewayWarnings(engine, { container, network })) operation.warn(warning);
      await detach(engine, { container, network }, operation.bounds, operation.bounds);
    }
  } catch (error) {
    const advice = `Try "docker network disconnect --force ${from.name} ${of.name}".`;
    throw describeError(`Detaching container "${of.name}" from network "${from.name}"`, error, advice);
  }
}

/** An endpoint without a container is listed under "ep-" and an id of its own, with the container's name. */
async function removeStale(
  engine: EngineClient,
  of: Identity,
  network: Network | undefined,
  operation: Operation,
): Promise<void> {
  const stale = network?.members.find(({ id, name }) => id === of.id || (id.startsWith("ep-") && name === of.name));
  if (network && stale) await engine.disconnect(network, stale.name, true, operation.bounds);
}

import type { Bounds } from "../../engine/Bounds";
import type { EngineClient } from "../../engine/EngineClient";
import type { Network } from "../../engine/model";
import { endpointConfigFrom } from "../attachment/endpointForm";
import { Connected, foreignOwner } from "./remakeProblems";

const STOPPED = ["created", "exited"];

/**
 * A container that does not run keeps the ids of the networks that it joins at its start. When one of them was removed, the
 * container never starts again ("network ... not found"), also when there is another network of that name. So it is set to
 * join the new one, as it was on the old. From other networks that are gone it is taken off, since they may be made only
 * after its start; their attachments connect it then. What others made is left alone.
 */
export async function rejoinStopped(
  engine: EngineClient,
  network: Network,
  stacks: readonly string[],
  bounds: Bounds,
): Promise<void> {
  const found = await stranded(engine, network, bounds);
  if (found.length === 0) return;
  const present = new Set((await engine.allNetworks(bounds)).map(({ Id }) => Id));
  for (const { container, endpoint } of found) {
    if (foreignOwner({ container, endpoint }, stacks)) continue;
    for (const { networkId, networkName } of container.endpoints) {
      if (networkId && !present.has(networkId)) await forget(engine, container.id, networkName, bounds);
    }
    await engine.connect(network, container, endpointConfigFrom(endpoint), bounds);
  }
}

/** Takes a container that does not run off a network that may be gone: the Engine knows it there by its name. */
async function forget(engine: EngineClient, container: string, networkName: string, bounds: Bounds): Promise<void> {
  const isOff = async () => {
    const now = await engine.container(container);
    return now?.endpoints.some((one) => one.networkName === networkName) ? undefined : true;
  };
  await engine.change(
    {
      touched: [container, networkName],
      send: (docker) =>
        docker
          .getNetwork(networkName)
          .disconnect({ Container: container, Force: true })
          .then(() => true),
      done: isOff,
    },
    bounds,
  );
}

/** Containers that are set to join a network of this name that is gone. */
async function stranded(engine: EngineClient, network: Network, bounds: Bounds): Promise<Connected[]> {
  const listed = (await engine.allContainers(bounds)).filter(
    ({ State, NetworkSettings }) => STOPPED.includes(State) && network.name in (NetworkSettings?.Networks ?? {}),
  );
  const containers = await Promise.all(listed.map(({ Id }) => engine.container(Id, bounds)));
  return containers.flatMap((container) => {
    const endpoint = container?.endpoints.find(
      ({ networkId, networkName }) => networkName === network.name && networkId && networkId !== network.id,
    );
    return container && endpoint ? [{ container, endpoint }] : [];
  });
}

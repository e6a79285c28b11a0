import type { Bounds } from "../../engine/Bounds";
import type { EngineClient } from "../../engine/EngineClient";
import { unlessMissing } from "../../engine/EngineError";
import { containerFrom, Network } from "../../engine/model";
import { endpointConfigFrom } from "../attachment/endpointForm";
import { Connected, foreignOwner } from "./remakeProblems";

/**
 * A container that does not run keeps the id of the network that it joins at its start. When that network was removed, the
 * container never starts again ("network ... not found"), also when there is another network of that name. So it is set to
 * join the new one, as it was on the old. What others made is left alone.
 */
export async function rejoinStopped(
  engine: EngineClient,
  network: Network,
  stacks: readonly string[],
  bounds: Bounds,
): Promise<void> {
  for (const { container, endpoint } of await stranded(engine, network, bounds)) {
    if (foreignOwner({ container, endpoint }, stacks)) continue;
    await engine.disconnect(network, container.id, true, bounds);
    await engine.connect(network, container, endpointConfigFrom(endpoint), bounds);
  }
}

/** Containers that are set to join a network of this name that is gone. */
async function stranded(engine: EngineClient, network: Network, bounds: Bounds): Promise<Connected[]> {
  const filters = { status: ["created", "exited"] };
  const listed = await engine.read((docker) => docker.listContainers({ all: true, filters }), bounds);
  const infos = await Promise.all(
    listed.map(({ Id }) => unlessMissing(engine.read((docker) => docker.getContainer(Id).inspect(), bounds))),
  );
  return infos.flatMap((info) => {
    const container = info && containerFrom(info);
    const endpoint = container?.endpoints.find(
      ({ networkId, networkName }) => networkName === network.name && networkId && networkId !== network.id,
    );
    return container && endpoint ? [{ container, endpoint }] : [];
  });
}

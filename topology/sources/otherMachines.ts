import type { Bounds } from "../../engine/Bounds";
import type { EngineClient } from "../../engine/EngineClient";
import { networkFrom } from "../../engine/model";
import { overlayOf, type OverlayEndpoint } from "../../engine/overlay";
import { swarmNode } from "../../engine/swarm";
import { sortedBy, type TopologyContainer } from "../Topology";

/** A container on an overlay network, on another machine. */
export interface RemoteEndpoint extends OverlayEndpoint {
  readonly network: string;
}

/** What other machines have on the overlay networks that this Engine knows, in one order. */
export async function readOtherMachines(engine: EngineClient, bounds: Bounds = {}): Promise<RemoteEndpoint[]> {
  const filters = { driver: ["overlay"] };
  const list = await engine.read((docker) => docker.listNetworks({ filters }), bounds);
  if (list.length === 0) return [];
  const { address } = await swarmNode(engine, bounds);
  const found = list.map(networkFrom).map(async (network) => {
    const { endpoints } = await overlayOf(engine, network, bounds);
    return endpoints.filter(({ machine }) => machine !== address).map((one) => ({ ...one, network: network.name }));
  });
  return (await Promise.all(found)).flat();
}

/** An Engine's containers, and those on other machines, as far as it knows them. */
export function withOtherMachines(
  here: readonly TopologyContainer[],
  endpoints: readonly RemoteEndpoint[],
): TopologyContainer[] {
  // An endpoint may be told a moment longer, or sooner, than the container that has it here.
  const taken = new Set(
    here.flatMap(({ connections }) =>
      connections.flatMap(({ network, addresses }) => addresses.map((address) => placeOf(network, address))),
    ),
  );
  const elsewhere = new Map<string, TopologyContainer>();
  for (const endpoint of endpoints.filter(({ network, ipv4Address }) => !taken.has(placeOf(network, ipv4Address)))) {
    const key = `${endpoint.machine}\n${endpoint.name}`;
    elsewhere.set(key, containerFrom(endpoint, elsewhere.get(key)));
  }
  return [...here, ...withOwnNames([...elsewhere.values()], here)];
}

function containerFrom(endpoint: RemoteEndpoint, before: TopologyContainer | undefined): TopologyContainer {
  const { name, network, ipv4Address, machine, service } = endpoint;
  const connection = { network, aliases: [], addresses: [ipv4Address] };
  return {
    name,
    image: "",
    state: "running",
    health: "unchecked",
    ports: [],
    connections: sortedBy([...(before?.connections ?? []), connection], (one) => one.network),
    machine: machine || "another machine",
    ...(service ? { service } : {}),
  };
}

/** Each machine may have a container of a name; a topology has one. */
function withOwnNames(
  elsewhere: readonly TopologyContainer[],
  here: readonly TopologyContainer[],
): readonly TopologyContainer[] {
  const all = [...here, ...elsewhere].map(({ name }) => name);
  const several = new Set(all.filter((name, i) => all.indexOf(name) !== i));
  return elsewhere.map((one) => (several.has(one.name) ? { ...one, name: `${one.name}@${one.machine ?? ""}` } : one));
}

function placeOf(network: string, address: string): string {
  return `${network}\n${address}`;
}

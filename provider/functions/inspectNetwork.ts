import type { EngineClient } from "../../engine/EngineClient";
import type { Bounds } from "../../engine/Bounds";
import { endpointOn, Network } from "../../engine/model";
import { capacity, contains } from "../../engine/cidr";
import { isBalancer, Overlay, overlayOf } from "../../engine/overlay";
import type { ProviderFunction } from "../protocol/Resource";
import { Properties } from "../protocol/values";
import { inspectNetworkFunction } from "./inspectNetworkShape";

/** A container on a network, as it is told. */
interface Member extends Properties {
  name: string;
  ipv4Address: string;
  ipv6Address: string;
}

/** `docker network inspect` as data, with the aliases and DNS names that it lacks and how full each subnet is. */
export function inspectNetwork(engine: () => EngineClient): ProviderFunction {
  return {
    declaration: inspectNetworkFunction,
    invoke: async (args, bounds) => {
      const network = await engine().network(String(args.network), bounds);
      if (!network) {
        throw new Error(
          `Inspecting network "${String(args.network)}": there is no such network. List them with "docker network ls".`,
        );
      }
      const overlay = await overlayOf(engine(), network, bounds);
      const found = [...(await members(engine(), network, overlay, bounds)), ...elsewhere(network, overlay)];
      return describe(network, overlay, found.sort(byName));
    },
  };
}

function describe(network: Network, { machines }: Overlay, found: Member[]): Properties {
  const { id, name, driver, scope, internal, attachable, labels } = network;
  const subnets = network.ipam.map(({ subnet, gateway }) => ({
    subnet,
    gateway: gateway ?? "",
    used: found.filter((member) =>
      [member.ipv4Address, member.ipv6Address].some((address) => contains(subnet, address.split("/")[0] ?? "")),
    ).length,
    capacity: capacity(subnet),
  }));
  return { id, name, driver, scope, internal, attachable, labels, subnets, members: found, machines };
}

/** Aliases stand only in each container's own inspect answer. */
async function members(
  engine: EngineClient,
  network: Network,
  { endpoints }: Overlay,
  bounds: Bounds,
): Promise<Member[]> {
  return Promise.all(
    network.members
      .filter((member) => !isBalancer(member))
      .map(async ({ id, name, ipv4Address, ipv6Address, macAddress }) => {
        const container = await engine.container(id, bounds);
        const endpoint = container && endpointOn(container, network);
        const { aliases = [], dnsNames = [] } = endpoint ?? {};
        const service = endpoints.find((one) => one.name === name)?.service ?? "";
        return { id, name, ipv4Address, ipv6Address, macAddress, aliases, dnsNames, machine: "", service };
      }),
  );
}

/** Of what other machines have on it an Engine knows names and addresses alone. */
function elsewhere(network: Network, { endpoints }: Overlay): Member[] {
  const here = new Set(network.members.map(({ name }) => name));
  const length = network.ipam[0]?.subnet.split("/")[1] ?? "";
  return endpoints
    .filter(({ name }) => !here.has(name))
    .map(({ name, ipv4Address, machine, service }) => {
      const dnsNames = service ? [name, service] : [name];
      const unknown = { id: "", ipv6Address: "", macAddress: "", aliases: [] };
      return { ...unknown, name, ipv4Address: `${ipv4Address}/${length}`, dnsNames, machine, service };
    });
}

function byName(a: Member, b: Member): number {
  return a.name.localeCompare(b.name);
}

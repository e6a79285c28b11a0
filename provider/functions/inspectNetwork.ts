import type { EngineClient } from "../../engine/EngineClient";
import type { Bounds } from "../../engine/Bounds";
import { endpointOn, Network } from "../../engine/model";
import { capacity, contains } from "../../engine/cidr";
import type { ProviderFunction } from "../protocol/Resource";
import { Properties } from "../protocol/values";
import { inspectNetworkFunction } from "./inspectNetworkShape";

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
      return describe(network, await members(engine(), network, bounds));
    },
  };
}

function describe(network: Network, found: Properties[]): Properties {
  const { id, name, driver, scope, internal, attachable, labels } = network;
  const subnets = network.ipam.map(({ subnet, gateway }) => ({
    subnet,
    gateway: gateway ?? "",
    used: network.members.filter((member) =>
      [member.ipv4Address, member.ipv6Address].some((address) => contains(subnet, address.split("/")[0] ?? "")),
    ).length,
    capacity: capacity(subnet),
  }));
  return { id, name, driver, scope, internal, attachable, labels, subnets, members: found };
}

/** Aliases stand only in each container's own inspect answer. */
async function members(engine: EngineClient, network: Network, bounds: Bounds): Promise<Properties[]> {
  const found = await Promise.all(
    network.members.map(async (member) => {
      const container = await engine.container(member.id, bounds);
      const endpoint = container && endpointOn(container, network);
      const { ipv4Address, ipv6Address, macAddress } = member;
      const { aliases = [], dnsNames = [] } = endpoint ?? {};
      return { id: member.id, name: member.name, ipv4Address, ipv6Address, macAddress, aliases, dnsNames };
    }),
  );
  return found.sort((a, b) => a.name.localeCompare(b.name));
}

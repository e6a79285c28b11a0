import { present, type ProgramResource, type Properties, Reference } from "../program/Program";
import { some } from "./Json";
import type { Endpoint } from "./endpoints";
import type { Planning } from "./Planning";
import type { PlannedContainer, ServicePlan } from "./servicePlan";

/** Networks that every Engine has, which a container is on as a mode and not by name. */
const MODES = new Set(["host", "none", "bridge"]);

/** How a container is created on the first of its networks, in the words of the Docker provider. */
export function firstNetwork({ endpoints }: ServicePlan): Properties {
  const [first] = endpoints;
  if (!first) return {};
  if (MODES.has(first.networkName)) return { networkMode: first.networkName };
  const { network, aliases, ipv4Address, ipv6Address, linkLocalIps, macAddress, driverOpts, gatewayPriority } = first;
  const entry: Properties = {
    name: network,
    aliases,
    ipv4Address,
    ipv6Address,
    linkLocalIps: some(linkLocalIps),
    macAddress,
    driverOpts: some(Object.entries(driverOpts).map(([key, value]) => `${key}=${value}`)),
    gwPriority: gatewayPriority,
  };
  return { networksAdvanced: [present(entry)] };
}

/** What keeps a container on its first network, and what connects it to the others. */
export function connectionResources(
  plan: ServicePlan,
  container: PlannedContainer,
  planning: Planning,
  shared: ReadonlySet<string>,
): ProgramResource[] {
  const [first, ...others] = plan.endpoints;
  if (!first || MODES.has(first.networkName)) {
    for (const { key } of others) {
      planning.leaveOut(
        plan.part,
        ["networks", key],
        `a container on "${first?.networkName ?? ""}" can be on no other`,
      );
    }
    return [];
  }
  const { network, aliases, ipv4Address, ipv6Address } = first;
  const hold: ProgramResource = {
    name: planning.names.of(`networks/${container.resource}`, `${container.resource}-networks`),
    type: "dockwire:ContainerNetworks",
    properties: {
      container: new Reference(container.resource, "id"),
      networks: [present({ name: network, aliases, ipv4Address, ipv6Address })],
    },
  };
  const wires = others.map((endpoint) => {
    const name = `${container.resource}-on-${endpoint.key}`;
    return {
      name: planning.names.of(`attachment/${name}`, name),
      type: "dockwire:NetworkAttachment",
      properties: attachment(endpoint, { container, first, shared }),
    };
  });
  return [hold, ...wires];
}

function attachment(
  endpoint: Endpoint,
  { container, first, shared }: { container: PlannedContainer; first: Endpoint; shared: ReadonlySet<string> },
): Properties {
  const { key, network, aliases, ipv4Address, ipv6Address, linkLocalIps, macAddress, driverOpts } = endpoint;
  return {
    container: new Reference(container.resource, "id"),
    network,
    aliases,
    ipv4Address,
    ipv6Address,
    linkLocalIps: some(linkLocalIps),
    macAddress,
    driverOpts: some(driverOpts),
    gatewayPriority: endpoint.gatewayPriority,
    sharedAliases: aliases.some((alias) => shared.has(`${key} ${alias.toLowerCase()}`)) || undefined,
    // Engines before 28 take the gateway of the network whose name comes first.
    allowGatewayChange: endpoint.networkName < first.networkName || undefined,
  };
}

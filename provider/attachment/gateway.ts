import type { Container, Endpoint, Identity, Network } from "../../engine/model";

/** A network that a container is on, as far as the choice of the gateway goes. */
export interface GatewayCandidate {
  networkName: string;
  internal: boolean;
  dualStack: boolean;
  /** @default 0, as on Engines that know none */
  priority?: number;
}

/**
 * Which of two endpoints the Engine prefers as the gateway: one that is not internal, then the higher priority, then one
 * with both an IPv4 and an IPv6 gateway, then the lower name (libnetwork's endpoint order, moby issues 44137 and 40740).
 */
export function prefers(a: GatewayCandidate, b: GatewayCandidate): boolean {
  if (a.internal !== b.internal) return b.internal;
  const [first = 0, second = 0] = [a.priority, b.priority];
  if (first !== second) return first > second;
  if (a.dualStack !== b.dualStack) return a.dualStack;
  return a.networkName < b.networkName;
}

/**
 * Why connecting `network` would move a running container's published ports; undefined when it would not.
 * `others` are the networks that the container is on now.
 */
export function gatewayTakeover(container: Container, network: Network, others: Network[]): string | undefined {
  if (!container.running || container.publishedPorts.length === 0 || network.internal) return undefined;
  // An overlay has no gateway; what leaves it goes through a bridge of the Engine's own.
  if (network.driver === "overlay") return undefined;
  const gateway = presentGateway(container, others);
  const newcomer = { networkName: network.name, internal: network.internal, dualStack: network.ipv6 };
  if (!gateway || gateway.internal || !prefers(newcomer, gateway)) return undefined;
  return (
    `the Engine would make network "${network.name}" the gateway of container "${container.name}" in place of ` +
    `"${gateway.networkName}" (it goes by the name when priorities tie), which moves published ports ` +
    `(${container.publishedPorts.join(", ")}) and breaks connections through them (moby issues 44137, 40740)`
  );
}

/** In words, that the network is the one whose gateway a running container uses, and so bears its published ports. */
export function gatewayLoss(container: Container, network: Identity, networks: Network[]): string[] {
  const gateway = presentGateway(container, networks);
  if (!gateway || gateway.internal || gateway.networkName !== network.name) return [];
  return [
    `Network "${network.name}" is the gateway of container "${container.name}", so this takes its published ports ` +
      `(${container.publishedPorts.join(", ")}) off it: connections through them break, and a port that the Engine chose may change.`,
  ];
}

function presentGateway(container: Container, networks: Network[]): GatewayCandidate | undefined {
  const present = container.endpoints.map((endpoint) => candidate(endpoint, networks));
  return present.reduce((best, next) => (prefers(next, best) ? next : best), present[0]);
}

function candidate(endpoint: Endpoint, networks: Network[]): GatewayCandidate {
  const network = networks.find((one) => one.id === endpoint.networkId);
  return {
    networkName: endpoint.networkName,
    internal: network?.internal ?? false,
    dualStack: Boolean(endpoint.gateway && endpoint.ipv6Gateway),
    priority: endpoint.gatewayPriority ?? 0,
  };
}

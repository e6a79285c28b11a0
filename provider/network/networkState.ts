import type { Network } from "../../engine/model";

/** Where a network takes its subnet from when none is given. */
export interface SubnetPool {
  /** A range in CIDR notation. */
  range: string;
  /** The size of each network's part of it. */
  prefixLength: number;
}

/** The inputs of a Network with nothing left out. */
export interface NetworkInputs {
  name: string;
  driver: string;
  subnet: string | undefined;
  gateway: string | undefined;
  ipRange: string | undefined;
  ipv6Subnet: string | undefined;
  ipv6Gateway: string | undefined;
  subnetPool: SubnetPool | undefined;
  internal: boolean;
  attachable: boolean;
  labels: Record<string, string>;
  options: Record<string, string>;
}

/** Tells, across a crash, that a network is the one that this resource was about to record. */
export const OWNER_LABEL = "dockwire.urn";

/** Everything that is kept of a network. */
export function networkState(inputs: Record<string, unknown>, network: Network): Record<string, unknown> {
  const [ipv4, ipv6] = byFamily(network);
  return {
    ...inputs,
    networkId: network.id,
    driver: network.driver,
    scope: network.scope,
    assignedSubnet: ipv4?.subnet ?? "",
    assignedGateway: ipv4?.gateway ?? "",
    assignedIpv6Subnet: ipv6?.subnet ?? "",
    internal: network.internal,
    attachable: network.attachable,
  };
}

/** Inputs as they would be written for a live network; only what `asked` sets, so that defaults show no drift. */
export function inputsFromNetwork(asked: NetworkInputs | undefined, network: Network): Record<string, unknown> {
  const [ipv4, ipv6] = byFamily(network);
  const labels = Object.fromEntries(Object.entries(network.labels).filter(([key]) => key !== OWNER_LABEL));
  const keep = (set: unknown, value: unknown) => (set === undefined ? undefined : value);
  return {
    name: network.name,
    driver: !asked || asked.driver !== "bridge" || network.driver !== "bridge" ? network.driver : undefined,
    subnet: asked ? keep(asked.subnet, ipv4?.subnet) : ipv4?.subnet,
    gateway: keep(asked?.gateway, ipv4?.gateway),
    ipRange: keep(asked?.ipRange, ipv4?.ipRange),
    ipv6Subnet: asked ? keep(asked.ipv6Subnet, ipv6?.subnet) : ipv6?.subnet,
    ipv6Gateway: keep(asked?.ipv6Gateway, ipv6?.gateway),
    internal: network.internal || undefined,
    attachable: network.attachable || undefined,
    labels: Object.keys(labels).length ? labels : undefined,
    options: asked ? some(pick(network.options, Object.keys(asked.options))) : some(network.options),
  };
}

function byFamily(network: Network): [Network["ipam"][number] | undefined, Network["ipam"][number] | undefined] {
  const isIpv6 = (subnet: string) => subnet.includes(":");
  return [network.ipam.find((one) => !isIpv6(one.subnet)), network.ipam.find((one) => isIpv6(one.subnet))];
}

function pick(all: Record<string, string>, keys: string[]): Record<string, string> {
  return Object.fromEntries(Object.entries(all).filter(([key]) => keys.includes(key)));
}

function some(record: Record<string, string>): Record<string, string> | undefined {
  return Object.keys(record).length ? record : undefined;
}

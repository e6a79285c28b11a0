import { firstAddress } from "../../engine/cidr";
import type { IpamConfig, Network } from "../../engine/model";
import { stateLabel } from "../protocol/stateId";
import type { NetworkInputs } from "./networkInputs";
import { byFamily, inPool, OWNER_LABEL } from "./networkState";

/** First API version in which a network can do without IPv4 (Engine 28.0, API change log 1.48). */
export const WITHOUT_IPV4_API = 48;

/** What the Engine's call that makes a network takes. */
export type NetworkBody = Omit<NetworkInputs, "name" | "subnetPool" | "reconnectForeignContainers"> & { name: string };

/** The call's body. */
export function engineBody(network: NetworkBody) {
  return {
    Name: network.name,
    // Before Engine 25 two networks could get one name (moby issue 20648).
    CheckDuplicate: true,
    Driver: network.driver,
    Internal: network.internal,
    Attachable: network.attachable,
    ...(network.ipv4 ? {} : { EnableIPv4: false }),
    EnableIPv6: network.ipv6,
    IPAM: { Driver: network.ipamDriver, Options: network.ipamOptions, Config: network.ipam.map(engineIpam) },
    Labels: network.labels,
    Options: network.options,
  };
}

/** A network as it is wanted, with the marks of the resource and the state that own it. */
export function wantedBody(
  inputs: NetworkInputs,
  ipam: IpamConfig[],
  { urn, stateId }: { urn: string; stateId: string | undefined },
): NetworkBody {
  return { ...inputs, ipam, labels: { ...inputs.labels, [OWNER_LABEL]: urn, ...stateLabel(stateId) } };
}

/** A network as it is, to be made again. */
export function presentBody(network: Network): NetworkBody {
  const ipam = network.ipam.map((config) => ({
    ...config,
    // The model fills this one in where the Engine keeps silent; it may have chosen another, inside a range.
    gateway: config.gateway === firstAddress(config.subnet) ? undefined : config.gateway,
  }));
  return { ...network, ipam };
}

/** The subnets that a network gets. */
export interface NextIpam {
  ipam: IpamConfig[];
  /** Whether an IPv4 subnet out of the pool comes first. */
  fromPool: boolean;
}

/** A network made again keeps its subnets of a family for which none is asked. */
export function nextIpam(inputs: NetworkInputs, live?: Network): NextIpam {
  const [wanted4, wanted6] = byFamily(inputs.ipam);
  const keeps = live?.driver === inputs.driver && live.ipamDriver === inputs.ipamDriver;
  const [live4, live6] = byFamily(live && keeps ? presentBody(live).ipam : []);
  const ipv6 = wanted6.length || !inputs.ipv6 ? wanted6 : live6;
  const { subnetPool: pool } = inputs;
  if (pool && !live4.some(({ subnet }) => inPool(subnet, pool))) return { ipam: ipv6, fromPool: true };
  const ipv4 = wanted4.length || !inputs.ipv4 ? wanted4 : live4;
  return { ipam: [...ipv4, ...ipv6], fromPool: false };
}

/** All subnets that a network gets; none when the Engine or a pool has one of them to choose. */
export function knownIpam({ ipv4, ipv6 }: NetworkInputs, { ipam, fromPool }: NextIpam): IpamConfig[] {
  const [four, six] = byFamily(ipam);
  const isOpen = fromPool || (ipv4 && !four.length) || (ipv6 && !six.length);
  return isOpen ? [] : ipam.map((one) => ({ ...one, gateway: one.gateway ?? firstAddress(one.subnet) }));
}

function engineIpam({ subnet, gateway, ipRange, auxAddresses }: IpamConfig) {
  return { Subnet: subnet, Gateway: gateway, IPRange: ipRange, AuxiliaryAddresses: auxAddresses };
}

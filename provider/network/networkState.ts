import { contains, firstAddress, isIpv6 } from "../../engine/cidr";
import type { IpamConfig, Network } from "../../engine/model";
import { computedOutputs } from "../protocol/declaration";
import { PropertyChange, propertyDiff, topLevel } from "../protocol/propertyDiff";
import { STATE_LABEL } from "../protocol/stateId";
import { hasUnknown, Properties, UNKNOWN } from "../protocol/values";
import { ipamConfigs, NetworkInputs, networkInputs, SubnetPool } from "./networkInputs";
import { network } from "./networkShape";

/** Tells, across a crash, that a network is the one that this resource was about to record. */
export const OWNER_LABEL = "dockwire.urn";

/** The inputs that say which addresses a network has. */
const ADDRESSING = [
  "subnet",
  "gateway",
  "ipRange",
  "ipv6",
  "ipv6Subnet",
  "ipv6Gateway",
  "enableIpv4",
  "subnetPool",
  "ipamConfigs",
];

const VXLAN_IDS = "com.docker.network.driver.overlay.vxlanid_list";
/** What only the Engine can say. */
const COMPUTED = computedOutputs(network);

/** Which addresses a network has. */
type Addresses = Pick<Network, "ipv4" | "ipv6" | "ipam">;

/** Everything that is kept of a network. */
export function networkState(inputs: Properties, network: Network): Properties {
  const [ipv4, ipv6] = byFamily(network.ipam);
  return {
    ...inputs,
    networkId: network.id,
    driver: network.driver,
    scope: network.scope,
    internal: network.internal,
    attachable: network.attachable,
    assignedSubnet: ipv4[0]?.subnet ?? "",
    assignedGateway: ipv4[0]?.gateway ?? "",
    assignedIpv6Subnet: ipv6[0]?.subnet ?? "",
    assignedIpamConfigs: network.ipam.map(ipamProperties),
  };
}

/** At preview, what only the Engine can say. */
export function unknownState(): Properties {
  return Object.fromEntries(COMPUTED.map((key) => [key, UNKNOWN]));
}

/**
 * What differs between two sets of inputs as far as the network goes: addresses that it has already are no change,
 * however they are written, and neither are those that are no longer asked for.
 */
export function networkChanges(state: Properties, before: Properties, after: Properties): PropertyChange[] {
  const changes = propertyDiff(before, after).filter(({ path }) => topLevel(path) !== "reconnectForeignContainers");
  const unknown = ADDRESSING.some((key) => hasUnknown(after[key]));
  if (unknown || !addressesFit(networkInputs(after), recordedAddresses(state))) return changes;
  return changes.filter(({ path }) => !ADDRESSING.includes(topLevel(path)));
}

/** Whether a network has the addresses that are asked for. What is left out is up to the Engine, so anything will do. */
export function addressesFit(wanted: NetworkInputs, live: Addresses): boolean {
  if (wanted.ipv4 !== live.ipv4 || wanted.ipv6 !== live.ipv6) return false;
  if (!wanted.ipam.every((config) => live.ipam.some((one) => configFits(config, one)))) return false;
  const { subnetPool: pool } = wanted;
  if (pool && !byFamily(live.ipam)[0].some(({ subnet }) => inPool(subnet, pool))) return false;
  return live.ipam.every(
    (one) =>
      wanted.ipam.some((config) => config.subnet === one.subnet) ||
      !wanted.ipam.some((config) => isIpv6(config.subnet) === isIpv6(one.subnet)),
  );
}

/** The inputs, by name, that a live network does not meet. `before` are those that it was made with. */
export function unmetInputs(before: NetworkInputs, wanted: NetworkInputs, live: Network): string[] {
  const dropped = Object.keys(before.options).filter((key) => !(key in wanted.options));
  const met: Record<string, boolean> = {
    driver: wanted.driver === live.driver,
    addresses: addressesFit(wanted, live),
    ipamDriver: wanted.ipamDriver === live.ipamDriver,
    ipamOptions: holds(live.ipamOptions, wanted.ipamOptions),
    internal: wanted.internal === live.internal,
    attachable: wanted.attachable === live.attachable,
    labels: propertyDiff(ownLabels(live), wanted.labels).length === 0,
    options: holds(live.options, wanted.options) && !dropped.some((key) => key in live.options),
  };
  return Object.keys(met).filter((key) => !met[key]);
}

/** Inputs as they would be written for a live network: as they were written when it is what was asked for. */
export function inputsFromNetwork(asked: Properties | undefined, network: Network): Properties {
  const wanted = networkInputs(asked ?? {});
  const fits = asked && addressesFit(wanted, network);
  const written = ADDRESSING.filter((key) => asked?.[key] !== undefined);
  const addresses = fits ? pick(asked, written) : addressInputs(network, asked?.ipamConfigs !== undefined);
  const options = asked ? pick(network.options, Object.keys(wanted.options)) : askedOptions(network);
  const ipamOptions = asked ? pick(network.ipamOptions, Object.keys(wanted.ipamOptions)) : network.ipamOptions;
  return {
    name: network.name,
    ...(network.driver === "bridge" ? {} : { driver: network.driver }),
    ...addresses,
    ...(network.ipamDriver === "default" ? {} : { ipamDriver: network.ipamDriver }),
    ...some("ipamOptions", ipamOptions),
    ...(network.internal ? { internal: true } : {}),
    ...(network.attachable ? { attachable: true } : {}),
    ...some("labels", ownLabels(network)),
    ...some("options", options),
    ...(wanted.reconnectForeignContainers ? { reconnectForeignContainers: true } : {}),
  };
}

/** Subnets by family, IPv4 first. */
export function byFamily(ipam: IpamConfig[]): [IpamConfig[], IpamConfig[]] {
  return [ipam.filter(({ subnet }) => !isIpv6(subnet)), ipam.filter(({ subnet }) => isIpv6(subnet))];
}

/** Whether a subnet is one of a pool's. */
export function inPool(subnet: string, pool: SubnetPool): boolean {
  const [address, length] = subnet.split("/");
  return Number(length) === pool.prefixLength && contains(pool.range, address ?? "");
}

function recordedAddresses(state: Properties): Addresses {
  // Version 0.1.0 recorded the first subnet of each family alone.
  const first = {
    subnet: state.assignedSubnet || null,
    gateway: state.assignedGateway || null,
    ipRange: state.ipRange ?? null,
    ipv6Subnet: state.assignedIpv6Subnet || null,
  };
  const listed = state.assignedIpamConfigs;
  const ipam = ipamConfigs(Array.isArray(listed) ? { ipamConfigs: listed } : first);
  return {
    ipv4: state.enableIpv4 !== false,
    ipv6: state.ipv6 === true || ipam.some(({ subnet }) => isIpv6(subnet)),
    ipam,
  };
}

function addressInputs({ ipv4, ipv6, ipam }: Addresses, asList: boolean): Properties {
  const families = { ...(ipv4 ? {} : { enableIpv4: false }), ...(ipv6 && !byFamily(ipam)[1].length ? { ipv6 } : {}) };
  const [[four, ...more], [six, ...others]] = byFamily(ipam);
  const simple = ipam.every((one) => Object.keys(one.auxAddresses).length === 0) && !six?.ipRange;
  if (asList || !simple || more.length || others.length) return { ...families, ipamConfigs: ipam.map(ipamProperties) };
  return {
    ...families,
    ...(four ? { subnet: four.subnet, ...ownGateway("gateway", four) } : {}),
    ...(four?.ipRange ? { ipRange: four.ipRange } : {}),
    ...(six ? { ipv6Subnet: six.subnet, ...ownGateway("ipv6Gateway", six) } : {}),
  };
}

function ipamProperties(config: IpamConfig): Properties {
  const { subnet, gateway, ipRange, auxAddresses } = config;
  return {
    subnet,
    ...(gateway ? { gateway } : {}),
    ...(ipRange ? { ipRange } : {}),
    ...some("auxAddresses", auxAddresses),
  };
}

function ownGateway(key: string, { subnet, gateway }: IpamConfig): Properties {
  return gateway && gateway !== firstAddress(subnet) ? { [key]: gateway } : {};
}

function configFits(wanted: IpamConfig, live: IpamConfig): boolean {
  if (wanted.subnet !== live.subnet || wanted.ipRange !== live.ipRange) return false;
  if (wanted.gateway !== undefined && wanted.gateway !== live.gateway) return false;
  return propertyDiff(wanted.auxAddresses, live.auxAddresses).length === 0;
}

function ownLabels(network: Network): Record<string, string> {
  return Object.fromEntries(
    Object.entries(network.labels).filter(([key]) => ![OWNER_LABEL, STATE_LABEL].includes(key)),
  );
}

function holds(all: Record<string, string>, some: Record<string, string>): boolean {
  return Object.entries(some).every(([key, value]) => all[key] === value);
}

function pick<T>(all: Record<string, T>, keys: string[]): Record<string, T> {
  return Object.fromEntries(Object.entries(all).filter(([key]) => keys.includes(key)));
}

/** Without the number that a swarm gives an overlay network. */
function askedOptions({ options }: Network): Record<string, string> {
  return Object.fromEntries(Object.entries(options).filter(([key]) => key !== VXLAN_IDS));
}

function some(key: string, record: Record<string, string>): Properties {
  return Object.keys(record).length ? { [key]: record } : {};
}

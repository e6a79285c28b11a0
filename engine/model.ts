import type { ContainerInfo, ContainerInspectInfo, NetworkInspectInfo } from "dockerode";

import { canonicalAddress, canonicalSubnet, firstAddress } from "./cidr";

/** What a container or a network is called, and the Engine's id of it. */
export interface Identity {
  id: string;
  name: string;
}

/** One end of a connection between a container and a network, the same for every Engine version. */
export interface Endpoint {
  networkId: string;
  networkName: string;
  /** Empty while the container is not running. */
  endpointId: string;
  /** The aliases that were asked for, sorted; without the short id that Engines up to API 1.44 add. */
  aliases: string[];
  /** Every name that the Engine's DNS answers for on this network, sorted. */
  dnsNames: string[];
  /** With prefix length, for instance `172.18.0.2/16`; empty while not running. */
  ipv4Address: string;
  ipv6Address: string;
  gateway: string;
  ipv6Gateway: string;
  macAddress: string;
  /** Addresses that were asked for, as opposed to given by the Engine. */
  fixedIpv4Address: string | undefined;
  fixedIpv6Address: string | undefined;
  linkLocalIps: string[];
  /** Legacy links that were asked for on this network, `SERVER:ALIAS`. */
  links: string[];
  driverOpts: Record<string, string>;
  /** Undefined on Engines below API 1.48, which have no such thing. */
  gatewayPriority: number | undefined;
}

/** The label by which a container tells the stack that it is of. */
export const STACK_LABEL = "dockwire.stack";

/** What this project needs of a container. */
export interface Container {
  id: string;
  name: string;
  status: string;
  running: boolean;
  exitCode: number;
  health: { status: string; log: string[] } | undefined;
  networkMode: string;
  swarmTask: boolean;
  /** Host ports that are bound, for instance `32768->6379/tcp`. */
  publishedPorts: string[];
  labels: Record<string, string>;
  /** What was asked for and what the image has. */
  environment: Record<string, string>;
  endpoints: Endpoint[];
  /** Names of networks whose connect failed; the container joins them at its next start all the same (Engine 20.10). */
  failedConnects: string[];
}

/** One subnet of a network, and how its addresses are given out. */
export interface IpamConfig {
  subnet: string;
  gateway: string | undefined;
  /** The part that containers get addresses from; undefined when that is all of it. */
  ipRange: string | undefined;
  /** Addresses that the Engine leaves alone, by the names of their holders. */
  auxAddresses: Record<string, string>;
}

/** What this project needs of a network. */
export interface Network {
  id: string;
  name: string;
  driver: string;
  scope: string;
  internal: boolean;
  attachable: boolean;
  /** False for a network that has IPv6 alone. */
  ipv4: boolean;
  ipv6: boolean;
  labels: Record<string, string>;
  options: Record<string, string>;
  ipamDriver: string;
  ipamOptions: Record<string, string>;
  ipam: IpamConfig[];
  members: { id: string; name: string; ipv4Address: string; ipv6Address: string; macAddress: string }[];
}

/**
 * A container's endpoint on a network. Of a container that never ran the Engine tells no network id, only the name (or
 * id) that it was given. A network without an id is one that this Engine does not list.
 */
export function endpointOn(container: Container, network: Identity): Endpoint | undefined {
  return container.endpoints.find((endpoint) =>
    endpoint.networkId && network.id
      ? endpoint.networkId === network.id
      : [network.name, network.id].includes(endpoint.networkName) || endpoint.networkId === network.name,
  );
}

/** Whether a container of the Engine's list is on a network, or set to join it at its start. */
export function isListedOn({ NetworkSettings }: ContainerInfo, { id, name }: Identity): boolean {
  return Object.entries(NetworkSettings?.Networks ?? {}).some(([key, endpoint]) =>
    endpoint.NetworkID ? endpoint.NetworkID === id : key === name || key === id,
  );
}

/** Reads a container's inspect answer in any of its shapes (API 1.41 to 1.56). */
export function containerFrom(info: ContainerInspectInfo): Container {
  const name = info.Name.replace(/^\//, "");
  const health = info.State.Health;
  const networks = Object.entries(info.NetworkSettings.Networks ?? {});
  const isFailed = ([, settings]: [string, EndpointIds]) => hasFailed(info, settings);
  return {
    id: info.Id,
    name,
    status: info.State.Status,
    running: info.State.Running,
    exitCode: info.State.ExitCode,
    health: health && {
      status: health.Status,
      log: (health.Log ?? []).map((entry) => `exit ${entry.ExitCode}: ${entry.Output.trim()}`),
    },
    networkMode: info.HostConfig.NetworkMode ?? "default",
    swarmTask: Boolean(info.Config.Labels?.["com.docker.swarm.task.id"]),
    publishedPorts: Object.entries(info.NetworkSettings.Ports ?? {}).flatMap(([port, bindings]) =>
      [...new Set((bindings ?? []).map((binding) => binding.HostPort))].map((host) => `${host}->${port}`),
    ),
    labels: info.Config.Labels ?? {},
    environment: Object.fromEntries((info.Config.Env ?? []).map(nameAndValue)),
    endpoints: networks
      .filter((one) => !isFailed(one))
      .map(([network, settings]) => endpointFrom(network, settings as EndpointSettings, info.Id, name)),
    failedConnects: networks.filter(isFailed).map(([network]) => network),
  };
}

/** Engine 20.10 tells the form of a connect that failed: what runs is not on that network all the same. */
function hasFailed({ State }: ContainerInspectInfo, { NetworkID, EndpointID }: EndpointIds): boolean {
  return State.Status === "running" && !NetworkID && !EndpointID;
}

/** Whether a container is on its way out: it can be neither connected nor started. */
export function isDying({ status }: Pick<Container, "status">): boolean {
  return status === "removing" || status === "dead";
}

/** Reads a network's inspect answer in any of its shapes (API 1.41 to 1.56). */
export function networkFrom(info: NetworkInfo): Network {
  return {
    id: info.Id,
    name: info.Name,
    driver: info.Driver,
    scope: info.Scope,
    internal: info.Internal,
    attachable: info.Attachable,
    ipv4: info.EnableIPv4 ?? true,
    ipv6: info.EnableIPv6,
    labels: info.Labels ?? {},
    options: info.Options ?? {},
    ipamDriver: info.IPAM?.Driver ?? "default",
    ipamOptions: info.IPAM?.Options ?? {},
    ipam: (info.IPAM?.Config ?? []).map(ipamConfigFrom),
    members: Object.entries(info.Containers ?? {}).map(([id, member]) => ({
      id,
      name: member.Name,
      ipv4Address: member.IPv4Address,
      ipv6Address: member.IPv6Address,
      macAddress: member.MacAddress,
    })),
  };
}

/** The Engine API's answer, with what its type lacks. */
type NetworkInfo = NetworkInspectInfo & { EnableIPv4?: boolean };
type IpamInfo = NonNullable<NonNullable<NetworkInspectInfo["IPAM"]>["Config"]>[number];

function ipamConfigFrom({ Subnet = "", Gateway, IPRange, AuxiliaryAddresses }: IpamInfo): IpamConfig {
  return {
    subnet: canonicalSubnet(Subnet),
    // Engine 20.10 does not tell a gateway that it chose itself. Others may tell one with a prefix length.
    gateway: canonicalAddress((Gateway ?? "").split("/")[0] ?? "") || firstAddress(Subnet),
    ipRange: IPRange ? canonicalSubnet(IPRange) : undefined,
    auxAddresses: Object.fromEntries(
      Object.entries(AuxiliaryAddresses ?? {}).map(([holder, address = ""]) => [holder, canonicalAddress(address)]),
    ),
  };
}

interface EndpointIds {
  NetworkID: string;
  EndpointID: string;
}

/** The Engine API's EndpointSettings, with what newer versions add. */
interface EndpointSettings extends EndpointIds {
  Aliases?: string[] | null;
  Links?: string[] | null;
  DNSNames?: string[] | null;
  IPAMConfig?: { IPv4Address?: string; IPv6Address?: string; LinkLocalIPs?: string[] } | null;
  IPAddress: string;
  IPPrefixLen: number;
  Gateway: string;
  GlobalIPv6Address: string;
  GlobalIPv6PrefixLen: number;
  IPv6Gateway: string;
  MacAddress: string;
  DriverOpts?: Record<string, string> | null;
  GwPriority?: number;
}

function endpointFrom(network: string, settings: EndpointSettings, id: string, name: string): Endpoint {
  const short = id.slice(0, 12);
  const aliases = [...new Set(settings.Aliases ?? [])].filter((alias) => alias !== short).sort();
  return {
    networkId: settings.NetworkID,
    networkName: network,
    endpointId: settings.EndpointID,
    aliases,
    // Engines before API 1.44 do not list the names; they serve the container's name, its short id and the aliases.
    dnsNames: [...new Set(settings.DNSNames ?? [name, short, ...aliases])].sort(),
    ipv4Address: withPrefix(settings.IPAddress, settings.IPPrefixLen),
    ipv6Address: withPrefix(settings.GlobalIPv6Address, settings.GlobalIPv6PrefixLen),
    gateway: settings.Gateway,
    ipv6Gateway: settings.IPv6Gateway,
    macAddress: settings.MacAddress,
    fixedIpv4Address: settings.IPAMConfig?.IPv4Address || undefined,
    fixedIpv6Address: settings.IPAMConfig?.IPv6Address || undefined,
    linkLocalIps: [...(settings.IPAMConfig?.LinkLocalIPs ?? [])].sort(),
    links: settings.Links ?? [],
    driverOpts: settings.DriverOpts ?? {},
    gatewayPriority: settings.GwPriority,
  };
}

function withPrefix(address: string, length: number): string {
  return address ? `${address}/${length}` : "";
}

function nameAndValue(variable: string): [string, string] {
  const at = variable.indexOf("=");
  return at < 0 ? [variable, ""] : [variable.slice(0, at), variable.slice(at + 1)];
}

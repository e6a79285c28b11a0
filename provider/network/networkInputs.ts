import type { IpamConfig } from "../../engine/model";
import type { Json, Properties } from "../protocol/values";
import { DEFAULT_PREFIX_LENGTH } from "./networkShape";

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
  internal: boolean;
  attachable: boolean;
  ipv4: boolean;
  ipv6: boolean;
  /** Every subnet that is asked for, however it was written. */
  ipam: IpamConfig[];
  subnetPool: SubnetPool | undefined;
  ipamDriver: string;
  ipamOptions: Record<string, string>;
  labels: Record<string, string>;
  options: Record<string, string>;
  reconnectForeignContainers: boolean;
}

/** A Network as it is wanted, by whom, and what begins every error that comes of it. */
export interface Wanted {
  attempt: string;
  inputs: NetworkInputs;
  urn: string;
  stateId: string | undefined;
}

/** Checked inputs with nothing left out. */
export function networkInputs(inputs: Properties): NetworkInputs {
  const text = (key: string) => (typeof inputs[key] === "string" ? inputs[key] : undefined);
  const ipam = ipamConfigs(inputs);
  return {
    name: text("name") ?? "",
    driver: text("driver") ?? "bridge",
    internal: inputs.internal === true,
    attachable: inputs.attachable === true,
    ipv4: inputs.enableIpv4 !== false,
    ipv6: inputs.ipv6 === true || ipam.some((config) => config.subnet.includes(":")),
    ipam,
    subnetPool: subnetPoolOf(inputs.subnetPool),
    ipamDriver: text("ipamDriver") ?? "default",
    ipamOptions: recordOf(inputs.ipamOptions),
    labels: recordOf(inputs.labels),
    options: recordOf(inputs.options),
    reconnectForeignContainers: inputs.reconnectForeignContainers === true,
  };
}

/** A pool with its prefix length; undefined when the value is none. */
export function subnetPoolOf(value: Json | undefined): SubnetPool | undefined {
  if (!isRecord(value)) return undefined;
  return { range: String(value.range), prefixLength: Number(value.prefixLength ?? DEFAULT_PREFIX_LENGTH) };
}

/** Every subnet that the inputs ask for, in either way of writing. */
export function ipamConfigs(inputs: Properties): IpamConfig[] {
  const pairs = [
    { subnet: inputs.subnet, gateway: inputs.gateway, ipRange: inputs.ipRange },
    { subnet: inputs.ipv6Subnet, gateway: inputs.ipv6Gateway },
    ...(Array.isArray(inputs.ipamConfigs) ? inputs.ipamConfigs.filter(isRecord) : []),
  ];
  return pairs.flatMap((config: Properties) => {
    if (typeof config.subnet !== "string") return [];
    const [gateway, ipRange] = [config.gateway, config.ipRange].map((value) =>
      typeof value === "string" ? value : undefined,
    );
    return [{ subnet: config.subnet, gateway, ipRange, auxAddresses: recordOf(config.auxAddresses) }];
  });
}

function recordOf(value: Json | undefined): Record<string, string> {
  return isRecord(value) ? (value as Record<string, string>) : {};
}

/** Whether the value is an object with properties. */
export function isRecord(value: unknown): value is Properties {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

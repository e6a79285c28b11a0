import type { NetworkInspectInfo } from "dockerode";
import { overlap } from "../../engine/cidr";
import type { IpamConfig } from "../../engine/model";
import type { Failure } from "../protocol/Resource";
import { nameOf } from "../protocol/nameOf";
import type { Properties } from "../protocol/values";
import { ipamConfigs } from "./networkInputs";
import type { NetworkBody } from "./networkBody";
import { BRIDGE_NAME } from "./networkShape";

/** What of a network no other one of its Engine can have at the same time. */
export interface Exclusive extends Pick<NetworkBody, "driver" | "ipamDriver" | "options"> {
  readonly ipam: readonly Pick<IpamConfig, "subnet">[];
}

/** What one network wants and another has. */
export interface Clash {
  /** The subnet or the bridge's name, as the first one has it. */
  readonly value: string;
  /** For an error or a warning. */
  readonly what: string;
}

/** What two networks cannot both have, one entry for each thing that the first one asks for. */
export function clashes(one: Exclusive, other: Exclusive): Clash[] {
  const bridge = one.options[BRIDGE_NAME];
  const sameBridge = bridge !== undefined && bridge === other.options[BRIDGE_NAME];
  return [
    ...(shareAddressSpace(one, other) ? one.ipam : []).flatMap(({ subnet }) => {
      const held = other.ipam.find((config) => overlap(config.subnet, subnet));
      return held ? [{ value: subnet, what: `the subnet ${held.subnet}` }] : [];
    }),
    ...(sameBridge ? [{ value: bridge, what: `the bridge "${bridge}"` }] : []),
  ];
}

/** What a network has, as the Engine lists it. */
export function exclusiveFrom({ Driver, IPAM, Options }: NetworkInspectInfo): Exclusive {
  const ipam = (IPAM?.Config ?? []).map(({ Subnet = "" }) => ({ subnet: Subnet }));
  return { driver: Driver, ipamDriver: IPAM?.Driver ?? "default", ipam, options: Options ?? {} };
}

/** Why a network cannot be had beside another one of the program; on the properties of the first one's inputs. */
export function clashFailures(inputs: Properties, found: readonly Clash[], other: { urn: string; name: string }) {
  return found.map(({ value, what }): Failure => {
    const holder = `"${other.name}", the network of another resource of this program, ${nameOf(other.urn)}`;
    return { property: propertyWith(inputs, value), reason: `${what} is asked for by ${holder}; choose another` };
  });
}

/** An Engine gives each subnet out once, and a swarm once among its overlays. */
function shareAddressSpace(one: Exclusive, other: Exclusive): boolean {
  const overlays = [one, other].filter(({ driver }) => driver === "overlay");
  return one.ipamDriver === "default" && other.ipamDriver === "default" && overlays.length !== 1;
}

function propertyWith(inputs: Properties, value: string): string {
  const single = ["subnet", "ipv6Subnet"].find((key) => inputs[key] === value);
  if (single) return single;
  const listed = ipamConfigs({ ipamConfigs: inputs.ipamConfigs ?? null }).findIndex(({ subnet }) => subnet === value);
  return listed < 0 ? `options["${BRIDGE_NAME}"]` : `ipamConfigs[${listed}].subnet`;
}

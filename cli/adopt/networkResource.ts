import { firstAddress } from "../../engine/cidr";
import type { IpamConfig, Network } from "../../engine/model";
import type { ProgramResource, Properties } from "../program/Program";
import type { ViewedNetwork } from "./EngineView";
import { withoutMarks } from "./ownership";

/** Names that a Network can have. */
const NAME = /^[a-zA-Z0-9][a-zA-Z0-9_.-]*$/;

/** Why a network cannot be a Network of a program; undefined when it can. */
export function networkProblem({ name, scope, configuration }: ViewedNetwork): string | undefined {
  if (!NAME.test(name)) return `a Network's name has letters, digits, "_", "." and "-" alone`;
  if (scope !== "local") return `its scope is "${scope}": it is of a whole swarm, not of this Engine alone`;
  if (configuration) return "it was made with --config-only or --config-from, which a Network cannot say";
  return undefined;
}

/** A network as a resource, worded as an import of it is. */
export function networkResource(network: Network, name: string): ProgramResource {
  const { driver, internal, attachable, ipamDriver, ipamOptions, options, labels } = network;
  return {
    name,
    type: "dockwire:Network",
    properties: {
      name: network.name,
      driver: driver === "bridge" ? undefined : driver,
      ...addressProperties(network),
      ipamDriver: ipamDriver === "default" ? undefined : ipamDriver,
      ipamOptions: some(ipamOptions),
      internal: internal || undefined,
      attachable: attachable || undefined,
      labels: some(withoutMarks(labels)),
      options: some(options),
    },
    importId: network.name,
  };
}

/** Its subnets: in short where one of each family says it all, and else as a list. */
export function addressProperties({ ipv4, ipv6, ipam }: Pick<Network, "ipv4" | "ipv6" | "ipam">): Properties {
  const fours = ipam.filter(({ subnet }) => !subnet.includes(":"));
  const sixes = ipam.filter(({ subnet }) => subnet.includes(":"));
  const families = { enableIpv4: ipv4 ? undefined : false, ipv6: (ipv6 && !sixes.length) || undefined };
  const [[four], [six]] = [fours, sixes];
  const isSimple =
    fours.length <= 1 && sixes.length <= 1 && !six?.ipRange && ipam.every((one) => !some(one.auxAddresses));
  if (!isSimple) return { ...families, ipamConfigs: ipam.map(ipamConfig) };
  return {
    ...families,
    subnet: four?.subnet,
    gateway: four && ownGateway(four),
    ipRange: four?.ipRange,
    ipv6Subnet: six?.subnet,
    ipv6Gateway: six && ownGateway(six),
  };
}

function ipamConfig({ subnet, gateway, ipRange, auxAddresses }: IpamConfig) {
  return {
    subnet,
    ...(gateway ? { gateway } : {}),
    ...(ipRange ? { ipRange } : {}),
    ...(some(auxAddresses) ? { auxAddresses } : {}),
  };
}

function ownGateway({ subnet, gateway }: IpamConfig): string | undefined {
  return gateway !== firstAddress(subnet) ? gateway : undefined;
}

function some(record: Readonly<Record<string, string>>): Readonly<Record<string, string>> | undefined {
  return Object.keys(record).length ? record : undefined;
}

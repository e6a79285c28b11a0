import * as pulumi from "@pulumi/pulumi";
import { undefinedOutputs } from "../shared/undefinedOutputs";

/** Every output, as in the schema. */
const OUTPUTS = [
  "assignedGateway",
  "assignedIpv6Subnet",
  "assignedSubnet",
  "attachable",
  "driver",
  "gateway",
  "internal",
  "ipRange",
  "ipv6Gateway",
  "ipv6Subnet",
  "labels",
  "name",
  "networkId",
  "options",
  "scope",
  "subnet",
  "subnetPool",
] as const;

/** A range of addresses that networks take their subnets from. */
export interface SubnetPool {
  /** The range in CIDR notation, for instance `10.201.0.0/16`. */
  readonly range: pulumi.Input<string>;
  /** How long each network's prefix is: 29 gives 5 containers an address, 26 gives 61, 24 gives 253. @default 26 */
  readonly prefixLength?: pulumi.Input<number>;
}

/** What a Network takes. The Engine can change nothing on a network, so every edit makes a new one. */
export interface NetworkArgs {
  /** The network's name on the Engine. */
  readonly name: pulumi.Input<string>;
  /** The network's driver. @default "bridge" */
  readonly driver?: pulumi.Input<string>;
  /** The IPv4 subnet in CIDR notation. @default out of `subnetPool`, or else out of the Engine's own pools */
  readonly subnet?: pulumi.Input<string>;
  /** The gateway's address inside `subnet`. @default the subnet's first */
  readonly gateway?: pulumi.Input<string>;
  /** The part of `subnet` that containers get addresses from. @default all of it */
  readonly ipRange?: pulumi.Input<string>;
  /** The IPv6 subnet in CIDR notation; giving one switches IPv6 on. @default no IPv6 */
  readonly ipv6Subnet?: pulumi.Input<string>;
  /** The gateway's address inside `ipv6Subnet`. @default the subnet's first */
  readonly ipv6Gateway?: pulumi.Input<string>;
  /** Takes a free subnet out of a range when the network is made, so that the Engine's 30-odd own ones do not run out. */
  readonly subnetPool?: pulumi.Input<SubnetPool>;
  /** Without a way to the outside. @default false */
  readonly internal?: pulumi.Input<boolean>;
  /** For overlay networks: containers can be attached, not swarm services alone. @default false */
  readonly attachable?: pulumi.Input<boolean>;
  /** Labels on the network. @default none but the one that tells its owner */
  readonly labels?: pulumi.Input<Record<string, pulumi.Input<string>>>;
  /** Options for the driver, for instance `com.docker.network.bridge.name`. @default none */
  readonly options?: pulumi.Input<Record<string, pulumi.Input<string>>>;
}

/**
 * A network on the Engine. Import with its name or id.
 *
 * @example
 * new Network("backend", { name: "backend-network", subnetPool: { range: "10.201.0.0/16" } });
 */
export class Network extends pulumi.CustomResource {
  /** The type token, written once. */
  static readonly type = "dockwire:index:Network";

  /** The network's name on the Engine. */
  declare readonly name: pulumi.Output<string>;
  declare readonly driver: pulumi.Output<string>;
  declare readonly subnet: pulumi.Output<string | undefined>;
  declare readonly gateway: pulumi.Output<string | undefined>;
  declare readonly ipRange: pulumi.Output<string | undefined>;
  declare readonly ipv6Subnet: pulumi.Output<string | undefined>;
  declare readonly ipv6Gateway: pulumi.Output<string | undefined>;
  declare readonly subnetPool: pulumi.Output<{ range: string; prefixLength?: number } | undefined>;
  declare readonly internal: pulumi.Output<boolean>;
  declare readonly attachable: pulumi.Output<boolean>;
  declare readonly labels: pulumi.Output<Record<string, string> | undefined>;
  declare readonly options: pulumi.Output<Record<string, string> | undefined>;
  /** The network's full id. */
  declare readonly networkId: pulumi.Output<string>;
  /** `local`, or `swarm` for overlay networks. */
  declare readonly scope: pulumi.Output<string>;
  /** The IPv4 subnet in use, wherever it came from. */
  declare readonly assignedSubnet: pulumi.Output<string>;
  declare readonly assignedGateway: pulumi.Output<string>;
  /** The IPv6 subnet in use; empty without IPv6. */
  declare readonly assignedIpv6Subnet: pulumi.Output<string>;

  constructor(name: string, args: NetworkArgs, opts?: pulumi.CustomResourceOptions) {
    super(Network.type, name, { ...undefinedOutputs(...OUTPUTS), ...args }, opts);
  }

  /** A network that exists already, by its name or id, to read from. */
  static get(name: string, id: pulumi.Input<pulumi.ID>, opts?: pulumi.CustomResourceOptions): Network {
    return new Network(name, { name: "" }, { ...opts, id });
  }
}

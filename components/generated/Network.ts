// Written by `npm run generate` from what provider/ declares. Edits belong there.
import * as pulumi from "@pulumi/pulumi";
import { isOfType, resourceOptions, undefinedOutputs } from "../shared/resourceOptions";
import type { AssignedIpamConfig, AssignedSubnetPool, IpamConfig, SubnetPool } from "./types";

/** Every output, as in the schema. */
const OUTPUTS = [
  "name",
  "driver",
  "subnet",
  "gateway",
  "ipRange",
  "ipv6",
  "ipv6Subnet",
  "ipv6Gateway",
  "enableIpv4",
  "subnetPool",
  "ipamConfigs",
  "ipamDriver",
  "ipamOptions",
  "internal",
  "attachable",
  "labels",
  "options",
  "reconnectForeignContainers",
  "networkId",
  "scope",
  "assignedSubnet",
  "assignedGateway",
  "assignedIpv6Subnet",
  "assignedIpamConfigs",
] as const;

/** What a Network takes. */
export interface NetworkArgs {
  /** The network's name on the Engine. Another one replaces the network, and the containers that were created on it. */
  readonly name: pulumi.Input<string>;
  /** The network's driver; not `host` or `null`, of which the Engine has its own. @default `bridge` */
  readonly driver?: pulumi.Input<string>;
  /**
   * The IPv4 subnet in CIDR notation, without host bits. A network that is there keeps its own when this is left out.
   * @default out of `subnetPool`, or else out of the Engine's own pools
   */
  readonly subnet?: pulumi.Input<string>;
  /** The gateway's address inside `subnet`. @default the subnet's first */
  readonly gateway?: pulumi.Input<string>;
  /** The part of `subnet` that containers get addresses from. @default all of it */
  readonly ipRange?: pulumi.Input<string>;
  /**
   * Whether the network has IPv6. Without `ipv6Subnet` the Engine chooses the subnet; Engines before 27 do so only
   * when their "default-address-pools" name one.
   * @default whether there is an IPv6 subnet
   */
  readonly ipv6?: pulumi.Input<boolean>;
  /** The IPv6 subnet in CIDR notation; giving one switches IPv6 on. @default no IPv6 */
  readonly ipv6Subnet?: pulumi.Input<string>;
  /** The gateway's address inside `ipv6Subnet`. @default the subnet's first */
  readonly ipv6Gateway?: pulumi.Input<string>;
  /** False for a network with IPv6 alone; Engines before 28 refuse that. @default true */
  readonly enableIpv4?: pulumi.Input<boolean>;
  /**
   * Takes a free subnet out of a range when the network is made, so that the Engine's 30-odd own ones do not run out.
   */
  readonly subnetPool?: pulumi.Input<SubnetPool>;
  /**
   * Every subnet, in place of `subnet`, `ipv6Subnet` and what belongs to them: for auxiliary addresses, or for several
   * subnets of one family where the driver takes them; "bridge" takes one.
   * @default none
   */
  readonly ipamConfigs?: pulumi.Input<pulumi.Input<IpamConfig>[]>;
  /** Who gives out addresses: `default` is the Engine. @default `default` */
  readonly ipamDriver?: pulumi.Input<string>;
  /** Options for the IPAM driver. @default none */
  readonly ipamOptions?: pulumi.Input<Record<string, pulumi.Input<string>>>;
  /** Without a way to the outside. @default false */
  readonly internal?: pulumi.Input<boolean>;
  /** For overlay networks: containers can be attached, not swarm services alone. @default false */
  readonly attachable?: pulumi.Input<boolean>;
  /** Labels on the network. @default none but the one that tells its owner */
  readonly labels?: pulumi.Input<Record<string, pulumi.Input<string>>>;
  /** Options for the driver, for instance `com.docker.network.bridge.name`. @default none */
  readonly options?: pulumi.Input<Record<string, pulumi.Input<string>>>;
  /**
   * Whether an edit may take containers of other stacks and of Compose off the network too. Where it may not, an edit
   * while such a container is on the network is refused at preview.
   * @default false
   */
  readonly reconnectForeignContainers?: pulumi.Input<boolean>;
}

/**
 * A network on the Engine. An edit of anything but `name` updates it in place: the containers on it keep running,
 * leave it for the moment in which it is made again, and come back as they were. Its Pulumi id is its name (of one
 * made by version 0.1.0, the id that the Engine gave it then). Import it with its name or the Engine's id.
 *
 * @example
 * const backend = new Network("backend", {
 *   name: "backend",
 *   internal: true,
 *   subnetPool: {
 *     range: "10.201.0.0/16",
 *   },
 * });
 * export const subnet = backend.assignedSubnet;
 */
export class Network extends pulumi.CustomResource {
  /** The type token. */
  static readonly type = "dockwire:index:Network";
  /** @internal */
  static readonly __pulumiType = "dockwire:index:Network";

  /** The network's name on the Engine. Another one replaces the network, and the containers that were created on it. */
  declare readonly name: pulumi.Output<string>;
  /** The network's driver. */
  declare readonly driver: pulumi.Output<string>;
  /**
   * The IPv4 subnet in CIDR notation, without host bits. A network that is there keeps its own when this is left out.
   * @default out of `subnetPool`, or else out of the Engine's own pools
   */
  declare readonly subnet: pulumi.Output<string | undefined>;
  /** The gateway's address inside `subnet`. @default the subnet's first */
  declare readonly gateway: pulumi.Output<string | undefined>;
  /** The part of `subnet` that containers get addresses from. @default all of it */
  declare readonly ipRange: pulumi.Output<string | undefined>;
  /**
   * Whether the network has IPv6. Without `ipv6Subnet` the Engine chooses the subnet; Engines before 27 do so only
   * when their "default-address-pools" name one.
   * @default whether there is an IPv6 subnet
   */
  declare readonly ipv6: pulumi.Output<boolean | undefined>;
  /** The IPv6 subnet in CIDR notation; giving one switches IPv6 on. @default no IPv6 */
  declare readonly ipv6Subnet: pulumi.Output<string | undefined>;
  /** The gateway's address inside `ipv6Subnet`. @default the subnet's first */
  declare readonly ipv6Gateway: pulumi.Output<string | undefined>;
  /** False for a network with IPv6 alone; Engines before 28 refuse that. @default true */
  declare readonly enableIpv4: pulumi.Output<boolean | undefined>;
  /**
   * Takes a free subnet out of a range when the network is made, so that the Engine's 30-odd own ones do not run out.
   */
  declare readonly subnetPool: pulumi.Output<AssignedSubnetPool | undefined>;
  /**
   * Every subnet, in place of `subnet`, `ipv6Subnet` and what belongs to them: for auxiliary addresses, or for several
   * subnets of one family where the driver takes them; "bridge" takes one.
   * @default none
   */
  declare readonly ipamConfigs: pulumi.Output<AssignedIpamConfig[] | undefined>;
  /** Who gives out addresses: `default` is the Engine. @default `default` */
  declare readonly ipamDriver: pulumi.Output<string | undefined>;
  /** Options for the IPAM driver. @default none */
  declare readonly ipamOptions: pulumi.Output<Record<string, string> | undefined>;
  /** Without a way to the outside. */
  declare readonly internal: pulumi.Output<boolean>;
  /** Whether containers can be attached to an overlay network. */
  declare readonly attachable: pulumi.Output<boolean>;
  /** Labels on the network. @default none but the one that tells its owner */
  declare readonly labels: pulumi.Output<Record<string, string> | undefined>;
  /** Options for the driver, for instance `com.docker.network.bridge.name`. @default none */
  declare readonly options: pulumi.Output<Record<string, string> | undefined>;
  /**
   * Whether an edit may take containers of other stacks and of Compose off the network too. Where it may not, an edit
   * while such a container is on the network is refused at preview.
   * @default false
   */
  declare readonly reconnectForeignContainers: pulumi.Output<boolean | undefined>;
  /** The network's full id on the Engine; another one after an edit, so refer to the network by `name` or `id`. */
  declare readonly networkId: pulumi.Output<string>;
  /** `local`, or `swarm` for overlay networks. */
  declare readonly scope: pulumi.Output<string>;
  /** The IPv4 subnet in use, wherever it came from. */
  declare readonly assignedSubnet: pulumi.Output<string>;
  /** The IPv4 gateway in use. */
  declare readonly assignedGateway: pulumi.Output<string>;
  /** The IPv6 subnet in use; empty without IPv6. */
  declare readonly assignedIpv6Subnet: pulumi.Output<string>;
  /** Every subnet in use. */
  declare readonly assignedIpamConfigs: pulumi.Output<AssignedIpamConfig[]>;

  constructor(name: string, args: NetworkArgs, opts?: pulumi.CustomResourceOptions) {
    const inputs = { ...undefinedOutputs(...OUTPUTS), ...args };
    super(Network.__pulumiType, name, inputs, resourceOptions(opts));
  }

  /** A Network that exists already, by its id, to read from. */
  static get(name: string, id: pulumi.Input<pulumi.ID>, opts?: pulumi.CustomResourceOptions): Network {
    return new Network(name, {} as NetworkArgs, { ...opts, id });
  }

  /** Whether the value is a Network, also one of another copy of this package. */
  static isInstance(value: unknown): value is Network {
    return isOfType(value, Network.__pulumiType);
  }
}

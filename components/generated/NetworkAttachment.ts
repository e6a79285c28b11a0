// Written by `npm run generate` from what provider/ declares. Edits belong there.
import * as pulumi from "@pulumi/pulumi";
import { ContainerRef, NetworkRef, containerIdOf, networkIdOf } from "../shared/references";
import { isOfType, resourceOptions, undefinedOutputs } from "../shared/resourceOptions";

/** Every output, as in the schema. */
const OUTPUTS = [
  "container",
  "network",
  "aliases",
  "ipv4Address",
  "ipv6Address",
  "linkLocalIps",
  "macAddress",
  "driverOpts",
  "gatewayPriority",
  "sharedAliases",
  "adopt",
  "allowGatewayChange",
  "containerId",
  "containerName",
  "networkId",
  "networkName",
  "endpointId",
  "assignedIpv4Address",
  "assignedIpv6Address",
  "gateway",
  "ipv6Gateway",
  "assignedMacAddress",
  "dnsNames",
  "owner",
  "apiVersion",
] as const;

/** What a NetworkAttachment takes. */
export interface NetworkAttachmentArgs {
  /**
   * The container to attach: its name or id. It may run, be stopped, paused, or restart in a loop. Another name
   * replaces the attachment; another container under the name is attached in its place. Two attachments of one
   * container on one network are refused.
   */
  readonly container: ContainerRef;
  /**
   * The network to attach it to: its name or id. Another name replaces the attachment; another network under the name
   * is followed.
   */
  readonly network: NetworkRef;
  /**
   * Further DNS names of the container on this network alone: letters, digits, "-", "_" and ".". An edit is made in
   * place; the container leaves this network for a fraction of a second. An alias moves from one attachment of the
   * program to another in one update; one that somebody else gave is refused.
   * @default none; the container's name resolves anyway
   */
  readonly aliases?: pulumi.Input<pulumi.Input<string>[]>;
  /**
   * A fixed IPv4 address inside the network's subnet, which must have been given to the network.
   * @default chosen by the Engine
   */
  readonly ipv4Address?: pulumi.Input<string>;
  /** A fixed IPv6 address inside the network's subnet. @default chosen by the Engine */
  readonly ipv6Address?: pulumi.Input<string>;
  /** Link-local addresses for the endpoint. @default none */
  readonly linkLocalIps?: pulumi.Input<pulumi.Input<string>[]>;
  /**
   * The endpoint's MAC address, six bytes in hex with colons. Engines of API 1.44 to 1.53 ignore it, which is an error
   * here.
   * @default chosen by the Engine
   */
  readonly macAddress?: pulumi.Input<string>;
  /** Options for the network's driver. @default none */
  readonly driverOpts?: pulumi.Input<Record<string, pulumi.Input<string>>>;
  /**
   * Whose gateway the container uses: the highest priority's. Engines below API 1.48 know none; there it is kept but
   * not sent.
   * @default what the connection has, else -1, below every network that the container was created on, so that
   * published ports stay where they are
   */
  readonly gatewayPriority?: pulumi.Input<number>;
  /** Accept that an alias leads to another container of the network too; clients then get either. @default false */
  readonly sharedAliases?: pulumi.Input<boolean>;
  /**
   * Take over an attachment that exists in another form (other aliases, another address) or is another program's
   * instead of failing.
   * @default false
   */
  readonly adopt?: pulumi.Input<boolean>;
  /**
   * On Engines below API 1.48: attach even where that moves published ports and breaks connections through them.
   * @default false
   */
  readonly allowGatewayChange?: pulumi.Input<boolean>;
}

/**
 * Connects a container to a network while it runs: it keeps its id, start time, data and open connections. Import with
 * the id `NETWORK/CONTAINER`, each a name or an id.
 *
 * @example
 * const redis = new RedisServer("redis", { network: "backend" });
 * const frontend = new Network("frontend", { name: "frontend" });
 * const wire = new NetworkAttachment("wire", {
 *   container: redis.containerName,
 *   network: frontend.name,
 *   aliases: ["db"],
 * });
 * export const names = wire.dnsNames;
 */
export class NetworkAttachment extends pulumi.CustomResource {
  /** The type token. */
  static readonly type = "dockwire:index:NetworkAttachment";
  /** @internal */
  static readonly __pulumiType = "dockwire:index:NetworkAttachment";

  /**
   * The container to attach: its name or id. It may run, be stopped, paused, or restart in a loop. Another name
   * replaces the attachment; another container under the name is attached in its place. Two attachments of one
   * container on one network are refused.
   */
  declare readonly container: pulumi.Output<string>;
  /**
   * The network to attach it to: its name or id. Another name replaces the attachment; another network under the name
   * is followed.
   */
  declare readonly network: pulumi.Output<string>;
  /**
   * Further DNS names of the container on this network alone: letters, digits, "-", "_" and ".". An edit is made in
   * place; the container leaves this network for a fraction of a second. An alias moves from one attachment of the
   * program to another in one update; one that somebody else gave is refused.
   * @default none; the container's name resolves anyway
   */
  declare readonly aliases: pulumi.Output<string[] | undefined>;
  /**
   * A fixed IPv4 address inside the network's subnet, which must have been given to the network.
   * @default chosen by the Engine
   */
  declare readonly ipv4Address: pulumi.Output<string | undefined>;
  /** A fixed IPv6 address inside the network's subnet. @default chosen by the Engine */
  declare readonly ipv6Address: pulumi.Output<string | undefined>;
  /** Link-local addresses for the endpoint. @default none */
  declare readonly linkLocalIps: pulumi.Output<string[] | undefined>;
  /**
   * The endpoint's MAC address, six bytes in hex with colons. Engines of API 1.44 to 1.53 ignore it, which is an error
   * here.
   * @default chosen by the Engine
   */
  declare readonly macAddress: pulumi.Output<string | undefined>;
  /** Options for the network's driver. @default none */
  declare readonly driverOpts: pulumi.Output<Record<string, string> | undefined>;
  /**
   * Whose gateway the container uses: the highest priority's. Engines below API 1.48 know none; there it is kept but
   * not sent.
   * @default what the connection has, else -1, below every network that the container was created on, so that
   * published ports stay where they are
   */
  declare readonly gatewayPriority: pulumi.Output<number | undefined>;
  /** Accept that an alias leads to another container of the network too; clients then get either. @default false */
  declare readonly sharedAliases: pulumi.Output<boolean | undefined>;
  /**
   * Take over an attachment that exists in another form (other aliases, another address) or is another program's
   * instead of failing.
   * @default false
   */
  declare readonly adopt: pulumi.Output<boolean | undefined>;
  /**
   * On Engines below API 1.48: attach even where that moves published ports and breaks connections through them.
   * @default false
   */
  declare readonly allowGatewayChange: pulumi.Output<boolean | undefined>;
  /** The container's full id. */
  declare readonly containerId: pulumi.Output<string>;
  /** The container's name. */
  declare readonly containerName: pulumi.Output<string>;
  /** The network's full id. */
  declare readonly networkId: pulumi.Output<string>;
  /** The network's name. */
  declare readonly networkName: pulumi.Output<string>;
  /** The Engine's id of the connection; empty while the container is not running. */
  declare readonly endpointId: pulumi.Output<string>;
  /**
   * The IPv4 address in use with its prefix length, for instance `172.18.0.2/16`; empty while the container is not
   * running.
   */
  declare readonly assignedIpv4Address: pulumi.Output<string>;
  /** The IPv6 address in use with its prefix length; empty without one. */
  declare readonly assignedIpv6Address: pulumi.Output<string>;
  /** The network's IPv4 gateway. */
  declare readonly gateway: pulumi.Output<string>;
  /** The network's IPv6 gateway. */
  declare readonly ipv6Gateway: pulumi.Output<string>;
  /** The MAC address in use. */
  declare readonly assignedMacAddress: pulumi.Output<string>;
  /** Every name that resolves to the container on this network, as the Engine says after the fact. */
  declare readonly dnsNames: pulumi.Output<string[]>;
  /**
   * The project and stack whose mark the connection bears, for instance `shop/dev`; empty when it was there already
   * and bears none.
   */
  declare readonly owner: pulumi.Output<string>;
  /** The Engine API version that was spoken, for instance `1.41`. */
  declare readonly apiVersion: pulumi.Output<string>;

  constructor(name: string, args: NetworkAttachmentArgs, opts?: pulumi.CustomResourceOptions) {
    const inputs = {
      ...undefinedOutputs(...OUTPUTS),
      ...args,
      container: containerIdOf(args.container),
      network: networkIdOf(args.network),
    };
    super(NetworkAttachment.__pulumiType, name, inputs, resourceOptions(opts));
  }

  /** A NetworkAttachment that exists already, by its id, to read from. */
  static get(name: string, id: pulumi.Input<pulumi.ID>, opts?: pulumi.CustomResourceOptions): NetworkAttachment {
    return new NetworkAttachment(name, {} as NetworkAttachmentArgs, { ...opts, id });
  }

  /** Whether the value is a NetworkAttachment, also one of another copy of this package. */
  static isInstance(value: unknown): value is NetworkAttachment {
    return isOfType(value, NetworkAttachment.__pulumiType);
  }
}

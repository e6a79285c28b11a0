// Written by `npm run generate` from what provider/ declares. Edits belong there.
import type * as pulumi from "@pulumi/pulumi";

/** A network that a container was created on. */
export interface InitialNetwork {
  /** The network's name or id. */
  readonly name: pulumi.Input<string>;
  /** Further names of the container there. */
  readonly aliases?: pulumi.Input<pulumi.Input<string>[]>;
  /** A fixed IPv4 address. */
  readonly ipv4Address?: pulumi.Input<string>;
  /** A fixed IPv6 address. */
  readonly ipv6Address?: pulumi.Input<string>;
}

/** A range of addresses that networks take their subnets from. */
export interface SubnetPool {
  /** The range in CIDR notation, for instance `10.201.0.0/16`. */
  readonly range: pulumi.Input<string>;
  /**
   * How long each network's prefix is: 29 gives 5 containers an address, 26 gives 61, 24 gives 253; 8 to 29.
   * @default 26
   */
  readonly prefixLength?: pulumi.Input<number>;
}

/** A subnet, and how its addresses are given out. */
export interface IpamConfig {
  /** In CIDR notation, for instance `10.20.0.0/24` or `fd00:1:2:3::/64`. */
  readonly subnet: pulumi.Input<string>;
  /** The gateway's address inside `subnet`. @default the subnet's first */
  readonly gateway?: pulumi.Input<string>;
  /** The part of `subnet` that containers get addresses from, in CIDR notation. @default all of it */
  readonly ipRange?: pulumi.Input<string>;
  /**
   * Addresses that the Engine leaves alone, by the names of their holders, for instance `{ printer: "10.20.0.9" }`.
   * @default none
   */
  readonly auxAddresses?: pulumi.Input<Record<string, pulumi.Input<string>>>;
}

/** A file in a volume. */
export interface VolumeFile {
  /** Where, relative to the volume: `etc/redis.conf`. Folders on the way are made; a folder there is never replaced. */
  readonly path: pulumi.Input<string>;
  /** The text. A secret one stays secret in the state. */
  readonly content: pulumi.Input<string>;
  /** The permissions in octal. @default `0444` */
  readonly mode?: pulumi.Input<string>;
  /** UID:GID in numbers, each up to 4294967294. @default `0:0` */
  readonly owner?: pulumi.Input<string>;
}

/** A network that a container was created on. */
export interface AssignedInitialNetwork {
  /** The network's name or id. */
  readonly name: string;
  /** Further names of the container there. */
  readonly aliases?: string[];
  /** A fixed IPv4 address. */
  readonly ipv4Address?: string;
  /** A fixed IPv6 address. */
  readonly ipv6Address?: string;
}

/** A range of addresses that networks take their subnets from. */
export interface AssignedSubnetPool {
  /** The range in CIDR notation, for instance `10.201.0.0/16`. */
  readonly range: string;
  /**
   * How long each network's prefix is: 29 gives 5 containers an address, 26 gives 61, 24 gives 253; 8 to 29.
   * @default 26
   */
  readonly prefixLength?: number;
}

/** A subnet, and how its addresses are given out. */
export interface AssignedIpamConfig {
  /** In CIDR notation, for instance `10.20.0.0/24` or `fd00:1:2:3::/64`. */
  readonly subnet: string;
  /** The gateway's address inside `subnet`. @default the subnet's first */
  readonly gateway?: string;
  /** The part of `subnet` that containers get addresses from, in CIDR notation. @default all of it */
  readonly ipRange?: string;
  /**
   * Addresses that the Engine leaves alone, by the names of their holders, for instance `{ printer: "10.20.0.9" }`.
   * @default none
   */
  readonly auxAddresses?: Record<string, string>;
}

/** A file in a volume. */
export interface AssignedVolumeFile {
  /** Where, relative to the volume: `etc/redis.conf`. Folders on the way are made; a folder there is never replaced. */
  readonly path: string;
  /** The text. A secret one stays secret in the state. */
  readonly content: string;
  /** The permissions in octal. @default `0444` */
  readonly mode?: string;
  /** UID:GID in numbers, each up to 4294967294. @default `0:0` */
  readonly owner?: string;
}

/** A network that a container is on. */
export interface ContainerNetwork {
  /** The network's full id. */
  readonly id: string;
  /** The network's name. */
  readonly name: string;
  /** The container's address there; empty while it is not running. */
  readonly ipv4Address: string;
  /** The container's IPv6 address there; empty without one. */
  readonly ipv6Address: string;
  /** The aliases that were asked for. */
  readonly aliases: string[];
  /** Every name that resolves to the container there. */
  readonly dnsNames: string[];
}

/** A network's subnet and how full it is. */
export interface SubnetUse {
  /** In CIDR notation. */
  readonly subnet: string;
  /** The gateway's address; empty without one. */
  readonly gateway: string;
  /** Addresses that containers have. */
  readonly used: number;
  /** Addresses that containers can have. */
  readonly capacity: number;
}

/** A container on a network. */
export interface NetworkMember {
  /** The container's full id; empty on another machine. */
  readonly id: string;
  /** The container's name. */
  readonly name: string;
  /** With prefix length, for instance `172.18.0.2/16`. */
  readonly ipv4Address: string;
  /** With prefix length; empty without one. */
  readonly ipv6Address: string;
  /** The endpoint's MAC address. */
  readonly macAddress: string;
  /** The aliases that were asked for. */
  readonly aliases: string[];
  /** Every name that resolves to the container on this network, as far as this Engine knows. */
  readonly dnsNames: string[];
  /** Of a container on another machine of the swarm, that machine's address; empty for one of this Engine. */
  readonly machine: string;
  /** The swarm service that the container is a task of; empty for any other container. */
  readonly service: string;
}

/** A line of `docker network ls`. */
export interface NetworkSummary {
  /** The network's full id. */
  readonly id: string;
  /** The network's name. */
  readonly name: string;
  /** The network's driver. */
  readonly driver: string;
  /** `local`, or `swarm` for overlay networks. */
  readonly scope: string;
  /** Without a way to the outside. */
  readonly internal: boolean;
  /**
   * Of an overlay network, the addresses of the machines that it reaches, as far as this Engine knows; empty for any
   * other network.
   */
  readonly machines: string[];
}

/** Where a container is, and which environment it runs with. */
export interface ContainerDetails {
  /** The container's full id. */
  readonly id: string;
  /** The container's name. */
  readonly name: string;
  /** `created`, `running`, `paused`, `restarting`, `removing`, `exited` or `dead`. */
  readonly status: string;
  /** Its environment variables, the image's included: often with passwords, so that the whole answer is secret. */
  readonly environment: Record<string, string>;
  /** The networks that it is on, by name. */
  readonly networks: ContainerNetwork[];
}

/** What `docker network inspect` says, and the aliases and names that it does not. */
export interface NetworkDetails {
  /** The network's full id. */
  readonly id: string;
  /** The network's name. */
  readonly name: string;
  /** The network's driver. */
  readonly driver: string;
  /** `local`, or `swarm` for overlay networks. */
  readonly scope: string;
  /** Without a way to the outside. */
  readonly internal: boolean;
  /** For overlay networks: containers can be attached, not swarm services alone. */
  readonly attachable: boolean;
  /** Labels on the network. */
  readonly labels: Record<string, string>;
  /** The network's subnets. */
  readonly subnets: SubnetUse[];
  /** The containers on it, by name; of an overlay network also those on other machines. */
  readonly members: NetworkMember[];
  /** Of an overlay network, the addresses of the machines that it reaches; empty for any other network. */
  readonly machines: string[];
}

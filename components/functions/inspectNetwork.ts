import * as pulumi from "@pulumi/pulumi";
import { NetworkRef, networkIdOf } from "../shared/references";

/** A container on a network. */
export interface NetworkMember {
  /** The container's full id. */
  readonly id: string;
  readonly name: string;
  /** With prefix length, for instance `172.18.0.2/16`. */
  readonly ipv4Address: string;
  readonly ipv6Address: string;
  readonly macAddress: string;
  /** The aliases that were asked for. */
  readonly aliases: string[];
  /** Every name that resolves to the container on this network. */
  readonly dnsNames: string[];
}

/** A network's subnet and how full it is. */
export interface SubnetUse {
  /** In CIDR notation. */
  readonly subnet: string;
  readonly gateway: string;
  /** Addresses that containers have. */
  readonly used: number;
  /** Addresses that containers can have. */
  readonly capacity: number;
}

/** What `docker network inspect` says, and the aliases and names that it does not. */
export interface NetworkDetails {
  readonly id: string;
  readonly name: string;
  readonly driver: string;
  readonly scope: string;
  readonly internal: boolean;
  readonly attachable: boolean;
  readonly labels: Record<string, string>;
  readonly subnets: SubnetUse[];
  /** By name. */
  readonly members: NetworkMember[];
}

/**
 * Who is on a network, under which names and addresses, when the program asks.
 * Pass what has to be there before as `dependsOn`.
 */
export function inspectNetwork(network: NetworkRef, opts?: pulumi.InvokeOutputOptions): pulumi.Output<NetworkDetails> {
  return pulumi.runtime.invokeOutput<NetworkDetails>(
    "dockwire:index:inspectNetwork",
    { network: networkIdOf(network) },
    opts,
  );
}

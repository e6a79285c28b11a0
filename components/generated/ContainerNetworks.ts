// Written by `npm run generate` from what provider/ declares. Edits belong there.
import * as pulumi from "@pulumi/pulumi";
import { ContainerRef, containerIdOf } from "../shared/references";
import { isOfType, resourceOptions, undefinedOutputs } from "../shared/resourceOptions";
import type { AssignedInitialNetwork, InitialNetwork } from "./types";

/** Every output, as in the schema. */
const OUTPUTS = ["container", "networks", "containerId", "containerName", "networkIds", "networkNames"] as const;

/** What a ContainerNetworks takes. */
export interface ContainerNetworksArgs {
  /** The container: its name or id. Another name replaces this resource; two for one container are refused. */
  readonly container: ContainerRef;
  /** The networks as the container's own `networksAdvanced` has them. */
  readonly networks: pulumi.Input<pulumi.Input<InitialNetwork>[]>;
}

/**
 * Holds a container on the networks that it was created on: one that was disconnected behind Pulumi's back is
 * connected again, as it is in `networksAdvanced`. `docker.Container` does not see that. How the container is
 * connected otherwise, for instance under the aliases of a NetworkAttachment, does not matter, and nothing is
 * disconnected at the end.
 *
 * @example
 * const backend = new Network("backend", { name: "backend" });
 * const redis = new docker.Container("redis", {
 *   image: "redis",
 *   name: "redis",
 *   networksAdvanced: [
 *     {
 *       name: backend.name,
 *     },
 *   ],
 * });
 * const networks = new ContainerNetworks("networks", {
 *   container: redis.id,
 *   networks: [
 *     {
 *       name: backend.name,
 *     },
 *   ],
 * });
 */
export class ContainerNetworks extends pulumi.CustomResource {
  /** The type token. */
  static readonly type = "dockwire:index:ContainerNetworks";
  /** @internal */
  static readonly __pulumiType = "dockwire:index:ContainerNetworks";

  /** The container: its name or id. Another name replaces this resource; two for one container are refused. */
  declare readonly container: pulumi.Output<string>;
  /** The networks as the container's own `networksAdvanced` has them. */
  declare readonly networks: pulumi.Output<AssignedInitialNetwork[]>;
  /** The container's full id. */
  declare readonly containerId: pulumi.Output<string>;
  /** The container's name. */
  declare readonly containerName: pulumi.Output<string>;
  /** The networks' full ids. */
  declare readonly networkIds: pulumi.Output<string[]>;
  /** The networks' names. */
  declare readonly networkNames: pulumi.Output<string[]>;

  constructor(name: string, args: ContainerNetworksArgs, opts?: pulumi.CustomResourceOptions) {
    const inputs = { ...undefinedOutputs(...OUTPUTS), ...args, container: containerIdOf(args.container) };
    super(
      ContainerNetworks.__pulumiType,
      name,
      inputs,
      resourceOptions(opts, { aliases: [{ type: "dockwire:index:BirthNetworks" }] }),
    );
  }

  /** A ContainerNetworks that exists already, by its id, to read from. */
  static get(name: string, id: pulumi.Input<pulumi.ID>, opts?: pulumi.CustomResourceOptions): ContainerNetworks {
    return new ContainerNetworks(name, {} as ContainerNetworksArgs, { ...opts, id });
  }

  /** Whether the value is a ContainerNetworks, also one of another copy of this package. */
  static isInstance(value: unknown): value is ContainerNetworks {
    return isOfType(value, ContainerNetworks.__pulumiType);
  }
}

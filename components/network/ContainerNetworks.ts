import type * as docker from "@pulumi/docker";
import * as pulumi from "@pulumi/pulumi";
import { ContainerRef, containerIdOf } from "../shared/references";
import { undefinedOutputs } from "../shared/undefinedOutputs";

/** What this resource was called before. */
const FORMER_TYPE = "dockwire:index:BirthNetworks";

/** Every output, as in the schema. */
const OUTPUTS = ["container", "containerId", "containerName", "networkIds", "networkNames", "networks"] as const;

type ContainerNetwork = docker.types.input.ContainerNetworksAdvanced;

/** What a ContainerNetworks takes. */
export interface ContainerNetworksArgs {
  /** The container: its name or id, or a resource. Another name replaces this resource; two for one container are refused. */
  readonly container: ContainerRef;
  /** The networks as the container's own `networksAdvanced` has them. */
  readonly networks: pulumi.Input<pulumi.Input<ContainerNetwork>[]>;
}

/**
 * Holds a container on the networks that it was created on: one that was disconnected behind Pulumi's back is connected
 * again, as it is in `networksAdvanced`. `docker.Container` does not see that. How the container is connected otherwise,
 * for instance under the aliases of a NetworkAttachment, does not matter, and nothing is disconnected at the end.
 *
 * @example
 * const networks = [{ name: backend.name }];
 * const redis = new docker.Container("redis", { image: "redis:7", networksAdvanced: networks });
 * new ContainerNetworks("redis-networks", { container: redis, networks });
 */
export class ContainerNetworks extends pulumi.CustomResource {
  /** The type token, written once. */
  static readonly type = "dockwire:index:ContainerNetworks";

  declare readonly container: pulumi.Output<string>;
  declare readonly networks: pulumi.Output<docker.types.output.ContainerNetworksAdvanced[]>;
  /** The container's full id. */
  declare readonly containerId: pulumi.Output<string>;
  declare readonly containerName: pulumi.Output<string>;
  /** The networks' full ids. */
  declare readonly networkIds: pulumi.Output<string[]>;
  declare readonly networkNames: pulumi.Output<string[]>;

  constructor(name: string, args: ContainerNetworksArgs, opts?: pulumi.CustomResourceOptions) {
    const inputs = { ...args, container: containerIdOf(args.container) };
    const renamed = { aliases: [{ type: FORMER_TYPE }] };
    super(
      ContainerNetworks.type,
      name,
      { ...undefinedOutputs(...OUTPUTS), ...inputs },
      pulumi.mergeOptions(renamed, opts),
    );
  }
}

/** Keeps a container of a component on the networks that its arguments name; undefined when they name none. */
export function holdNetworks(
  name: string,
  container: docker.Container,
  { networksAdvanced }: docker.ContainerArgs,
  parent: pulumi.Resource,
): ContainerNetworks | undefined {
  if (!networksAdvanced) return undefined;
  const networks = pulumi.output(networksAdvanced).apply((list) => list ?? []);
  const former = { name: name.replace(/-networks$/, "-birth"), type: FORMER_TYPE };
  return new ContainerNetworks(name, { container, networks }, { parent, aliases: [former] });
}

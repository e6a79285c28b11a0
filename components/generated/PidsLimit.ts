// Written by `npm run generate` from what provider/ declares. Edits belong there.
import * as pulumi from "@pulumi/pulumi";
import { ContainerRef, containerIdOf } from "../shared/references";
import { isOfType, resourceOptions, undefinedOutputs } from "../shared/resourceOptions";

/** Every output, as in the schema. */
const OUTPUTS = ["container", "limit", "containerId"] as const;

/** What a PidsLimit takes. */
export interface PidsLimitArgs {
  /**
   * The container: its name or id; one that no other PidsLimit limits. Another container replaces this resource,
   * another way to name the same one does not.
   */
  readonly container: ContainerRef;
  /** How many processes and threads it may have, 1 to 4194304; an edit is made while it runs. */
  readonly limit: pulumi.Input<number>;
}

/**
 * How many processes a container may have at a time, set while it runs: `docker.Container` has no such argument.
 * Without this resource the container has no limit again. Fails where the Engine discards the limit, for want of the
 * "pids" control group. Import with the container's name.
 *
 * @example
 * const redis = new docker.Container("redis", {
 *   image: "redis",
 *   name: "redis",
 * });
 * const limit = new PidsLimit("limit", {
 *   container: redis.id,
 *   limit: 128,
 * });
 */
export class PidsLimit extends pulumi.CustomResource {
  /** The type token. */
  static readonly type = "dockwire:index:PidsLimit";
  /** @internal */
  static readonly __pulumiType = "dockwire:index:PidsLimit";

  /**
   * The container: its name or id; one that no other PidsLimit limits. Another container replaces this resource,
   * another way to name the same one does not.
   */
  declare readonly container: pulumi.Output<string>;
  /** How many processes and threads it may have, 1 to 4194304; an edit is made while it runs. */
  declare readonly limit: pulumi.Output<number>;
  /** The container's full id. */
  declare readonly containerId: pulumi.Output<string>;

  constructor(name: string, args: PidsLimitArgs, opts?: pulumi.CustomResourceOptions) {
    const inputs = { ...undefinedOutputs(...OUTPUTS), ...args, container: containerIdOf(args.container) };
    super(PidsLimit.__pulumiType, name, inputs, resourceOptions(opts));
  }

  /** A PidsLimit that exists already, by its id, to read from. */
  static get(name: string, id: pulumi.Input<pulumi.ID>, opts?: pulumi.CustomResourceOptions): PidsLimit {
    return new PidsLimit(name, {} as PidsLimitArgs, { ...opts, id });
  }

  /** Whether the value is a PidsLimit, also one of another copy of this package. */
  static isInstance(value: unknown): value is PidsLimit {
    return isOfType(value, PidsLimit.__pulumiType);
  }
}

import * as pulumi from "@pulumi/pulumi";
import type { Hardened } from "../shared/hardening";
import { ContainerRef, containerIdOf } from "../shared/references";
import { undefinedOutputs } from "../shared/undefinedOutputs";

/** Every output, as in the schema. */
const OUTPUTS = ["container", "containerId", "limit"] as const;

/** What a PidsLimit takes. */
export interface PidsLimitArgs {
  /**
   * The container: its name or id, or a resource; one that no other PidsLimit limits. Another container replaces this
   * resource, another way to name the same one does not.
   */
  readonly container: ContainerRef;
  /** How many processes and threads it may have, 1 or more; an edit is made while it runs. */
  readonly limit: pulumi.Input<number>;
}

/**
 * How many processes a container may have at a time, set while it runs: `docker.Container` has no such argument. Without
 * this resource the container has no limit again. Fails where the Engine discards the limit, for want of the "pids"
 * control group.
 *
 * @example
 * new PidsLimit("redis-pids", { container: redis, limit: 128 });
 */
export class PidsLimit extends pulumi.CustomResource {
  /** The type token, written once. */
  static readonly type = "dockwire:index:PidsLimit";

  declare readonly container: pulumi.Output<string>;
  declare readonly limit: pulumi.Output<number>;
  /** The container's full id. */
  declare readonly containerId: pulumi.Output<string>;

  constructor(name: string, args: PidsLimitArgs, opts?: pulumi.CustomResourceOptions) {
    const inputs = { ...args, container: containerIdOf(args.container) };
    super(PidsLimit.type, name, { ...undefinedOutputs(...OUTPUTS), ...inputs }, opts);
  }
}

/** The limit that a container's settings ask for; undefined when they ask for none. */
export function pidsLimit(
  name: string,
  container: ContainerRef,
  { pids }: Hardened,
  parent: pulumi.Resource,
): PidsLimit | undefined {
  return pids === false ? undefined : new PidsLimit(name, { container, limit: pids }, { parent });
}

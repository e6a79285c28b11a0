import * as pulumi from "@pulumi/pulumi";
import { ContainerRef, containerIdOf } from "../shared/references";
import { undefinedOutputs } from "../shared/undefinedOutputs";

/** Every output, as in the schema. */
const OUTPUTS = ["container", "containerId", "ready", "timeoutSeconds", "triggers"] as const;

/** What a ContainerReady takes. */
export interface ContainerReadyArgs {
  /** The container to wait for: its name or id, or a resource. Another one replaces this resource. */
  readonly container: ContainerRef;
  /**
   * How long to wait, in seconds, before the update fails with the health check's last words; `customTimeouts` may end it
   * earlier. Another value waits no second time. @default 60
   */
  readonly timeoutSeconds?: pulumi.Input<number>;
  /** Waits again when one of these changes. @default none */
  readonly triggers?: pulumi.Input<pulumi.Input<string>[]>;
}

/**
 * Exists once a container passes its health check (or, having none, runs). What depends on it starts after that. A paused
 * container is resumed, with a warning: others wait for it.
 *
 * @example
 * const ready = new ContainerReady("redis-ready", { container: redis });
 */
export class ContainerReady extends pulumi.CustomResource {
  /** The type token, written once. */
  static readonly type = "dockwire:index:ContainerReady";

  declare readonly container: pulumi.Output<string>;
  declare readonly timeoutSeconds: pulumi.Output<number | undefined>;
  declare readonly triggers: pulumi.Output<string[] | undefined>;
  /** The container's full id, known once it is ready. */
  declare readonly containerId: pulumi.Output<string>;
  /** True; false when the container was found unhealthy, stopped, paused or made again: then the next update waits again. */
  declare readonly ready: pulumi.Output<boolean>;

  constructor(name: string, args: ContainerReadyArgs, opts?: pulumi.CustomResourceOptions) {
    const inputs = { ...args, container: containerIdOf(args.container) };
    super(ContainerReady.type, name, { ...undefinedOutputs(...OUTPUTS), ...inputs }, opts);
  }
}

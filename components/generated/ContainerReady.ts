// Written by `npm run generate` from what provider/ declares. Edits belong there.
import * as pulumi from "@pulumi/pulumi";
import { ContainerRef, containerIdOf } from "../shared/references";
import { isOfType, resourceOptions, undefinedOutputs } from "../shared/resourceOptions";

/** Every output, as in the schema. */
const OUTPUTS = ["container", "timeoutSeconds", "triggers", "containerId", "ready"] as const;

/** What a ContainerReady takes. */
export interface ContainerReadyArgs {
  /** The container to wait for: its name or id. Another one replaces this resource. */
  readonly container: ContainerRef;
  /**
   * How long to wait, in seconds, before the update fails with the health check's last words; `customTimeouts` may end
   * it earlier. Another value waits no second time.
   * @default 60
   */
  readonly timeoutSeconds?: pulumi.Input<number>;
  /** Waits again when one of these changes. @default none */
  readonly triggers?: pulumi.Input<pulumi.Input<string>[]>;
}

/**
 * Exists once a container passes its health check (or, having none, runs). What depends on it starts after that. A
 * paused container is resumed, with a warning: others wait for it.
 *
 * @example
 * const redis = new docker.Container("redis", {
 *   image: "redis",
 *   name: "redis",
 * });
 * const ready = new ContainerReady("ready", {
 *   container: redis.id,
 *   timeoutSeconds: 30,
 * });
 */
export class ContainerReady extends pulumi.CustomResource {
  /** The type token. */
  static readonly type = "dockwire:index:ContainerReady";
  /** @internal */
  static readonly __pulumiType = "dockwire:index:ContainerReady";

  /** The container to wait for: its name or id. Another one replaces this resource. */
  declare readonly container: pulumi.Output<string>;
  /**
   * How long to wait, in seconds, before the update fails with the health check's last words; `customTimeouts` may end
   * it earlier. Another value waits no second time.
   * @default 60
   */
  declare readonly timeoutSeconds: pulumi.Output<number | undefined>;
  /** Waits again when one of these changes. @default none */
  declare readonly triggers: pulumi.Output<string[] | undefined>;
  /** The container's full id, known once it is ready. */
  declare readonly containerId: pulumi.Output<string>;
  /**
   * True; false when the container was found unhealthy, stopped, paused or made again: then the next update waits
   * again.
   */
  declare readonly ready: pulumi.Output<boolean>;

  constructor(name: string, args: ContainerReadyArgs, opts?: pulumi.CustomResourceOptions) {
    const inputs = { ...undefinedOutputs(...OUTPUTS), ...args, container: containerIdOf(args.container) };
    super(ContainerReady.__pulumiType, name, inputs, resourceOptions(opts));
  }

  /** A ContainerReady that exists already, by its id, to read from. */
  static get(name: string, id: pulumi.Input<pulumi.ID>, opts?: pulumi.CustomResourceOptions): ContainerReady {
    return new ContainerReady(name, {} as ContainerReadyArgs, { ...opts, id });
  }

  /** Whether the value is a ContainerReady, also one of another copy of this package. */
  static isInstance(value: unknown): value is ContainerReady {
    return isOfType(value, ContainerReady.__pulumiType);
  }
}

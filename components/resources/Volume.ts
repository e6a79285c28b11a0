import type * as docker from "@pulumi/docker";
import * as pulumi from "@pulumi/pulumi";
import { undefinedOutputs } from "../shared/undefinedOutputs";

/** What the volumes of components were up to version 0.1.0. */
const FORMER_TYPE = "docker:index/volume:Volume";

/** Every output, as in the schema. */
const OUTPUTS = ["driver", "driverOpts", "labels", "leftBehind", "mountpoint", "name", "stack", "stateId"] as const;

/** What a Volume takes. */
export interface VolumeArgs {
  /**
   * The volume's name on the Engine. With another one the resource has that volume from then on, and the former stays with
   * its data. A name that the Engine has already is refused, unless a resource of this stack left it behind.
   */
  readonly name: pulumi.Input<string>;
  /** The driver. The Engine cannot change it: another one is refused while the volume is there. @default "local" */
  readonly driver?: pulumi.Input<string>;
  /** Options for the driver. The Engine cannot change them either. @default none */
  readonly driverOpts?: pulumi.Input<Record<string, pulumi.Input<string>>>;
  /** Labels, given when the volume is made. The Engine cannot change them, so a later edit does nothing. @default none */
  readonly labels?: pulumi.Input<Record<string, pulumi.Input<string>>>;
}

/** A volume: its name, or the resource that makes it. */
export type VolumeRef = pulumi.Input<string> | docker.Volume | Volume;

/**
 * A volume whose data nothing but its own end removes. `docker.Volume` takes over whatever has the name, and is replaced,
 * with all that is in it, for a label. Import with the name as id.
 *
 * @example
 * new Volume("uploads", { name: "uploads" }, { retainOnDelete: true });
 */
export class Volume extends pulumi.CustomResource {
  /** The type token, written once. */
  static readonly type = "dockwire:index:Volume";

  declare readonly name: pulumi.Output<string>;
  declare readonly driver: pulumi.Output<string>;
  declare readonly driverOpts: pulumi.Output<Record<string, string> | undefined>;
  declare readonly labels: pulumi.Output<Record<string, string> | undefined>;
  /** Where the data is on the Engine's machine. */
  declare readonly mountpoint: pulumi.Output<string>;
  /** The project and stack that made it, as its label `dockwire.stack` says; empty without one. */
  declare readonly stack: pulumi.Output<string>;
  /** Which state it was made for, as its label `dockwire.state` says; empty without one. */
  declare readonly stateId: pulumi.Output<string>;
  /** Whether another state had made it when this resource took it; then its end does not delete it. */
  declare readonly leftBehind: pulumi.Output<boolean>;

  constructor(name: string, args: VolumeArgs, opts?: pulumi.CustomResourceOptions) {
    const former = { aliases: [{ type: FORMER_TYPE }] };
    super(Volume.type, name, { ...undefinedOutputs(...OUTPUTS), ...args }, pulumi.mergeOptions(former, opts));
  }

  /** A volume that exists already, by its name, to read from. */
  static get(name: string, id: pulumi.Input<pulumi.ID>, opts?: pulumi.CustomResourceOptions): Volume {
    return new Volume(name, { name: "" }, { ...opts, id });
  }
}

/** The name of a volume. */
export function volumeNameOf(ref: VolumeRef): pulumi.Input<string> {
  return pulumi.CustomResource.isInstance(ref) ? ref.name : ref;
}

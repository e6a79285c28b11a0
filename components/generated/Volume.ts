// Written by `npm run generate` from what provider/ declares. Edits belong there.
import * as pulumi from "@pulumi/pulumi";
import { isOfType, resourceOptions, undefinedOutputs } from "../shared/resourceOptions";

/** Every output, as in the schema. */
const OUTPUTS = [
  "name",
  "defaultName",
  "driver",
  "driverOpts",
  "labels",
  "mountpoint",
  "stack",
  "stateId",
  "leftBehind",
] as const;

/** What a Volume takes. */
export interface VolumeArgs {
  /**
   * The volume's name on the Engine. With another one the resource has that volume from then on, and the former stays
   * with its data. A name that the Engine has already is refused, unless a resource of this stack left it behind.
   * @default `defaultName`
   */
  readonly name?: pulumi.Input<string>;
  /**
   * The name that the volume is made with when `name` is left out. It keeps that one, whatever this says later: a name
   * that follows another thing's does not part a program from its data.
   */
  readonly defaultName?: pulumi.Input<string>;
  /** The driver. The Engine cannot change it: another one is refused while the volume is there. @default `local` */
  readonly driver?: pulumi.Input<string>;
  /** Options for the driver. The Engine cannot change them either. @default none */
  readonly driverOpts?: pulumi.Input<Record<string, pulumi.Input<string>>>;
  /**
   * Labels, given when the volume is made. The Engine cannot change them, so a later edit does nothing.
   * @default none
   */
  readonly labels?: pulumi.Input<Record<string, pulumi.Input<string>>>;
}

/**
 * A volume whose data nothing but its own end removes. `docker.Volume` takes over whatever has the name, and is
 * replaced, with all that is in it, for a label. Import with the name as id.
 *
 * @example
 * const uploads = new Volume("uploads", { name: "uploads" }, { retainOnDelete: true });
 * export const where = uploads.mountpoint;
 */
export class Volume extends pulumi.CustomResource {
  /** The type token. */
  static readonly type = "dockwire:index:Volume";
  /** @internal */
  static readonly __pulumiType = "dockwire:index:Volume";

  /** The volume's name on the Engine. */
  declare readonly name: pulumi.Output<string>;
  /**
   * The name that the volume is made with when `name` is left out. It keeps that one, whatever this says later: a name
   * that follows another thing's does not part a program from its data.
   */
  declare readonly defaultName: pulumi.Output<string | undefined>;
  /** The driver. */
  declare readonly driver: pulumi.Output<string>;
  /** Options for the driver. The Engine cannot change them either. @default none */
  declare readonly driverOpts: pulumi.Output<Record<string, string> | undefined>;
  /**
   * Labels, given when the volume is made. The Engine cannot change them, so a later edit does nothing.
   * @default none
   */
  declare readonly labels: pulumi.Output<Record<string, string> | undefined>;
  /** Where the data is on the Engine's machine. */
  declare readonly mountpoint: pulumi.Output<string>;
  /** The project and stack that made it, as its label `dockwire.stack` says; empty without one. */
  declare readonly stack: pulumi.Output<string>;
  /** Which state it was made for, as its label `dockwire.state` says; empty without one. */
  declare readonly stateId: pulumi.Output<string>;
  /** Whether another state had made it when this resource took it; then its end does not delete it. */
  declare readonly leftBehind: pulumi.Output<boolean>;

  constructor(name: string, args: VolumeArgs = {}, opts?: pulumi.CustomResourceOptions) {
    const inputs = { ...undefinedOutputs(...OUTPUTS), ...args };
    super(
      Volume.__pulumiType,
      name,
      inputs,
      resourceOptions(opts, { aliases: [{ type: "docker:index/volume:Volume" }] }),
    );
  }

  /** A Volume that exists already, by its id, to read from. */
  static get(name: string, id: pulumi.Input<pulumi.ID>, opts?: pulumi.CustomResourceOptions): Volume {
    return new Volume(name, {}, { ...opts, id });
  }

  /** Whether the value is a Volume, also one of another copy of this package. */
  static isInstance(value: unknown): value is Volume {
    return isOfType(value, Volume.__pulumiType);
  }
}

// Written by `npm run generate` from what provider/ declares. Edits belong there.
import * as pulumi from "@pulumi/pulumi";
import { VolumeRef, volumeNameOf } from "../shared/references";
import { isOfType, resourceOptions, undefinedOutputs } from "../shared/resourceOptions";
import type { AssignedVolumeFile, VolumeFile } from "./types";

/** Every output, as in the schema. */
const OUTPUTS = ["volume", "image", "files", "version", "changedFiles"] as const;

/** What a VolumeFiles takes. */
export interface VolumeFilesArgs {
  /** The volume's name. Another one replaces this resource. */
  readonly volume: VolumeRef;
  /** An image that the Engine has; a container of it reaches the volume and never runs. */
  readonly image: pulumi.Input<string>;
  /**
   * The files, each path once, also among all resources that write into this volume. One that is left out later is
   * emptied, as all are when the resource goes: the Engine can write into a volume, not remove from it. What somebody
   * else has written there since stays.
   */
  readonly files: pulumi.Input<pulumi.Input<VolumeFile>[]>;
}

/**
 * Files in a volume, for containers with a read-only root: the Engine takes no `uploads` there, and unlike environment
 * variables nobody reads them with `docker inspect`.
 *
 * @example
 * const config = new Volume("config", { name: "config" });
 * const files = new VolumeFiles("files", {
 *   volume: config.name,
 *   image: "redis",
 *   files: [
 *     {
 *       path: "redis.conf",
 *       content: "maxclients 100",
 *     },
 *     {
 *       path: "secret/token",
 *       content: "change me",
 *       mode: "0400",
 *       owner: "999:999",
 *     },
 *   ],
 * });
 */
export class VolumeFiles extends pulumi.CustomResource {
  /** The type token. */
  static readonly type = "dockwire:index:VolumeFiles";
  /** @internal */
  static readonly __pulumiType = "dockwire:index:VolumeFiles";

  /** The volume's name. Another one replaces this resource. */
  declare readonly volume: pulumi.Output<string>;
  /** An image that the Engine has; a container of it reaches the volume and never runs. */
  declare readonly image: pulumi.Output<string>;
  /**
   * The files, each path once, also among all resources that write into this volume. One that is left out later is
   * emptied, as all are when the resource goes: the Engine can write into a volume, not remove from it. What somebody
   * else has written there since stays.
   */
  declare readonly files: pulumi.Output<AssignedVolumeFile[]>;
  /** Another one after each write: put it on a container's label to have the container replaced. */
  declare readonly version: pulumi.Output<string>;
  /** Paths that were found missing, or with another content, mode or owner; the next update writes them again. */
  declare readonly changedFiles: pulumi.Output<string[]>;

  constructor(name: string, args: VolumeFilesArgs, opts?: pulumi.CustomResourceOptions) {
    const inputs = { ...undefinedOutputs(...OUTPUTS), ...args, volume: volumeNameOf(args.volume) };
    super(VolumeFiles.__pulumiType, name, inputs, resourceOptions(opts));
  }

  /** A VolumeFiles that exists already, by its id, to read from. */
  static get(name: string, id: pulumi.Input<pulumi.ID>, opts?: pulumi.CustomResourceOptions): VolumeFiles {
    return new VolumeFiles(name, {} as VolumeFilesArgs, { ...opts, id });
  }

  /** Whether the value is a VolumeFiles, also one of another copy of this package. */
  static isInstance(value: unknown): value is VolumeFiles {
    return isOfType(value, VolumeFiles.__pulumiType);
  }
}

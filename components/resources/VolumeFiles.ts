import * as pulumi from "@pulumi/pulumi";
import { undefinedOutputs } from "../shared/undefinedOutputs";
import { volumeNameOf, VolumeRef } from "./Volume";

/** Every output, as in the schema. */
const OUTPUTS = ["changedFiles", "files", "image", "version", "volume"] as const;

/** A file in a volume. */
export interface VolumeFile {
  /** Where, relative to the volume: `etc/redis.conf`. Folders on the way are made; a folder there is never replaced. */
  readonly path: pulumi.Input<string>;
  /** The text. A secret one stays secret in the state. */
  readonly content: pulumi.Input<string>;
  /** The permissions in octal. @default "0444" */
  readonly mode?: pulumi.Input<string>;
  /** UID:GID in numbers, each up to 4294967294. @default "0:0" */
  readonly owner?: pulumi.Input<string>;
}

/** What VolumeFiles take. */
export interface VolumeFilesArgs {
  /** The volume: its name, or the resource. Another one replaces this resource. */
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
 * new VolumeFiles("conf", { volume, image: found.imageId, files: [{ path: "redis.conf", content: "maxclients 100" }] });
 */
export class VolumeFiles extends pulumi.CustomResource {
  /** The type token, written once. */
  static readonly type = "dockwire:index:VolumeFiles";

  declare readonly volume: pulumi.Output<string>;
  declare readonly image: pulumi.Output<string>;
  declare readonly files: pulumi.Output<{ path: string; content: string; mode?: string; owner?: string }[]>;
  /** Another one after each write: put it on a container's label to have the container replaced. */
  declare readonly version: pulumi.Output<string>;
  /** Paths that were found missing, or with another content, mode or owner; the next update writes them again. */
  declare readonly changedFiles: pulumi.Output<string[]>;

  constructor(name: string, args: VolumeFilesArgs, opts?: pulumi.CustomResourceOptions) {
    const volume = volumeNameOf(args.volume);
    super(VolumeFiles.type, name, { ...undefinedOutputs(...OUTPUTS), ...args, volume }, opts);
  }
}

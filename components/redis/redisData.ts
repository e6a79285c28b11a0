import * as pulumi from "@pulumi/pulumi";
import { Volume } from "../resources/Volume";
import { applyTransform } from "../shared/transform";
import type { RedisServerArgs } from "./RedisServerArgs";

/** Where the data of a redis is. */
export interface RedisData {
  /** The volume's name; undefined when the data is in the container alone. */
  readonly volumeName: pulumi.Input<string> | undefined;
  /** The volume, unless somebody else keeps it. */
  readonly dataVolume?: Volume;
}

/** The volume of a redis's data: one of its own, somebody else's, or none. */
export function redisData(
  name: string,
  containerName: string,
  { mode, volumeName, existingVolume, keepData = true, transform = {} }: RedisServerArgs,
  opts: pulumi.CustomResourceOptions,
): RedisData {
  if (existingVolume !== undefined) return { volumeName: existingVolume };
  const own = volumeName ?? (mode === "tutorial" ? undefined : `${containerName}-data`);
  if (own === undefined) return { volumeName: undefined };
  const kept = { ...opts, retainOnDelete: keepData };
  const dataVolume = new Volume(...applyTransform(transform.dataVolume, `${name}-data`, { name: own }, kept));
  return { volumeName: dataVolume.name, dataVolume };
}

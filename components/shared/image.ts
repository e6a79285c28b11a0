import * as docker from "@pulumi/docker";
import * as pulumi from "@pulumi/pulumi";
import { resolve } from "node:path";
import { contextHash, ImageBuild } from "../client/buildContext";
import { PlannedContainer, preflight } from "./preflight";
import { Transform, applyTransform } from "./transform";

/** What a container runs. */
export interface CheckedImage {
  readonly image: docker.RemoteImage;
  /** Known once the Engine has said that every container of it can be placed; nothing is made from it before. */
  readonly imageId: pulumi.Output<string>;
}

/** The image that containers run: one that is to be had, or one that is built from a folder. */
export function containerImage(
  name: string,
  {
    image = "",
    build,
    planned,
  }: { image?: pulumi.Input<string>; build?: ImageBuild; planned: readonly Omit<PlannedContainer, "image">[] },
  transform: Transform<docker.RemoteImageArgs> | undefined,
  parent: pulumi.Resource,
): CheckedImage {
  const checks = planned.map((one) => preflight(parent, build ? one : { ...one, image }));
  // An image that is there is looked up meanwhile; a build, which takes long, waits for the answer.
  const args = build ? buildArgs(name, build, checks) : { name: image, keepLocally: true };
  const made = new docker.RemoteImage(...applyTransform(transform, `${name}-image`, args, { parent }));
  return { image: made, imageId: pulumi.all([made.imageId, pulumi.all(checks)]).apply(([id]) => id) };
}

function buildArgs(name: string, build: ImageBuild, checks: pulumi.Output<void>[]): docker.RemoteImageArgs {
  const { context, dockerfile = "Dockerfile", args = {}, target } = build;
  const tag = `dockwire/${name.toLowerCase().replace(/[^a-z0-9_.-]/g, "-")}`;
  return {
    name: pulumi.all([tag, pulumi.all(checks)]).apply(([wanted]) => wanted),
    // Deleting an old one would go by the name, which the new one has by then.
    keepLocally: true,
    build: { context: resolve(context), dockerfile, buildArgs: args, target },
    triggers: { context: contextHash(build) },
  };
}

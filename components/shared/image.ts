import * as docker from "@pulumi/docker";
import * as pulumi from "@pulumi/pulumi";
import { resolve } from "node:path";
import { contextHash, ImageBuild } from "../client/buildContext";
import { PlannedContainer, preflight } from "./preflight";
import { Transform, applyTransform } from "./transform";

/** What a container runs. */
export interface CheckedImage {
  readonly image: docker.RemoteImage;
  /** Known once the Engine has said that every container of it can be created; nothing is created from it before. */
  readonly imageId: pulumi.Output<string>;
}

/** An image's name or the folder to build it from, and the containers that run it. */
export interface ImagePlan {
  readonly image?: pulumi.Input<string>;
  readonly build?: ImageBuild;
  readonly planned: readonly Omit<PlannedContainer, "image">[];
  readonly transform: Transform<docker.RemoteImageArgs> | undefined;
}

/** The image that containers run: one that is there or can be pulled, or one that is built from a folder. */
export function containerImage(
  name: string,
  { image = "", build, planned, transform }: ImagePlan,
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
    // The provider deletes by name, and by then the new image has that name.
    keepLocally: true,
    build: { context: resolve(context), dockerfile, buildArgs: args, target },
    triggers: { context: contextHash(build) },
  };
}

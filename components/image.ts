import * as docker from "@pulumi/docker";
import * as pulumi from "@pulumi/pulumi";
import { resolve } from "node:path";
import { contextHash, ImageBuild } from "./buildContext";
import { Placement, placed } from "./placement";
import { Transform, transformed } from "./transform";

/** The image that a container runs: one that is to be had, or one that is built from a folder. */
export function containerImage(
  name: string,
  what: { image?: pulumi.Input<string>; build?: ImageBuild; placements: readonly Omit<Placement, "image">[] },
  transform: Transform<docker.RemoteImageArgs> | undefined,
  parent: pulumi.Resource,
): docker.RemoteImage {
  return new docker.RemoteImage(...transformed(transform, `${name}-image`, imageArgs(name, what, parent), { parent }));
}

function imageArgs(
  name: string,
  { image = "", build, placements }: Parameters<typeof containerImage>[1],
  parent: pulumi.Resource,
): docker.RemoteImageArgs {
  if (!build) {
    const places = placements.map((place) => placed(parent, { ...place, image }));
    return { name: pulumi.all([image, ...places]).apply(([wanted]) => wanted), keepLocally: true };
  }
  const { context, dockerfile = "Dockerfile", args = {}, target } = build;
  const tag = `dockwire/${name.toLowerCase().replace(/[^a-z0-9_.-]/g, "-")}`;
  const places = placements.map((place) => placed(parent, place));
  return {
    name: pulumi.all([tag, ...places]).apply(([wanted]) => wanted),
    // Deleting an old one would go by the name, which the new one has by then.
    keepLocally: true,
    build: { context: resolve(context), dockerfile, buildArgs: args, target },
    triggers: { context: contextHash(build) },
  };
}

import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import type { Readable } from "node:stream";
import type { EngineApi } from "../engine/EngineApi";
import type { Layer } from "./Layer";

/** The part of an image's configuration that says how its containers run. */
export interface ContainerDefaults {
  Env?: string[];
  Entrypoint?: string[];
  Cmd?: string[];
  ExposedPorts?: Record<string, object>;
  Volumes?: Record<string, object>;
  WorkingDir?: string;
  User?: string;
  Labels?: Record<string, string>;
}

/** An image out of layers, under one or more names. */
export interface ImagePlan {
  tags: string[];
  layers: Layer[];
  config: ContainerDefaults;
}

/**
 * Gives the images to the Engine in the format of `docker save`. Images share layers, which travel once; a Dockerfile for
 * each image would be shorter, but sends its layers with every build.
 */
export async function loadImages(engine: EngineApi, plans: ImagePlan[]): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "dockwire-images-"));
  try {
    const manifest = plans.map((plan) => {
      const text = JSON.stringify(imageConfig(plan));
      const file = `${createHash("sha256").update(text).digest("hex")}.json`;
      writeFileSync(join(folder, file), text);
      return { Config: file, RepoTags: plan.tags, Layers: plan.layers.map((layer) => basename(layer.file)) };
    });
    writeFileSync(join(folder, "manifest.json"), JSON.stringify(manifest));
    const files = new Set(plans.flatMap((plan) => plan.layers.map((layer) => layer.file)));
    files.forEach((file) => symlinkSync(file, join(folder, basename(file))));
    await send(
      engine,
      folder,
      plans.flatMap((plan) => plan.tags),
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function send(engine: EngineApi, folder: string, tags: string[]): Promise<void> {
  const body: Readable = spawn("tar", ["--dereference", "-cf", "-", "-C", folder, "."], {
    stdio: ["ignore", "pipe", "inherit"],
  }).stdout;
  const answer = await engine.request("/images/load?quiet=1", { method: "POST", body, timeout: 300_000 });
  const refused = /"error":\s*"((?:[^"\\]|\\.)*)"/.exec(answer.body)?.[1];
  if (answer.status !== 200 || refused) {
    throw new Error(
      `Could not load ${tags.join(", ")} into the Docker Engine at ${engine.address.host}: ${refused ?? `HTTP ${answer.status} ${answer.body.trim()}`}. ` +
        "See that its disk is not full, and run the same command again.",
    );
  }
}

function imageConfig({ layers, config }: ImagePlan): object {
  const created = layers[layers.length - 1].built.toISOString();
  return {
    architecture: process.arch === "x64" ? "amd64" : process.arch,
    os: "linux",
    created,
    config,
    rootfs: { type: "layers", diff_ids: layers.map((layer) => layer.digest) },
    history: layers.map(() => ({ created, created_by: "dockwire sandbox" })),
  };
}

import { createHash } from "node:crypto";
import {
  createReadStream,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { withFileLock } from "../FileLock.cjs";
import { cacheRoot } from "../Paths";
import { say } from "../Step";

/** One layer of an image, kept as a tar file in the user's cache. */
export interface Layer {
  file: string;
  /** "sha256:..." of the tar file, as an image's configuration names it. */
  digest: string;
  built: Date;
}

export const layerFolder = join(cacheRoot, "layers");

/**
 * The layer that `build` makes, built once for all that goes into it: `inputs` must change when its content should. `build` gets the file to write and an empty folder to work in.
 * It appears whole or not at all, and two runs at once build it once.
 */
export async function ensureLayer(
  name: string,
  inputs: string[],
  build: (file: string, work: string) => Promise<void>,
): Promise<Layer> {
  const key = `${name}-${createHash("sha256").update(inputs.join("\0")).digest("hex").slice(0, 16)}`;
  const file = join(layerFolder, `${key}.tar`);
  const digestFile = `${file}.sha256`; // written before the tar gets its name
  if (!existsSync(file)) {
    mkdirSync(layerFolder, { recursive: true });
    await withFileLock(
      `${file}.lock`,
      async () => {
        if (existsSync(file)) return;
        const partial = `${file}.partial`;
        const work = `${file}.work`;
        for (const rest of [partial, work]) rmSync(rest, { recursive: true, force: true }); // of a run that was killed
        mkdirSync(work);
        await build(partial, work);
        rmSync(work, { recursive: true, force: true });
        writeFileSync(digestFile, await sha256(partial));
        renameSync(partial, file);
      },
      (pid) => say("images", `waiting for process ${pid}, which builds ${key}`),
    );
  }
  return { file, digest: `sha256:${readFileSync(digestFile, "utf8")}`, built: statSync(file).mtime };
}

async function sha256(file: string): Promise<string> {
  const hash = createHash("sha256");
  await pipeline(createReadStream(file), hash);
  return hash.digest("hex");
}

import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { PICTURE_STYLE } from "../topology/drawing/style";

/** The page's parts, and the file of the thread that lays out. */
export interface LiveFiles {
  readonly script: string;
  readonly style: string;
  readonly worker: string;
}

/** Made by live/build.mjs: in the package beside the command, and from sources at each start. */
export async function liveFiles(): Promise<LiveFiles> {
  const folder = await builtFolder();
  const read = (name: string) => readFileSync(join(folder, name), "utf8");
  return {
    // An end tag inside would end the element; in JavaScript both mean the same.
    script: read("page.js").replace(/<\/(script)/gi, "<\\/$1"),
    style: PICTURE_STYLE + read("page.css"),
    worker: join(folder, "layoutWorker.cjs"),
  };
}

async function builtFolder(): Promise<string> {
  const sources = join(__dirname, "fromSources.cjs");
  if (!existsSync(sources)) return join(__dirname, "live");
  const { build } = (await import(sources)) as { build: () => Promise<string> };
  return build();
}

// Bundles the live page, script and style, and the thread that lays pictures out.
import { mkdirSync, renameSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build as esbuild } from "esbuild";

const here = dirname(fileURLToPath(import.meta.url));

/** Makes page.js, page.css and layoutWorker.cjs in a folder, and answers with that. */
export async function build(folder = join(here, "dist")) {
  mkdirSync(folder, { recursive: true });
  const common = { bundle: true, minify: true, write: false, logLevel: "error", outdir: folder };
  const bundles = await Promise.all([
    esbuild({
      ...common,
      entryPoints: { page: join(here, "page/main.tsx") },
      tsconfig: join(here, "page/tsconfig.json"),
      platform: "browser",
      format: "iife",
      target: ["chrome111", "firefox113", "safari16.4"],
      charset: "utf8",
    }),
    esbuild({
      ...common,
      entryPoints: { layoutWorker: join(here, "layoutWorker.ts") },
      outExtension: { ".js": ".cjs" },
      platform: "node",
      target: "node20",
      format: "cjs",
      // elkjs asks for it where it finds no worker of the browser's, and does without.
      external: ["web-worker"],
    }),
  ]);
  for (const { path, contents } of bundles.flatMap(({ outputFiles }) => outputFiles)) keep(path, contents);
  return folder;
}

/** Whole or not at all: another process may read it now. */
function keep(path, contents) {
  const draft = `${path}.${process.pid}`;
  writeFileSync(draft, contents);
  renameSync(draft, path);
}

// Bundles the live page, script and style, and the thread that lays pictures out.
import { mkdirSync, renameSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build as esbuild } from "esbuild";

const here = dirname(fileURLToPath(import.meta.url));

/** Takes the layout's library, of which one copy is enough, from the file at `path`, relative to the bundle. */
export const sharedElk = (path) => ({
  name: "shared elk",
  setup({ onResolve }) {
    onResolve({ filter: /^elkjs\/lib\/elk\.bundled\.js$/ }, () => ({ path, external: true }));
  },
});

/**
 * Makes page.js, page.css and layoutWorker.cjs in a folder, and answers with that. `elk` is where the layout's library lies,
 * relative to the folder; without it the library is in the bundle.
 */
export async function build(folder = join(here, "dist"), elk = undefined) {
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
      plugins: elk ? [sharedElk(elk)] : [],
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

// Bundles the provider into one file: loading it as some hundred modules would cost more than running it.
import { mkdirSync, renameSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build as esbuild } from "esbuild";

const folder = dirname(fileURLToPath(import.meta.url));

/** Written under another name first, so that a provider that starts meanwhile never meets half a file. */
export async function build() {
  const bundle = join(folder, "dist", "provider.cjs");
  mkdirSync(dirname(bundle), { recursive: true });
  const draft = `${bundle}.${process.pid}`;
  await esbuild({
    entryPoints: [join(folder, "main.ts")],
    outfile: draft,
    bundle: true,
    platform: "node",
    target: "node20",
    format: "cjs",
    // What is kept compiled between runs can require, but not import.
    supported: { "dynamic-import": false },
    minifyWhitespace: true,
    minifySyntax: true,
    // Optional native parts of ssh2; it does without.
    external: ["cpu-features", "*.node"],
    logLevel: "error",
  });
  renameSync(draft, bundle);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await build();

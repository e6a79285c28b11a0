// Bundles the provider into one file: loading it as some hundred modules would cost more than running it.
import { mkdirSync, renameSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build as esbuild } from "esbuild";

const folder = dirname(fileURLToPath(import.meta.url));

/**
 * What dockerode loads at once and hardly any Engine is reached by: ssh, and the sessions of BuildKit. Each exports one
 * function, and is loaded when that is called.
 */
const late = {
  name: "late",
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^\.\/(ssh|session)$/ }, ({ path, resolveDir }) =>
      /[\\/](docker-modem|dockerode)[\\/]lib$/.test(resolveDir)
        ? { path: join(resolveDir, `${path}.js`), namespace: "late" }
        : undefined,
    );
    onLoad({ filter: /$/, namespace: "late" }, ({ path }) => ({
      contents: `module.exports = (...given) => require(${JSON.stringify(path)})(...given);`,
      resolveDir: dirname(path),
    }));
  },
};

const dist = join(folder, "dist");

/** Pulumi's SDK loads a compiler at once, to write functions into a state. Components have none to write. */
const noCompiler = {
  name: "no compiler",
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]typescript-shim\.js$/ }, () => ({ contents: "module.exports = {};" }));
  },
};

/** Bundles the provider of resources and functions. */
export function build(into = dist) {
  return bundleInto(join(into, "provider.cjs"), join(folder, "main.ts"));
}

/**
 * Bundles what constructs components, with Pulumi's whole SDK; `installed` names the packages that stay outside. It serves no
 * TypeScript, so the compilers do.
 */
export function buildComponents(installed = [], into = dist) {
  const external = ["typescript", "ts-node", "node-gyp", ...installed];
  return bundleInto(join(into, "components.cjs"), join(folder, "..", "construct", "main.ts"), external);
}

/** Written under another name first, so that a provider that starts meanwhile never meets half a file. */
async function bundleInto(bundle, entry, external = []) {
  mkdirSync(dirname(bundle), { recursive: true });
  const draft = `${bundle}.${process.pid}`;
  await esbuild({
    entryPoints: [entry],
    outfile: draft,
    // Names of modules in the bundle are relative to it, so it is the same from wherever it is built.
    absWorkingDir: dirname(folder),
    bundle: true,
    platform: "node",
    target: "node20",
    format: "cjs",
    // What is kept compiled between runs can require, but not import.
    supported: { "dynamic-import": false },
    minifyWhitespace: true,
    minifySyntax: true,
    // Optional native parts of ssh2; it does without.
    external: ["cpu-features", "*.node", ...external],
    plugins: [late, noCompiler],
    logLevel: "error",
  });
  renameSync(draft, bundle);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await build();

// Bundles the provider into one file: loading it as some hundred modules would cost more than running it.
import { mkdirSync, renameSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build as esbuild } from "esbuild";

const folder = dirname(fileURLToPath(import.meta.url));

/**
 * What dockerode loads at once. Hardly any Engine is reached by ssh, so that is loaded when it is called; it exports one
 * function. The sessions of BuildKit, with a gRPC of their own, are for builds, and nothing here builds an image.
 */
export const lean = {
  name: "lean dockerode",
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^\.\/(ssh|session)$/ }, ({ path, resolveDir }) =>
      /[\\/](docker-modem|dockerode)[\\/]lib$/.test(resolveDir)
        ? { path: join(resolveDir, `${path}.js`), namespace: path.slice(2) }
        : undefined,
    );
    onLoad({ filter: /$/, namespace: "ssh" }, ({ path }) => ({
      contents: `module.exports = (...given) => require(${JSON.stringify(path)})(...given);`,
      resolveDir: dirname(path),
    }));
    onLoad({ filter: /$/, namespace: "session" }, () => ({
      contents: `module.exports = () => { throw new Error("BuildKit is not part of this bundle"); };`,
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
    plugins: [lean, noCompiler],
    logLevel: "error",
  });
  renameSync(draft, bundle);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await build();

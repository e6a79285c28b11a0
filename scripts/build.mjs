// Builds what the npm package holds: components and policies as CommonJS with their types, the policy pack, the provider.
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build as esbuild } from "esbuild";
import { rollup } from "rollup";
import { dts } from "rollup-plugin-dts";
import { build as buildLive, sharedElk } from "../live/build.mjs";
import { build as buildProvider, buildComponents, lean } from "../provider/build.mjs";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const dist = join(root, "dist");
const { version, dependencies, peerDependencies } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
const external = Object.keys({ ...dependencies, ...peerDependencies });

rmSync(dist, { recursive: true, force: true });
mkdirSync(join(dist, "policy"), { recursive: true });
await Promise.all([
  buildProvider(),
  buildLive(join(dist, "live"), "../elk.cjs"),
  buildElk(),
  buildComponents(["@pulumi/pulumi", "@pulumi/docker"]),
  bundle("components/index.ts", "index.js"),
  bundle("policy/policies.ts", "policy/policies.js"),
  bundle("policy/index.ts", "policy/index.js"),
]);
await buildCommand();
await declare("components/index.ts", "index.d.ts");
await declare("policy/policies.ts", "policy/policies.d.ts");
writePack();

/** One file each, as importing many costs more; what a program has installed itself stays outside. */
async function bundle(entry, file) {
  await esbuild({
    entryPoints: [join(root, entry)],
    outfile: join(dist, file),
    bundle: true,
    external: [...external, "./policies"],
    platform: "node",
    target: "node20",
    format: "cjs",
    sourcemap: true,
    sourcesContent: false,
    logLevel: "error",
  });
}

/** Lays out the pictures of the command and of the live page. */
async function buildElk() {
  await esbuild({
    entryPoints: [join(root, "node_modules/elkjs/lib/elk.bundled.js")],
    outfile: join(dist, "elk.cjs"),
    bundle: true,
    external: ["web-worker"],
    platform: "node",
    target: "node20",
    format: "cjs",
    minify: true,
    logLevel: "error",
  });
}

/** The command line, with all that it needs. */
async function buildCommand() {
  await esbuild({
    entryPoints: [join(root, "cli/dockwire.ts")],
    outfile: join(dist, "dockwire.js"),
    bundle: true,
    external: ["cpu-features", "*.node"],
    platform: "node",
    target: "node20",
    format: "cjs",
    minify: true,
    plugins: [sharedElk("./elk.cjs"), lean],
    // yargs is an ES module and asks where it lies; a CommonJS file has another word for that.
    define: { "import.meta.url": "fileUrl" },
    banner: { js: `const fileUrl = require("node:url").pathToFileURL(__filename).href;` },
    logLevel: "error",
  });
}

/** The public types alone, with their comments. */
async function declare(entry, file) {
  const types = await rollup({
    input: join(root, entry),
    external: (id) => external.some((name) => id === name || id.startsWith(`${name}/`)) || id.startsWith("node:"),
    plugins: [dts({ tsconfig: join(root, "tsconfig.json") })],
  });
  await types.write({ file: join(dist, file), format: "es" });
  await types.close();
}

/** The folder that `--policy-pack` takes. */
function writePack() {
  const pack = join(dist, "policy");
  const description = readFileSync(join(root, "policy", "PulumiPolicy.yaml"), "utf8");
  writeFileSync(join(pack, "PulumiPolicy.yaml"), description.replace("index.ts", "index.js"));
  const about = { name: "dockwire-policy", version, private: true, main: "index.js" };
  writeFileSync(join(pack, "package.json"), `${JSON.stringify(about, undefined, 2)}\n`);
}

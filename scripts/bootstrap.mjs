// The one file that runs on a fresh clone, so it needs nothing but Node: it installs the npm packages if they are
// missing, bundles the sandbox's TypeScript (a tenth of a second; ts-node takes one) and runs the command.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const require = createRequire(import.meta.url);
const { withFileLock } = require("../sandbox/FileLock.cjs");
const OLDEST_NODE = [20, 12]; // the first with a parentPath at each entry of a folder

function lockedPackages(path) {
  try {
    return JSON.parse(readFileSync(join(root, path), "utf8")).packages;
  } catch (error) {
    if (error.code === "ENOENT" || error instanceof SyntaxError) return undefined;
    throw error;
  }
}

// npm writes the list in node_modules last, so an interrupted installation has none or an old one.
function isInstalled() {
  const wanted = lockedPackages("package-lock.json");
  const present = lockedPackages("node_modules/.package-lock.json");
  if (!wanted)
    throw new Error(
      `${join(root, "package-lock.json")} is missing or damaged; get it back with \`git checkout package-lock.json\`.`,
    );
  if (!present) return false;
  return Object.entries(wanted).every(
    ([name, { version, optional, devOptional, link }]) =>
      !name || link || (present[name] ? present[name].version === version : optional || devOptional),
  );
}

async function installPackages() {
  if (isInstalled()) return;
  const say = (text) => process.stderr.write(`packages: ${text}\n`);
  await withFileLock(
    join(root, ".dockwire/packages.lock"),
    async () => {
      if (isInstalled()) return;
      const start = Date.now();
      say("installing the npm packages of package-lock.json (npm ci) ...");
      const npm = process.platform === "win32" ? "npm.cmd" : "npm";
      const child = spawn(npm, ["ci", "--ignore-scripts", "--no-audit", "--no-fund"], {
        cwd: root,
        stdio: ["ignore", 2, 2],
        shell: process.platform === "win32",
      });
      const [code, signal] = await once(child, "close").catch((error) => [error.message]);
      if (code !== 0) {
        throw new Error(
          `Could not install the npm packages in ${root}: \`npm ci\` ended with ${signal ?? (typeof code === "number" ? `exit code ${code}` : code)}. ` +
            "Its own message is above; run the same command again once that is put right.",
        );
      }
      say(`done in ${((Date.now() - start) / 1000).toFixed(1)} s`);
    },
    (pid) => say(`waiting for process ${pid}, which is installing them`),
  );
}

function bundle() {
  const outfile = join(root, "node_modules/.cache/dockwire", `scripts-${process.pid}.cjs`);
  mkdirSync(dirname(outfile), { recursive: true });
  require("esbuild").buildSync({
    entryPoints: [join(root, "scripts/cli.ts")],
    bundle: true,
    platform: "node",
    target: "node20",
    format: "cjs",
    packages: "external",
    sourcemap: "inline",
    outfile,
  });
  return outfile;
}

async function main() {
  const [major, minor] = process.versions.node.split(".").map(Number);
  if (major < OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor < OLDEST_NODE[1])) {
    throw new Error(
      `Node ${process.versions.node} is too old: dockwire needs Node ${OLDEST_NODE.join(".")} or newer. Install it and run the same command again.`,
    );
  }
  await installPackages();
  process.setSourceMapsEnabled(true);
  const file = bundle();
  const { run } = require(file);
  rmSync(file, { force: true });
  process.exitCode = await run(process.argv[2], process.argv.slice(3));
}

main().catch((error) => {
  process.stderr.write(`\n${error instanceof Error ? error.message : error}\n`);
  process.exitCode = 1;
});

// In the repository the bundle is kept up to date with its sources.
const { readdirSync, statSync } = require("node:fs");
const { join } = require("node:path");
const { isOn } = require("../startup/isOn.cjs");
const { keepCompiled } = require("../startup/keepCompiled.cjs");

const bundle = join(__dirname, "dist", "provider.cjs");

if (!isStale()) run();
else {
  import("./build.mjs")
    .then(({ build }) => build())
    .then(run, (error) => {
      console.error(`dockwire's provider cannot be built: ${error.message}. Run "npm ci" in the project's folder.`);
      process.exit(1);
    });
}

/** Out of code that an earlier run has compiled: it halves the start. */
function run() {
  if (isOn) keepCompiled(join(__dirname, "dist", "compiled"), (file) => file === bundle);
  return require(bundle);
}

function isStale() {
  const built = statSync(bundle, { throwIfNoEntry: false });
  if (!built) return true;
  return [__dirname, join(__dirname, "..", "engine")].some((folder) =>
    readdirSync(folder, { recursive: true })
      .filter((name) => /\.(ts|json)$/.test(name))
      .some((name) => statSync(join(folder, name)).mtimeMs > built.mtimeMs),
  );
}

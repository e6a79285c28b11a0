// The process that constructs components starts with this file.
const { existsSync, readdirSync, statSync } = require("node:fs");
const { join } = require("node:path");

const bundle = join(__dirname, "dist", "components.cjs");
const sources = ["../components", "../construct"].map((folder) => join(__dirname, folder));

// A packaged plugin comes without sources, and so without anything to compare with.
if (!sources.every(existsSync) || !isStale()) require(bundle);
else {
  import("./build.mjs")
    .then(({ buildComponents }) => buildComponents())
    .then(() => require(bundle))
    .catch((error) => {
      console.error(`dockwire's components cannot be built: ${error.message}. Run "npm ci" in the project's folder.`);
      process.exit(1);
    });
}

function isStale() {
  const built = statSync(bundle, { throwIfNoEntry: false });
  if (!built) return true;
  return sources.some((folder) =>
    readdirSync(folder, { recursive: true })
      .filter((name) => /\.ts$/.test(name))
      .some((name) => statSync(join(folder, name)).mtimeMs > built.mtimeMs),
  );
}

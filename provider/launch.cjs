// Compiled code is kept between runs where Node can do that (22.1 and later): it halves the start.
require("node:module").enableCompileCache?.();
const { existsSync, readdirSync, statSync } = require("node:fs");
const { join } = require("node:path");

const bundle = join(__dirname, "dist", "provider.cjs");

// A packaged plugin comes without sources, and so without anything to compare with.
if (!existsSync(join(__dirname, "main.ts")) || !isStale()) require(bundle);
else {
  import("./build.mjs")
    .then(({ build }) => build())
    .then(
      () => require(bundle),
      (error) => {
        console.error(`dockwire's provider cannot be built: ${error.message}. Run "npm ci" in the project's folder.`);
        process.exit(1);
      },
    );
}

function isStale() {
  const built = statSync(bundle, { throwIfNoEntry: false });
  if (!built) return true;
  return readdirSync(__dirname, { recursive: true })
    .filter((name) => /\.(ts|json)$/.test(name))
    .some((name) => statSync(join(__dirname, name)).mtimeMs > built.mtimeMs);
}

// Pulumi starts this file, by the launcher beside it or by PulumiPlugin.yaml. It exports nothing: what a plugin exports,
// Pulumi takes for components.
const { existsSync } = require("node:fs");
const Module = require("node:module");
const { join } = require("node:path");

const sources = join(__dirname, "fromSources.cjs");
// The package comes with the bundle alone, which Node keeps compiled from 22.1 on.
if (existsSync(sources)) require(sources);
else {
  if (process.env.DOCKWIRE_STARTUP !== "off") Module.enableCompileCache?.(join(__dirname, "dist", "compiled"));
  require("./dist/provider.cjs");
}

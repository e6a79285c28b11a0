// Pulumi.yaml has Node load this first (`nodeargs`). Pulumi's SDK loads a compiler and npm's own resolver before it comes
// to the program, and that takes longer than the program (pulumi/pulumi#3671).
// DOCKWIRE_STARTUP=off turns all of it off, and with another version of the SDK only compiled code is kept.
const { dirname, join, sep } = require("node:path");
const { setFlagsFromString } = require("node:v8");
const { debugLate } = require("./debugLate.cjs");
const { isOn } = require("./isOn.cjs");
const { keepCompiled } = require("./keepCompiled.cjs");
const { skipLeakTraces } = require("./leakTraces.cjs");
const { loadLate } = require("./loadLate.cjs");
const { isKnownSdk } = require("./sdkVersion.cjs");
const { shortenTraces } = require("./shortTraces.cjs");

const ROOT = dirname(__dirname);
const INSTALLED = `${sep}node_modules${sep}`;
const SDK = join(INSTALLED, "@pulumi", "pulumi", sep);
// It has import() in its messages alone.
const COMPILER = join(INSTALLED, "typescript", "lib", "typescript.js");
/** What the SDK loads at each start, as it calls it, and what few programs use. */
const SELDOM_USED = new Set([
  // The Automation API.
  "./automation",
  // For functions that are sent to a cloud.
  "@npmcli/arborist",
  "fdir",
  "normalize-package-data",
  // For traces of the program (`--tracing`).
  "@opentelemetry/exporter-zipkin",
  "@opentelemetry/instrumentation",
  "@opentelemetry/instrumentation-grpc",
  "@opentelemetry/resources",
  "@opentelemetry/sdk-trace-base",
  "@opentelemetry/sdk-trace-node",
  // For package.yaml, and for versions of component packages.
  "js-yaml",
  "semver",
]);

if (isOn) {
  // The SDK sets this flag in the middle of its start, and V8 takes no code that was compiled under other flags.
  setFlagsFromString("--allow-natives-syntax");
  keepCompiled(
    join(ROOT.includes(INSTALLED) ? dirname(ROOT) : join(ROOT, "node_modules"), ".cache/dockwire/compiled"),
    (file, text) => isLasting(file) && (file.endsWith(COMPILER) || !/\bimport\s*\(/.test(text)),
  );
  if (isKnownSdk()) {
    loadLate((request, by) => SELDOM_USED.has(request) && by.includes(SDK));
    skipLeakTraces();
    debugLate();
    shortenTraces();
  }
}

/** Whether it is still there the next time. */
function isLasting(file) {
  return file.includes(INSTALLED) || (file.startsWith(ROOT + sep) && !file.startsWith(join(ROOT, ".dockwire") + sep));
}

// Before 22.1 Node does not keep compiled code between runs by itself, and compiling takes half of this process's start.
const { createHash } = require("node:crypto");
const { readdirSync, readFileSync, renameSync, rmSync, writeFileSync } = require("node:fs");
const Module = require("node:module");
const { dirname, join } = require("node:path");
const { Script } = require("node:vm");

/** By then the functions that the first requests need are compiled too. */
const KEEP_AFTER_MS = 1_000;

/** Runs a bundle as `require` does, out of code that an earlier run has compiled if there is any. */
exports.runCompiled = (bundle) => {
  const folder = dirname(bundle);
  const source = readFileSync(bundle, "utf8");
  // V8 itself compares no more than the length of the source.
  const digest = createHash("sha256").update(source).digest("hex").slice(0, 16);
  const place = join(folder, `${digest}-${process.versions.v8}.compiled`);
  const cachedData = read(place);
  const script = new Script(Module.wrap(source), { filename: bundle, cachedData });
  const loaded = new Module(bundle);
  loaded.filename = bundle;
  script.runInThisContext()(loaded.exports, Module.createRequire(bundle), loaded, bundle, folder);
  if (cachedData && !script.cachedDataRejected) return;
  setTimeout(() => keep(folder, place, script), KEEP_AFTER_MS).unref();
};

function read(place) {
  try {
    return readFileSync(place);
  } catch {
    return undefined;
  }
}

/** In the place of what was kept for older bundles; a folder that cannot be written to costs time only. */
function keep(folder, place, script) {
  const draft = `${place}.${process.pid}`;
  try {
    writeFileSync(draft, script.createCachedData());
    const older = readdirSync(folder).filter((name) => name.includes(".compiled") && join(folder, name) !== draft);
    for (const name of older) rmSync(join(folder, name), { force: true });
    renameSync(draft, place);
  } catch {
    rmSync(draft, { force: true });
  }
}

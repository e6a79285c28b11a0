// For Node 20 alone, which keeps no compiled code itself. It can go when Node 20 does.
const { createHash } = require("node:crypto");
const { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } = require("node:fs");
const Module = require("node:module");
const { dirname, join } = require("node:path");
const { Script } = require("node:vm");

/** By then the functions that the first requests need are compiled too. */
const KEEP_AFTER_MS = 1_000;

/**
 * Lets this process load modules out of code that an earlier one has compiled. What changed since then is compiled
 * again. A folder that cannot be written to costs time only.
 *
 * @param folder where the code is kept
 * @param wanted whose code is kept, by file name and text; what is kept cannot `import()`
 */
exports.keepCompiled = (folder, wanted) => {
  const place = join(folder, `${process.version}-${process.arch}.compiled`);
  const kept = read(place);
  const fresh = new Map();
  const compile = Module.prototype._compile;
  Module.prototype._compile = function (content, filename, ...rest) {
    if (!wanted(filename, content) || content.startsWith("#!")) return compile.call(this, content, filename, ...rest);
    // V8 itself compares no more than the length of the source.
    const digest = createHash("sha1").update(content).digest("base64");
    const known = kept.get(filename);
    const cachedData = known?.digest === digest ? known.code : undefined;
    const script = new Script(Module.wrap(content), { filename, cachedData });
    if (!cachedData || script.cachedDataRejected) fresh.set(filename, { digest, script });
    const run = script.runInThisContext();
    return run.call(this.exports, this.exports, requireOf(this), this, filename, dirname(filename));
  };
  const keep = () => {
    if (fresh.size > 0) write(place, kept, fresh);
    fresh.clear();
  };
  setTimeout(keep, KEEP_AFTER_MS).unref();
  process.once("exit", keep);
};

/** What Node hands to a module as `require`. */
function requireOf(module) {
  const require = (id) => module.require(id);
  require.resolve = (request, options) => Module._resolveFilename(request, module, false, options);
  require.resolve.paths = (request) => Module._resolveLookupPaths(request, module);
  return Object.assign(require, { main: process.mainModule, extensions: Module._extensions, cache: Module._cache });
}

/** The file begins with the length of its table of contents; the code of each module follows that. */
function read(place) {
  try {
    const file = readFileSync(place);
    const begin = 4 + file.readUInt32LE(0);
    const table = JSON.parse(file.toString("utf8", 4, begin));
    return new Map(
      table.map(([name, digest, from, until]) => [name, { digest, code: file.subarray(begin + from, begin + until) }]),
    );
  } catch {
    return new Map();
  }
}

/** Whole or not at all. */
function write(place, kept, fresh) {
  const draft = `${place}.${process.pid}`;
  try {
    mkdirSync(dirname(place), { recursive: true });
  } catch {
    return;
  }
  try {
    for (const [name, { digest, script }] of fresh) kept.set(name, { digest, code: script.createCachedData() });
    let until = 0;
    const table = [...kept].map(([name, { digest, code }]) => [name, digest, until, (until += code.length)]);
    const contents = Buffer.from(JSON.stringify(table));
    const length = Buffer.alloc(4);
    length.writeUInt32LE(contents.length);
    writeFileSync(draft, Buffer.concat([length, contents, ...[...kept.values()].map(({ code }) => code)]));
    renameSync(draft, place);
  } catch {
    rmSync(draft, { force: true });
  }
}

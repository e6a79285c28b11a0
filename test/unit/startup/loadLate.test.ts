import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { projectRoot } from "../../support/projectRoot";

describe("A module that loads late", () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "dockwire-late-"));
    mkdirSync(join(folder, "node_modules"));
  });

  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  /** What is printed when main.js, of that text, requires the module `heavy`, of that text, which loads late. */
  function run(main: string, heavy: string): string[] {
    writeFileSync(join(folder, "node_modules", "heavy.js"), `console.log("loaded"); ${heavy}`);
    writeFileSync(join(folder, "main.js"), main);
    const late = join(projectRoot, "startup", "loadLate.cjs");
    const program = `require(${JSON.stringify(late)}).loadLate((name, by) => name === "heavy" && by.endsWith("main.js"));
      require(${JSON.stringify(join(folder, "main.js"))});`;
    return execFileSync(process.execPath, ["-e", program], { encoding: "utf8" }).trim().split("\n");
  }

  it("is loaded by the first use, and is itself then", () => {
    const main = "const heavy = require('heavy'); console.log('required'); console.log(heavy.word, heavy.word);";
    assert.deepEqual(run(main, "module.exports = { word: 'itself' };"), ["required", "loaded", "itself itself"]);
  });

  it("is what TypeScript's default import makes of it", () => {
    const main = `const made = (module) => (module && module.__esModule ? module : { default: module });
      const heavy = made(require("heavy")); console.log("required"); console.log(heavy.default());`;
    assert.deepEqual(run(main, "module.exports = () => 'a function';"), ["required", "loaded", "a function"]);
    const esModule = "exports.__esModule = true; exports.default = () => 'a default';";
    assert.deepEqual(run(main, esModule), ["required", "loaded", "a default"]);
  });

  it("tells its names to whoever goes through them", () => {
    const main =
      "const heavy = require('heavy'); console.log(Object.keys(heavy).join(), 'one' in heavy, { ...heavy }.two);";
    assert.deepEqual(run(main, "exports.one = 1; exports.two = 2;"), ["loaded", "one,two true 2"]);
  });

  it("is loaded at once for any other file", () => {
    writeFileSync(join(folder, "other.js"), "require('heavy'); console.log('required');");
    assert.deepEqual(run("require('./other');", ""), ["loaded", "required"]);
  });
});

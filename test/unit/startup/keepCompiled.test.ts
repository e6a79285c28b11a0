import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { projectRoot } from "../../support/projectRoot";

const LONG_AGO = new Date("2020-01-01T00:00:00Z");

describe("Code that is kept compiled from one process to the next", () => {
  let folder: string;
  const kept = () => join(folder, "kept");

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "dockwire-compiled-"));
  });

  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  function write(name: string, text: string): string {
    const file = join(folder, name);
    writeFileSync(file, text);
    return file;
  }

  /** What a process prints that loads a module under keepCompiled. */
  function run(file: string, keepIn = kept()): string {
    const startup = join(projectRoot, "startup", "keepCompiled.cjs");
    const program = `require(${JSON.stringify(startup)}).keepCompiled(${JSON.stringify(keepIn)}, (file, text) => !text.includes("import("));
      require(${JSON.stringify(file)});`;
    return execFileSync(process.execPath, ["-e", program], { encoding: "utf8" }).trim();
  }

  function keptFiles(): string[] {
    return readdirSync(kept(), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name));
  }

  it("is made once and taken from then on", () => {
    const file = write("one.js", "console.log([1, 2].map((n) => n + 1).join())");
    assert.equal(run(file), "2,3");
    const [first, ...others] = keptFiles();
    assert.ok(first);
    for (const each of [first, ...others]) utimesSync(each, LONG_AGO, LONG_AGO);
    assert.equal(run(file), "2,3");
    for (const each of keptFiles()) assert.deepEqual(statSync(each).mtime, LONG_AGO, `${each} was written again`);
  });

  it("is not taken for a file that was edited, not even when it is as long as before", () => {
    const file = write("one.js", "console.log('before')");
    assert.equal(run(file), "before");
    write("one.js", "console.log('edited')");
    assert.equal(run(file), "edited");
    assert.equal(run(file), "edited");
  });

  it("is made for a second program without the first one's being lost", () => {
    const first = write("one.js", "console.log('first')");
    const second = write("two.js", "console.log('second')");
    run(first);
    run(second);
    const before = keptFiles().map((each) => [each, statSync(each).mtimeMs]);
    assert.deepEqual([run(first), run(second)], ["first", "second"]);
    assert.deepEqual(
      keptFiles().map((each) => [each, statSync(each).mtimeMs]),
      before,
    );
  });

  it("runs as a module does: its require, its exports and its folder", () => {
    write("other.js", "exports.word = 'other'; exports.parent = module.parent.filename;");
    const file = write(
      "one.js",
      `"use strict";
      const other = require("./other");
      exports.own = this === exports && module.exports === exports;
      console.log(JSON.stringify([
        other.word, other.parent === __filename, exports.own, require.resolve("./other") === __dirname + "/other.js",
        require.cache[__filename] === module, require.resolve.paths("x").length > 1,
      ]));`,
    );
    for (const round of ["made", "kept"]) {
      assert.equal(run(file), '["other",true,true,true,true,true]', `with code that was ${round}`);
    }
  });

  it("is made again when what was kept is broken", () => {
    const file = write("one.js", "console.log('whole')");
    run(file);
    for (const each of keptFiles()) writeFileSync(each, "no code at all");
    assert.deepEqual([run(file), run(file)], ["whole", "whole"]);
  });

  it("is done without where nothing can be written", () => {
    const file = write("one.js", "console.log('whole')");
    assert.equal(run(file, join(file, "below", "a file")), "whole");
  });

  it("shows where an error came from", () => {
    const file = write(
      "one.js",
      "function failing() {\n  throw new Error('late');\n}\ntry { failing() } catch (e) { console.log(e.stack) }",
    );
    for (const round of ["made", "kept"]) assert.match(run(file), /Error: late\n +at failing \(.*one\.js:2:9\)/, round);
  });

  it("is not made of what the caller leaves out, such as a module that imports later", () => {
    write("late.mjs", "export const word = 'late';");
    const file = write("one.js", "import('./late.mjs').then(({ word }) => console.log(word))");
    assert.deepEqual([run(file), run(file)], ["late", "late"]);
  });

  it("leaves a file alone that begins with #!", () => {
    const file = write("one.js", "#!/usr/bin/env node\nconsole.log('script')");
    assert.deepEqual([run(file), run(file)], ["script", "script"]);
  });
});

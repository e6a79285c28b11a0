import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { conclude, NOTHING, summary } from "../../runner/Counts";
import { MochaProcess } from "../../runner/MochaProcess";

describe("A process of tests", () => {
  let folder: string;

  before(() => (folder = mkdtempSync(join(tmpdir(), "dockwire-tests-"))));
  after(() => rmSync(folder, { recursive: true }));

  async function outcomeOf(text: string, flags: string[] = []) {
    const file = join(folder, "some.test.js");
    writeFileSync(file, text);
    const mocha = new MochaProcess({ files: [file], flags, env: process.env, enter: [], live: false });
    const { counts, output } = await mocha.outcome();
    return { counts: summary(counts), failures: counts.failures, output };
  }

  it("counts what passed, failed and was skipped, and prints the reason of a skip", async () => {
    const { counts, failures, output } = await outcomeOf(`
      it("passes", () => {});
      it("fails", () => { throw new Error("no way"); });
      it("is left out", function () { this.test.skipReason = "no browser here"; this.skip(); });`);
    assert.equal(counts, "1 passed, 1 failed, 1 skipped");
    assert.match(output, /skipped: is left out: no browser here/);
    assert.match(output, /Error: no way/);
    assert.equal(failures.length, 1);
    assert.match(failures[0] ?? "", /^fails\nError: no way\n/);
  });

  it("that exits in the middle is a failure, whatever its exit code", async () => {
    const { counts, output } = await outcomeOf(`it("passes", () => {}); it("leaves", () => process.exit(0));`);
    assert.equal(counts, "0 passed, 1 failed, 0 skipped");
    assert.match(
      output,
      /did not come to the end of its tests, and ended with exit code 0; this counts as one failure/,
    );
  });

  it("that is killed in the middle is a failure", async () => {
    const { counts, failures, output } = await outcomeOf(`it("dies", () => process.kill(process.pid, "SIGKILL"));`);
    assert.equal(counts, "0 passed, 1 failed, 0 skipped");
    assert.match(output, /ended with SIGKILL/);
    assert.match(failures.join(), /some\.test\.js\n.*ended with SIGKILL/);
  });

  it("that cannot be loaded is a failure", async () => {
    const { counts, output } = await outcomeOf(`require("./not-there");`);
    assert.equal(counts, "0 passed, 1 failed, 0 skipped");
    assert.match(output, /Cannot find module '\.\/not-there'/);
  });

  it("that crashes after its tests have all passed is a failure", async () => {
    const { counts, output } = await outcomeOf(`
      it("passes", () => {});
      setTimeout(() => process.kill(process.pid, "SIGKILL"), 300);`);
    assert.equal(counts, "1 passed, 1 failed, 0 skipped");
    assert.match(output, /ended with SIGKILL although no test failed/);
  });

  it("runs what the flags choose", async () => {
    const { counts } = await outcomeOf(`it("one", () => {}); it("two", () => {});`, ["--grep", "two"]);
    assert.equal(counts, "1 passed, 0 failed, 0 skipped");
  });
});

describe("The exit code of the tests", () => {
  const print = console.log;
  const said: string[] = [];
  beforeEach(() => {
    said.length = 0;
    console.log = (text: string) => said.push(text);
  });
  afterEach(() => (console.log = print));

  for (const [passed, failed, skipped, code] of [
    [3, 0, 1, 0],
    [3, 1, 0, 1],
    [0, 0, 0, 1],
  ] as const) {
    it(`is ${code} for ${passed} passed, ${failed} failed, ${skipped} skipped`, () => {
      assert.equal(conclude({ ...NOTHING, passed, failed, skipped }), code);
    });
  }

  it("comes after the failures with their errors, and the sum is the last line", () => {
    conclude({ ...NOTHING, passed: 1, failed: 1, failures: ["A net holds\nError: it tore"] });
    const lines = said.join("\n").split("\n");
    assert.ok(lines.includes("A net holds") && lines.includes("Error: it tore"));
    assert.equal(lines.at(-1), "1 passed, 1 failed, 0 skipped");
  });
});

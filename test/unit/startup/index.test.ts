import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { projectRoot } from "../../support/projectRoot";

/** What a program prints that starts by startup/index.cjs. */
function run(program: string): string {
  const args = ["--require", "./startup/index.cjs", "-e", program];
  return execFileSync(process.execPath, args, { cwd: projectRoot, encoding: "utf8" }).trim();
}

describe("A program that starts by startup/index.cjs", () => {
  it("has the whole of Pulumi's SDK without npm's own resolver and the Automation API", () => {
    const loaded = run(`
      const pulumi = require("@pulumi/pulumi");
      const files = Object.keys(require.cache).join();
      console.log(typeof pulumi.ComponentResource, /arborist|localWorkspace/.test(files));`);
    assert.equal(loaded, "function false");
  });

  it("gets each of them when it asks for it", () => {
    const found = run(`
      const { automation, runtime } = require("@pulumi/pulumi");
      (async () => {
        const paths = await runtime.computeCodePaths();
        const { text } = await runtime.serializeFunction(() => 40 + 2);
        console.log([...paths.keys()].some((path) => path.includes("dockerignore")), text.includes("40 + 2"));
        console.log(typeof automation.LocalWorkspace.createStack);
      })();`);
    assert.equal(found, "true true\nfunction");
  });

  it("leaves traces of promises out and every other trace in", () => {
    const told = run(`
      const { debuggablePromise } = require("@pulumi/pulumi/runtime/debuggable");
      const promise = Promise.resolve();
      debuggablePromise(promise, "of a test");
      function another() { return new Error("of mine").stack; }
      console.log(/ at /.test(promise._debugStackTrace), /at another/.test(another()));`);
    assert.equal(told, "false true");
  });

  it("has a debugger once it looks for a function, and is told where one stands that was there before", () => {
    const told = run(`
      const hooks = require("@pulumi/pulumi/runtime/closure/v8Hooks");
      const { keepCompiled } = require("./startup/keepCompiled.cjs");
      hooks.isInitializedAsync().then(async () => {
        const { getFunctionLocationAsync } = require("@pulumi/pulumi/runtime/closure/v8");
        const { file } = await getFunctionLocationAsync(keepCompiled);
        console.log(file.split("/").pop());
      });`);
    assert.equal(told, "keepCompiled.cjs");
  });
});

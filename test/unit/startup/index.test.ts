import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { projectRoot } from "../../support/projectRoot";

/** What a program prints that starts by startup/index.cjs. */
function run(program: string, environment: NodeJS.ProcessEnv = {}, before: string[] = []): string {
  const args = [...before, "--require", "./startup/index.cjs", "-e", program];
  const env = { ...process.env, DOCKWIRE_STARTUP: "", ...environment };
  return execFileSync(process.execPath, args, { cwd: projectRoot, encoding: "utf8", env }).trim();
}

/** Prints whether npm's own resolver is loaded with the SDK, and whether a promise of its has a trace. */
const LOOK = `
  require("@pulumi/pulumi");
  const { debuggablePromise } = require("@pulumi/pulumi/runtime/debuggable");
  const promise = Promise.resolve();
  debuggablePromise(promise, "of a test");
  console.log(/arborist/.test(Object.keys(require.cache).join()), / at /.test(promise._debugStackTrace));`;

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

  it("writes down of a resource the place that made it, and no more", () => {
    const told = run(`
      const { Resource } = require("@pulumi/pulumi");
      class Mine { constructor() { this.trace = middle(); } }
      const middle = () => inner();
      const inner = () => Resource.stackTrace(4);
      const made = eval("new Mine() //# sourceURL=/somewhere/program.js");
      console.log(JSON.stringify(made.trace));`);
    assert.equal(told, '[{"uri":"file:///somewhere/program.js","line":1,"column":1}]');
  });

  it("is as Node and Pulumi have it with DOCKWIRE_STARTUP=off", () => {
    assert.equal(run(LOOK), "false false");
    assert.equal(run(LOOK, { DOCKWIRE_STARTUP: "off" }), "true true");
  });

  it("leaves another version of the SDK as it is", () => {
    mkdirSync(join(projectRoot, ".dockwire"), { recursive: true });
    const folder = mkdtempSync(join(projectRoot, ".dockwire", "sdk-"));
    const preload = join(folder, "preload.cjs");
    writeFileSync(
      preload,
      `const info = require("@pulumi/pulumi/package.json");
      info.version = "3.999.0";`,
    );
    try {
      assert.equal(run(LOOK, {}, ["--require", preload]), "true true");
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it("knows the version that is installed", () => {
    const lock = JSON.parse(readFileSync(join(projectRoot, "package-lock.json"), "utf8")) as {
      packages: Record<string, { version: string }>;
    };
    const known = /VERSION = "(.*)"/.exec(readFileSync(join(projectRoot, "startup/sdkVersion.cjs"), "utf8"))?.[1];
    assert.equal(known, lock.packages["node_modules/@pulumi/pulumi"]?.version);
  });
});

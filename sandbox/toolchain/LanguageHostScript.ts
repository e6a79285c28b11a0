import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, join } from "node:path";
import type * as Esbuild from "esbuild";
import { cacheRoot, projectRoot } from "../Paths";
import { step } from "../Step";
import { linkProgram } from "./linkProgram";

const source = join(projectRoot, "sandbox/toolchain/language");
const STARTUP = ["isOn.cjs", "keepCompiled.cjs", "compileCacheOfNode20.cjs"];
const startup = STARTUP.map((name) => join(projectRoot, "startup", name));

// Every command of the CLI starts it, so it runs out of code that an earlier run has compiled.
const LAUNCHER = `#!/usr/bin/env node
const { join } = require("node:path");
const host = join(__dirname, "language-host.cjs");
if (require("./isOn.cjs").isOn)
  require("./keepCompiled.cjs").keepCompiled(join(__dirname, "compiled"), (file) => file === host);
require(host);
`;

// A policy pack is a Node program too, and the SDK that it has installed knows how to run it.
const ANALYZER = `#!/bin/sh
# ENGINE_ADDRESS PACK_FOLDER, and nothing else that this has to know.
exec node "$2/node_modules/@pulumi/pulumi/cmd/run-policy-pack" "$1" "$2"
`;

/**
 * A folder with `pulumi-language-nodejs` and `pulumi-analyzer-policy`, for a CLI that came without them. A CLI of ours is
 * linked into it: Pulumi warns of a language host that lies anywhere else than beside it.
 */
export async function ensureLanguageHost(ownCli?: string): Promise<string> {
  const bin = join(cacheRoot, "toolchain", `nodejs-${digest(ownCli ?? "")}`);
  const host = join(bin, "pulumi-language-nodejs");
  if (existsSync(host)) return bin;
  await step("tool chain", "bundling the Node language host", async () => {
    mkdirSync(bin, { recursive: true });
    if (ownCli) linkProgram(ownCli, join(bin, "pulumi"));
    writeProgram(join(bin, "pulumi-analyzer-policy"), ANALYZER);
    for (const file of startup) writeProgram(join(bin, basename(file)), readFileSync(file, "utf8"));
    writeProgram(join(bin, "language-host.cjs"), await bundle());
    writeProgram(host, LAUNCHER); // last, as its presence says that all is there
  });
  return bin;
}

async function bundle(): Promise<string> {
  const esbuild = createRequire(join(projectRoot, "package.json"))("esbuild") as typeof Esbuild;
  const { outputFiles } = await esbuild.build({
    entryPoints: [join(source, "main.ts")],
    bundle: true,
    minifySyntax: true,
    platform: "node",
    target: "node20",
    format: "cjs",
    // What is kept compiled can require, but not import.
    supported: { "dynamic-import": false },
    write: false,
  });
  return outputFiles[0].text;
}

function writeProgram(file: string, text: string): void {
  const partial = `${file}.${process.pid}`;
  writeFileSync(partial, text, { mode: 0o755 });
  renameSync(partial, file);
}

function digest(ownCli: string): string {
  const files = readdirSync(source).sort();
  const texts = [...files.map((name) => join(source, name)), ...startup].map((file) => readFileSync(file, "utf8"));
  const versions = ["@pulumi/pulumi", "@grpc/grpc-js"].map((name) =>
    readFileSync(join(projectRoot, "node_modules", name, "package.json"), "utf8"),
  );
  return createHash("sha256")
    .update([...texts, ...versions, LAUNCHER, ANALYZER, ownCli].join("\0"))
    .digest("hex")
    .slice(0, 16);
}

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { projectRoot } from "../../../sandbox/Paths";

const read = (path: string) => readFileSync(join(projectRoot, path), "utf8");

describe("The Docker provider that the sandbox builds", () => {
  it("reports the version of @pulumi/docker that is installed here", () => {
    const installed = (JSON.parse(read("node_modules/@pulumi/docker/package.json")) as { version: string }).version;
    const built = /^const version = "(.+?)"/m.exec(read("sandbox/toolchain/pulumi-resource-docker/main.go"))?.[1];
    assert.equal(built, installed);
  });
});

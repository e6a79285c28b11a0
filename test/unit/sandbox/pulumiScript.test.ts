import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { projectRoot } from "../../support/projectRoot";

describe("The script around Pulumi", () => {
  const folder = mkdtempSync(join(tmpdir(), "pulumi-script-"));

  after(() => rmSync(folder, { recursive: true }));

  const run = (...command: string[]) =>
    spawnSync("sh", [join(projectRoot, "sandbox/state/pulumi.sh"), folder, ...command], { input: "a secret\n" });

  it("hands its standard input on, for instance a value for pulumi config set", () => {
    assert.equal(run("cat").stdout.toString(), "a secret\n");
  });

  it("ends with the exit code of Pulumi", () => {
    assert.equal(run("sh", "-c", "exit 7").status, 7);
  });
});

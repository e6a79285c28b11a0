import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { integrationSuite } from "../support/integrationSuite";
import { PackageConsumer } from "../support/PackageConsumer";
import { projectRoot } from "../support/projectRoot";
import { TestDockerd } from "../support/TestDockerd";
import { missingLine, stepsIn } from "../support/Walkthrough";

const PAGE = "docs/tutorial.md";

integrationSuite("The page of the tutorials", ["engine", "pulumi", "own engine", "registry"], () => {
  let engine: TestDockerd;
  let reader: PackageConsumer;

  before(async () => {
    engine = await TestDockerd.start(["redis", "alpine", "katacoda/redis-node-docker-example"]);
    reader = new PackageConsumer({ DOCKER_HOST: engine.host });
    await reader.run("npm", ["pack", projectRoot, "--silent"]);
    reader.write("package.json", { private: true });
  });
  after(async () => {
    reader.remove();
    await engine.remove();
  });

  let program = "";
  const save = (text: string) => {
    program = text;
    reader.write("Pulumi.yaml", text);
  };

  for (const step of stepsIn(readFileSync(join(projectRoot, PAGE), "utf8"))) {
    if (step.kind === "file") it("begins a program", () => save(step.text));
    if (step.kind === "add") it(`adds ${step.text.trim().split("\n")[0]}`, () => save(program + step.text));
    if (step.kind === "edit") {
      it(`edits ${step.removed.trim()}`, () => {
        assert.ok(program.includes(step.removed), "the program has no such line");
        save(program.replace(step.removed, () => step.added));
      });
    }
    if (step.kind === "command") {
      it(`prints what it says for ${step.command}`, async () => {
        const output = await reader.run("sh", ["-c", step.command]);
        const missing = missingLine(step.printed, output);
        assert.equal(missing, undefined, `"${missing}" was not printed in its place:\n${output}`);
        if (!step.printed.length && step.command.startsWith("docker")) assert.equal(output, "");
      });
    }
  }
});

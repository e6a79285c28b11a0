import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { integrationSuite } from "../support/integrationSuite";
import { PackageConsumer } from "../support/PackageConsumer";
import { projectRoot } from "../support/projectRoot";
import { TestDockerd } from "../support/TestDockerd";
import { missingLine, stepsIn } from "../support/Walkthrough";

const PROGRAM = `name: operations
runtime: yaml
plugins: { providers: [{ name: dockwire, path: ${join(projectRoot, "provider")} }] }
resources:
  backend:
    type: dockwire:AppNetwork
    properties: { networkName: backend, redis: { containerName: redis, image: redis } }
`;

integrationSuite("The page on operations", ["engine", "pulumi", "own engine"], () => {
  let engine: TestDockerd;
  let operator: PackageConsumer;

  before(async () => {
    engine = await TestDockerd.start(["redis", "alpine"]);
    operator = new PackageConsumer({ DOCKER_HOST: engine.host });
    operator.write("Pulumi.yaml", PROGRAM);
    await operator.pulumi("stack", "init", "dev");
    await operator.pulumi("up", "--yes", "--skip-preview");
  });
  after(async () => {
    operator.remove();
    await engine.remove();
  });

  const redis = async (...words: string[]) =>
    (await operator.run("docker", ["exec", "--user", "0", "redis", "/usr/local/etc/redis/cli", ...words])).trim();

  const answers = () =>
    operator.run("sh", ["-c", "until docker exec --user 0 redis /usr/local/etc/redis/cli PING; do sleep 0.2; done"]);

  it("saves the data and brings it back, and the next update finds nothing to do", async () => {
    const commands = stepsIn(readFileSync(join(projectRoot, "docs/operations.md"), "utf8"));
    assert.equal(commands.length, 6);
    await redis("SET", "order", "1");
    for (const [i, step] of commands.entries()) {
      assert.ok(step.kind === "command");
      if (i === 3) await answers().then(() => redis("DEL", "order"));
      const output = await operator.run("sh", ["-c", step.command]);
      assert.equal(missingLine(step.printed, output), undefined, output);
    }
    await operator.run("sh", [
      "-c",
      "until docker exec --user 0 redis /usr/local/etc/redis/cli PING; do sleep 0.2; done",
    ]);
    assert.equal(await redis("GET", "order"), "1");
    await operator.pulumi("up", "--yes", "--skip-preview", "--refresh", "--expect-no-changes");
  });
});

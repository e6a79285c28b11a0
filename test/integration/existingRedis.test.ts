import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DockerFixture } from "../support/DockerFixture";
import { integrationSuite } from "../support/integrationSuite";
import { YamlProgram, YamlProject } from "../support/YamlProject";

const PASSWORD = "Qx9vNotInTheState";

integrationSuite("An ExistingRedis in a YAML program", ["engine", "pulumi"], () => {
  const docker = new DockerFixture();
  let project: YamlProject;
  let server = "";

  before(async () => {
    await docker.makeNetwork("net");
    const command = ["redis-server", "--requirepass", PASSWORD];
    server = await docker.makeContainer("other", { network: docker.name("net"), command });
    project = await YamlProject.create({ prefix: docker.prefix });
    project.program(program());
    await project.up();
  });
  after(async () => {
    await project?.dispose();
    await docker.remove();
  });

  const program = (more: YamlProgram["resources"] = {}): YamlProgram => ({
    resources: {
      cache: {
        type: "dockwire:ExistingRedis",
        properties: { host: server, password: { "fn::secret": PASSWORD } },
      },
      app: {
        type: "dockwire:ClientApp",
        properties: {
          network: docker.name("net"),
          containerName: docker.name("app"),
          image: "redis",
          command: ["sleep", "100000"],
          stopSeconds: 1,
          uses: { db: "${cache}" },
        },
      },
      ...more,
    },
    outputs: { url: "${cache.url}", host: "${cache.host}" },
  });

  it("gives a client what it needs to log in", async () => {
    const ping = 'redis-cli --no-auth-warning -u "$(cat $DB_URL_FILE)" ping';
    const { stdout } = await docker.exec(docker.name("app"), ["sh", "-c", ping]);
    assert.equal(stdout.trim(), "PONG");
  });

  it("keeps the password out of the state, and hands out an address that holds it", async () => {
    assert.ok(!(await project.stateText()).includes(PASSWORD), "the password stands in the state");
    const { url } = await project.pulumi.outputs();
    assert.equal(url, `redis://default:${PASSWORD}@${server}:6379`);
  });

  it("cannot be attached or linked, and the preview says so", async () => {
    const attachments = { cache: { server: "${cache}" } };
    project.program(program({ net: { type: "dockwire:AppNetwork", properties: { attachments } } }));
    const attached = await project.run("preview");
    assert.equal(attached.succeeded, false);
    assert.match(attached.text, /"attachments\.cache\.server": an ExistingRedis has no container on the Engine/);
    project.program(program());
  });

  it("has the place of a RedisServer with `existing`, which it was up to version 0.1.0", async () => {
    const file = join(project.pulumi.folder, "former.json");
    const state = (await project.stateText()).replaceAll("dockwire:index:ExistingRedis", "dockwire:index:RedisServer");
    writeFileSync(file, state);
    await project.pulumi.pulumi(["stack", "import", "--stack", project.pulumi.stack, "--file", file]);
    const run = await project.up();
    const operations = Object.values(run.resources).flatMap((one) => one.operations);
    assert.deepEqual([...new Set(operations)], ["same"]);
    assert.ok(!(await project.stateText()).includes("dockwire:index:RedisServer"), readFileSync(file, "utf8"));
  });
});

import assert from "node:assert/strict";
import { DockerFixture } from "../support/DockerFixture";
import { integrationSuite } from "../support/integrationSuite";
import { YamlProgram, YamlProject } from "../support/YamlProject";

/** A resource whose outputs nobody knows before the update: a number and a text. */
const late = (number: number, text: string) => ({
  type: "dockwire:Probe",
  properties: {
    image: "alpine",
    command: ["sh", "-c", `printf %s ${text}; exit ${number}`],
    expectExitCode: number,
  },
});

integrationSuite("Arguments that another resource makes, in a YAML program", ["engine", "pulumi"], () => {
  const docker = new DockerFixture();
  let project: YamlProject;

  before(async () => {
    await docker.makeNetwork("net");
    project = await YamlProject.create({ prefix: docker.prefix });
  });
  after(async () => {
    await project?.dispose();
    await docker.remove();
  });

  const program = (number: number): YamlProgram => ({
    resources: {
      late: late(number, docker.name("late")),
      redis: {
        type: "dockwire:RedisServer",
        properties: {
          network: docker.name("net"),
          containerName: "${late.stdout}",
          image: "redis",
          memoryMiB: "${late.exitCode}",
          volumeName: "${late.stdout}-volume",
          config: { maxclients: "${late.exitCode}" },
          ports: [{ internal: "${late.exitCode}" }],
          keepData: false,
        },
      },
      app: {
        type: "dockwire:ClientApp",
        properties: {
          network: docker.name("net"),
          containerName: "${late.stdout}-app",
          image: "alpine",
          command: ["sleep", "100000"],
          environment: { LATE: "${late.stdout}" },
          volumes: { "/data": { volume: "${late.stdout}-data" } },
          stopSeconds: 1,
          uses: { db: "${redis}" },
          links: { cache: { server: "${redis}", by: "address" } },
        },
      },
    },
  });

  it("are waited for: a preview succeeds, an update uses them, a second one changes nothing", async () => {
    project.program(program(64));
    await project.preview();
    await project.up();
    const redis = await docker.container(docker.name("late"));
    assert.equal(redis?.HostConfig.Memory, 64 * 1024 * 1024);
    const app = await docker.container(docker.name("late-app"));
    assert.ok(app?.Config.Env.includes(`LATE=${docker.name("late")}`), app?.Config.Env.join());
    assert.ok(
      app?.Mounts.some(({ Name, Destination }) => Name === docker.name("late-data") && Destination === "/data"),
    );
    assert.ok(
      app?.Config.Env.some((one) => one.startsWith("CACHE_PORT_6379_TCP_ADDR=")),
      app?.Config.Env.join(),
    );
    const run = await project.up();
    const operations = Object.values(run.resources).flatMap((one) => one.operations);
    assert.deepEqual([...new Set(operations)], ["same"]);
  });

  it("are refused on their names by the update that knows them, and the containers stay", async () => {
    const before = await docker.container(docker.name("late"));
    project.program(program(3));
    await project.preview();
    const run = await project.run("up");
    assert.equal(run.succeeded, false);
    assert.match(run.text, /RedisServer "redis": "memoryMiB": 3 is not a memory limit/);
    assert.equal((await docker.container(docker.name("late")))?.State.StartedAt, before?.State.StartedAt);
    project.program(program(64));
    await project.up();
  });
});

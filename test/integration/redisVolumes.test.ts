import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { changed } from "../support/PulumiRun";
import { integrationSuite } from "../support/integrationSuite";
import { ServersProject } from "../support/ServersProject";

const SLEEPER = { image: "alpine", command: ["sleep", "3600"], stopSeconds: 0, uses: "db" };
const docker = (...words: string[]): string => execFileSync("docker", words, { encoding: "utf8" }).trim();

integrationSuite("What belongs to a RedisServer and its clients", ["engine", "pulumi"], (engine) => {
  let project: ServersProject;
  let redis: string;

  beforeEach(async () => {
    project = await ServersProject.create();
    redis = project.name("redis");
  });
  afterEach(() => project.pulumi.dispose());

  const cli = (...words: string[]) => docker("exec", "--user", "0", redis, "/usr/local/etc/redis/cli", ...words);
  /** Container ids and start times, and when each volume was made: what no rename may change. */
  const onEngine = () => {
    const containers = docker("inspect", "--format", "{{.Id}} {{.State.StartedAt}}", redis, project.name("app"));
    const names = ["redis-data", "redis-config", "app-secrets"].map((rest) => project.name(rest));
    return [containers, docker("volume", "inspect", "--format", "{{.CreatedAt}} {{.Labels}}", ...names)];
  };
  const upAs = (stack: string, ...flags: string[]) =>
    project.pulumi.pulumi(["up", "--yes", "--skip-preview", "--stack", stack, ...flags]);
  const rename = (from: string, to: string) => project.pulumi.pulumi(["stack", "rename", to, "--stack", from]);
  const writeInto = (volume: string) =>
    docker("run", "--rm", "--network", "none", "--volume", `${volume}:/v`, "alpine", "sh", "-c", "echo kept > /v/file");
  const readFrom = (volume: string) =>
    docker("run", "--rm", "--network", "none", "--volume", `${volume}:/v`, "alpine", "cat", "/v/file");

  it("stays as it is when the stack is renamed, and when the project is", async () => {
    project.plan({ redis: { keepData: false }, clients: { app: SLEEPER } });
    await project.pulumi.up();
    cli("set", "city", "Ghent");
    const before = onEngine();
    const { stack } = project.pulumi;
    await rename(stack, `${stack}-renamed`);
    assert.deepEqual(changed(await upAs(`${stack}-renamed`, "--refresh", "--expect-no-changes")), {});
    await rename(`${stack}-renamed`, `organization/renamed/${stack}`);
    project.pulumi.edit("Pulumi.yaml", (text) => text.replace("name: servers", "name: renamed"));
    assert.deepEqual(changed(await project.pulumi.up("--refresh", "--expect-no-changes")), {});
    assert.deepEqual(onEngine(), before);
    assert.equal(cli("get", "city"), "Ghent");
  });

  it("is no volume that somebody else made: that is refused at preview, and its content stays", async () => {
    project.plan({ redis: { keepData: false }, clients: { app: SLEEPER } });
    for (const rest of ["redis-config", "app-secrets", "redis-data"]) {
      const volume = project.name(rest);
      docker("volume", "create", volume);
      writeInto(volume);
      const text = await project.pulumi.failure(project.pulumi.preview());
      assert.ok(text.includes(`Creating volume "${volume}": there is one of that name already (not of a stack)`), text);
      if (rest !== "redis-data") docker("volume", "rm", volume);
    }
    await project.pulumi.failure(project.pulumi.up());
    await project.pulumi.destroy();
    assert.equal(readFrom(project.name("redis-data")), "kept");
  });

  it("is somebody's volume when it is named as an existing one, and destroying leaves that with its data", async () => {
    const volume = project.name("theirs");
    docker("volume", "create", volume);
    project.plan({ redis: { keepData: false, existingVolume: volume } });
    await project.pulumi.up();
    cli("set", "city", "Ghent");
    assert.deepEqual(changed(await project.pulumi.up("--refresh", "--expect-no-changes")), {});
    await project.pulumi.destroy();
    assert.deepEqual((await engine.list(project.pulumi.prefix)).volumes, [volume]);
    await project.pulumi.up();
    assert.equal(cli("get", "city"), "Ghent");
  });

  it("keeps its data, also with keepData: false, when the volume's name or the container's is edited", async () => {
    project.plan({ redis: { keepData: false } });
    await project.pulumi.up();
    cli("set", "city", "Ghent");
    project.plan({ redis: { keepData: false, volumeName: project.name("second") } });
    const { text } = await project.pulumi.up();
    const [first, second] = [`${redis}-data`, project.name("second")];
    assert.ok(text.includes(`Volume "${first}" stays on the Engine with its data: its resource has "${second}"`), text);
    assert.equal(cli("get", "city"), "");
    project.plan({ redis: { keepData: false } });
    await project.pulumi.up();
    assert.equal(cli("get", "city"), "Ghent");
    await project.pulumi.destroy();
    assert.deepEqual((await engine.list(project.pulumi.prefix)).volumes, [second]);
  });

  it("comes back as it is after it was kept, and is refused to a stack of another name, which can name it", async () => {
    const volume = `${redis}-data`;
    project.plan({ redis: {} });
    await project.pulumi.up();
    cli("set", "city", "Ghent");
    const { stack } = project.pulumi;
    await project.pulumi.destroy();
    await rename(stack, `${stack}-renamed`);
    const refused = await project.pulumi.failure(upAs(`${stack}-renamed`));
    assert.ok(refused.includes(`there is one of that name already (of stack servers/${stack})`), refused);
    project.plan({ redis: { existingVolume: volume } });
    await upAs(`${stack}-renamed`);
    assert.equal(cli("get", "city"), "Ghent");
    await rename(`${stack}-renamed`, stack);
    project.plan({ redis: {} });
    await project.pulumi.destroy();
    await project.pulumi.up();
    assert.equal(cli("get", "city"), "Ghent");
  });

  it("is another user's as long as their containers use it, though project and stack are called the same", async () => {
    project.plan({ redis: { keepData: false }, clients: { app: SLEEPER } });
    await project.pulumi.up();
    const before = onEngine();
    const { prefix, stack } = project.pulumi;
    const theirs = await ServersProject.create({ stack });
    try {
      theirs.plan({ prefix, redis: { keepData: false }, clients: { app: SLEEPER } });
      const text = await theirs.pulumi.failure(theirs.pulumi.up());
      assert.match(text, /there is one of that name already/);
      await theirs.pulumi.destroy();
    } finally {
      theirs.pulumi.abandon();
    }
    assert.deepEqual(onEngine(), before);
  });
});

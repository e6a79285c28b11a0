import assert from "node:assert/strict";
import { CountingEngine } from "../support/CountingEngine";
import { DockerFixture } from "../support/DockerFixture";
import { integrationSuite } from "../support/integrationSuite";
import { PulumiProject } from "../support/PulumiProject";
import { changed } from "../support/PulumiRun";
import { TestDockerd } from "../support/TestDockerd";

integrationSuite("Two Engines in one program", ["engine", "pulumi", "own engine"], () => {
  const docker = new DockerFixture();
  const near = process.env.DOCKER_HOST ?? "unix:///var/run/docker.sock";
  let second: TestDockerd;

  before(async () => (second = await TestDockerd.start(["redis"])));
  after(async () => {
    await second.remove();
    await docker.remove();
  });

  /** A container on the second Engine, under the name of one that is on the first. */
  async function makeNamesake(name: string): Promise<string> {
    const made = await second.docker.createContainer({ name, Image: "redis", HostConfig: { NetworkMode: "bridge" } });
    await made.start();
    return made.id;
  }

  it("each have their own network and container of the same name, by explicit providers", async () => {
    const name = await docker.makeContainer("app", { network: "bridge" });
    const there = await makeNamesake(name);
    const here = (await docker.container(name))?.Id ?? "";
    const config = { prefix: docker.prefix, first: near, second: second.host };
    const project = await PulumiProject.create({ program: "enginesYaml", prefix: docker.prefix, config });
    try {
      await project.up();
      assert.deepEqual((await project.outputs()).ids, [here, there]);
      const network = docker.name("net");
      const onFirst = await docker.network(network);
      const onSecond = await second.docker.getNetwork(network).inspect();
      assert.deepEqual(Object.keys(onFirst?.Containers ?? {}), [here]);
      assert.deepEqual(Object.keys((onSecond as { Containers: object }).Containers), [there]);
      assert.deepEqual(changed(await project.up()), {});
      await project.destroy();
      assert.equal(await docker.network(network), undefined);
      await assert.rejects(second.docker.getNetwork(network).inspect(), /404/);
    } finally {
      await project.dispose();
    }
  });

  it("have a network moved from one to the other when the provider's host changes, and only then", async () => {
    const name = docker.name("moving");
    const door = await CountingEngine.start();
    const far = second.docker.getNetwork(name);
    const config = { prefix: docker.prefix, host: near };
    const project = await PulumiProject.create({ program: "movingEngine", prefix: docker.prefix, config });
    try {
      await project.up();
      const made = await docker.network(name);
      project.configure({ ...config, host: door.host });
      await project.up();
      assert.equal((await docker.network(name))?.Id, made?.Id, "another way to the same Engine makes nothing new");
      project.configure({ ...config, host: second.host });
      const { text } = await project.preview("--diff");
      assert.match(text, /\+-pulumi:providers:dockwire: \(replace\)/);
      await project.up();
      assert.equal(await docker.network(name), undefined);
      assert.equal(((await far.inspect()) as { Name: string }).Name, name);
    } finally {
      await project.dispose();
      await door.stop();
    }
    await assert.rejects(far.inspect(), /404/);
  });

  it("serve a whole component on the one that is not the default", async () => {
    const prefix = docker.name("far");
    const config = { prefix, host: second.host };
    const project = await PulumiProject.create({ program: "engines", prefix, config });
    try {
      await project.up();
      const app = await second.docker.getContainer(`${prefix}-app`).inspect();
      const redis = await second.docker.getContainer(`${prefix}-redis`).inspect();
      assert.deepEqual((await project.outputs()).ids, [redis.Id, app.Id]);
      const address = redis.NetworkSettings.Networks[`${prefix}-net`]?.IPAddress ?? "none";
      assert.ok(app.Config.Env.includes(`XXX_PORT_6379_TCP_ADDR=${address}`), app.Config.Env.join("\n"));
      assert.deepEqual(await docker.list(prefix), { containers: [], networks: [], volumes: [] });
    } finally {
      await project.dispose();
    }
  });
});

import assert from "node:assert/strict";
import { integrationSuite } from "../support/integrationSuite";
import { uniquePrefix } from "../support/uniquePrefix";
import { YamlProject, YamlResource } from "../support/YamlProject";

/** Two people whose project, stack and resources are called the same, each with a state of their own. */
integrationSuite("Two states of the same project and stack", ["engine", "pulumi"], (engine) => {
  const prefix = uniquePrefix();
  const [network, volume] = [`${prefix}-net`, `${prefix}-data`];
  let first: YamlProject;
  let second: YamlProject;

  before(async () => {
    first = await YamlProject.create({ stack: "dev", prefix });
    second = await YamlProject.create({ stack: "dev" });
  });
  afterEach(async () => {
    await first.destroy();
    await second.destroy();
    await engine.sweep(prefix);
  });
  after(async () => {
    await second.dispose();
    await first.dispose();
  });

  const plan = (project: YamlProject, resources: Record<string, YamlResource>) => project.program({ resources });
  const net = { net: { type: "dockwire:Network", properties: { name: network } } };
  const data = (retainOnDelete: boolean): Record<string, YamlResource> => ({
    data: { type: "dockwire:Volume", properties: { name: volume }, options: { retainOnDelete } },
  });
  const volumes = async () => (await engine.list(prefix)).volumes;

  it("do not share a network, also an empty one that both want just so", async () => {
    plan(first, net);
    await first.up();
    const made = await engine.network(network);
    plan(second, net);
    for (const command of ["preview", "up"] as const) {
      const { succeeded, text } = await second.run(command);
      assert.equal(succeeded, false, text);
      assert.match(text, /there is one of that name already \([0-9a-f]{12}, made for another state of a stack of this/);
      assert.ok(text.includes(`or remove it if that state is no more ("docker network rm ${network}")`), text);
    }
    await second.destroy();
    assert.equal((await engine.network(network))?.Id, made?.Id);
    await first.up("--refresh", "--expect-no-changes");
  });

  it("know what they had just made when they were stopped, and take that over", async () => {
    plan(first, { ...net, ...data(false) });
    await first.up();
    const made = await engine.network(network);
    for (const [type, name] of Object.entries({ Network: "net", Volume: "data" })) {
      await first.pulumi.pulumi(["state", "delete", first.urn(type, name), "--stack", "dev", "--yes"]);
    }
    const { text } = await first.up();
    assert.doesNotMatch(text, /left behind/);
    assert.equal((await engine.network(network))?.Id, made?.Id);
    await first.destroy();
    assert.deepEqual(await engine.list(prefix), { containers: [], networks: [], volumes: [] });
  });

  it("use a volume that was kept, say so, and leave it when they are done", async () => {
    plan(first, data(true));
    await first.up();
    await first.destroy();
    for (const project of [second, first]) {
      plan(project, data(false));
      const { text } = await project.up();
      assert.match(text, /was left behind by an earlier state of this stack, or is of another stack of the same name/);
      await project.up("--refresh", "--expect-no-changes");
      const gone = await project.destroy();
      assert.ok(gone.text.includes(`"docker volume rm ${volume}" removes it`), gone.text);
      assert.deepEqual(await volumes(), [volume]);
    }
  });

  it("do not take a volume that was made again under its name for their own", async () => {
    plan(first, data(false));
    await first.up();
    await engine.docker.getVolume(volume).remove();
    plan(second, data(false));
    await second.up();
    const { text } = await first.destroy();
    assert.deepEqual(await volumes(), [volume], text);
    await second.destroy();
    assert.deepEqual(await volumes(), []);
  });
});

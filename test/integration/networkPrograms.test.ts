import assert from "node:assert/strict";
import { randomInt } from "node:crypto";
import { integrationSuite } from "../support/integrationSuite";
import { PulumiProject } from "../support/PulumiProject";
import { ServersProject } from "../support/ServersProject";
import { SteadyClient } from "../support/SteadyClient";

/** A /24 that hardly anybody else uses. */
function subnet(): string {
  return `10.${216 + randomInt(8)}.${randomInt(256)}.0/24`;
}

integrationSuite("A program in YAML whose network is edited", ["engine", "pulumi"], (engine) => {
  let project: PulumiProject;

  before(async () => {
    project = await PulumiProject.create({ program: "network" });
  });
  after(() => project?.dispose());

  function configure(config: Record<string, unknown>): void {
    project.configure({ prefix: project.prefix, ...config });
  }

  async function facts() {
    const info = await engine.container(`${project.prefix}-redis`);
    const networks = Object.entries(info?.NetworkSettings.Networks ?? {}).map(([name, all]) => {
      const { Aliases, EndpointID } = all as { Aliases?: string[] | null; EndpointID: string };
      return [name, { aliases: Aliases, endpoint: name.endsWith("-other") ? EndpointID : undefined }] as const;
    });
    return { id: info?.Id, startedAt: info?.State.StartedAt, networks: Object.fromEntries(networks) };
  }

  it("may spell every default out: neither the next update nor a refresh changes anything", async () => {
    configure({ subnet: subnet() });
    await project.up();
    await project.up("--expect-no-changes");
    await project.up("--refresh", "--expect-no-changes");
  });

  it("keeps its redis, the key in it, and the connections of its other network", async () => {
    const [name, wanted] = [`${project.prefix}-redis`, subnet()];
    assert.equal((await engine.exec(name, ["redis-cli", "set", "kept", "yes"])).stdout.trim(), "OK");
    const where = { network: `${project.prefix}-other`, host: "db", key: "kept" };
    const client = await SteadyClient.start(engine, `${project.prefix}-client`, where);
    const before = await facts();
    configure({ subnet: wanted, internal: true });
    assert.deepEqual(await project.plan(), { update: 1, same: 5 });
    await project.up();
    assert.deepEqual(await facts(), before);
    const live = await engine.network(`${project.prefix}-net`);
    assert.equal(live?.IPAM?.Config?.[0]?.Subnet, wanted);
    assert.equal(live.Internal, true);
    assert.equal((await project.outputs()).networkId, live.Id);
    assert.equal((await engine.exec(name, ["redis-cli", "get", "kept"])).stdout.trim(), "yes");
    const answers = await client.answers();
    assert.ok(answers.length > 20, `${answers.length} answers`);
    assert.deepEqual([...new Set(answers)], ["yes"]);
    await engine.docker.getContainer(client.container).remove({ force: true });
    await project.up("--refresh", "--expect-no-changes");
  });

  it("goes through the same edit when Pulumi was killed in the middle of it before", async () => {
    const wanted = subnet();
    const before = await facts();
    configure({ subnet: wanted });
    const run = project.launch(["up", "--yes", "--skip-preview"]);
    const former = (await engine.network(`${project.prefix}-net`))?.Id;
    while ((await engine.network(`${project.prefix}-net`))?.Id === former && run.exitCode === null);
    run.kill("SIGKILL");
    await project.pulumi(["cancel", "--yes", "--stack", project.stack]).catch(() => undefined);
    await project.up();
    assert.deepEqual(await facts(), before);
    assert.equal((await engine.network(`${project.prefix}-net`))?.IPAM?.Config?.[0]?.Subnet, wanted);
  });
});

integrationSuite("An AppNetwork that gets another subnet", ["engine", "pulumi"], (engine) => {
  let project: ServersProject;

  before(async () => {
    project = await ServersProject.create();
  });
  after(() => project?.pulumi.dispose());

  it("keeps its redis and its clients: the same containers since the same moment, with the same data", async () => {
    const clients = { web: { image: "redis:7", command: ["sleep", "3600"], stopSeconds: 1, uses: "kv" } };
    const wanted = subnet();
    const plan = (networkOptions: { subnet?: string }) =>
      project.plan({ redis: { mode: "tutorial" }, clients, networkOptions });
    plan({});
    await project.pulumi.up();
    const names = ["redis", "web"].map((rest) => project.name(rest));
    assert.equal((await engine.exec(project.name("redis"), ["redis-cli", "set", "kept", "yes"])).stdout.trim(), "OK");
    const facts = () =>
      Promise.all(
        names.map(async (name) => {
          const info = await engine.container(name);
          return {
            id: info?.Id,
            startedAt: info?.State.StartedAt,
            networks: Object.keys(info?.NetworkSettings.Networks ?? {}),
          };
        }),
      );
    const before = await facts();
    plan({ subnet: wanted });
    const { changes } = await project.pulumi.up();
    assert.deepEqual(changes, { updated: 1, unchanged: changes.unchanged });
    assert.deepEqual(await facts(), before);
    assert.equal((await engine.network(project.name("back")))?.IPAM?.Config?.[0]?.Subnet, wanted);
    const get = await engine.exec(project.name("web"), ["redis-cli", "-h", project.name("redis"), "get", "kept"]);
    assert.equal(get.stdout.trim(), "yes");
    await project.pulumi.up("--refresh", "--expect-no-changes");
  });
});

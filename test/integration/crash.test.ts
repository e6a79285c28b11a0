import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import fc from "fast-check";
import type { Topology } from "../programs/topology/Topology";
import { crash, Victim, VICTIMS } from "../support/Crash";
import { integrationSuite } from "../support/integrationSuite";
import { TestDockerd } from "../support/TestDockerd";
import { TestEngine } from "../support/TestEngine";
import { TopologyProject } from "../support/TopologyProject";

const RUNS = Number(process.env.DOCKWIRE_CRASHES ?? 5);
const SEED = Number(process.env.DOCKWIRE_SEED ?? 1);
/** About how long each takes, so that the moments are spread over all of it. */
const OPERATIONS = { create: 4500, update: 5000, refresh: 1500, destroy: 3000 } as const;
type OperationName = keyof typeof OPERATIONS;

const scenarios = fc.sample(
  fc.record({
    operation: fc.constantFrom(...(Object.keys(OPERATIONS) as OperationName[])),
    victim: fc.constantFrom<Victim>(...VICTIMS),
    moment: fc.integer({ min: 2, max: 100 }),
  }),
  { numRuns: RUNS, seed: SEED },
);

integrationSuite("After a crash the next update reaches the declared state", ["engine", "pulumi", "own engine"], () => {
  let dockerd: TestDockerd;
  let engine: TestEngine;
  let project: TopologyProject;
  let variant = 0;

  before(async () => {
    dockerd = await TestDockerd.start(["redis:7", "redis:7-alt", "alpine"]);
    engine = new TestEngine({ DOCKER_HOST: dockerd.host });
    project = await TopologyProject.create({ environment: { DOCKER_HOST: dockerd.host } });
  });
  after(async () => {
    await project?.pulumi.dispose();
    await dockerd?.remove();
  });

  for (const [i, { operation, victim, moment }] of scenarios.entries()) {
    it(`run ${i} of seed ${SEED}: ${victim} killed at ${moment}% of ${operation}`, async () => {
      await prepare(operation);
      if (operation === "update") variant = 1 - variant;
      project.plan(topology());
      const skip = operation === "refresh" ? [] : ["--skip-preview"];
      const command = [operation === "create" || operation === "update" ? "up" : operation, "--yes", ...skip];
      const at = (OPERATIONS[operation] * moment) / 100;
      await crash({ project: project.pulumi, dockerd }, command, victim, () => sleep(at));
      await project.pulumi.recover();
      await project.pulumi.up("--refresh");
      await holds(operation === "update" || operation === "refresh");
    });
  }

  it("when the Engine is killed while it starts a container, and then refuses to start it", async () => {
    await prepare("create");
    project.plan(topology());
    const made = async () => {
      while (!(await engine.container(project.name("redis")))) await sleep(20);
    };
    await crash({ project: project.pulumi, dockerd }, ["up", "--yes", "--skip-preview"], "engine", made);
    await project.pulumi.recover();
    await project.pulumi.up("--refresh");
    await holds(false);
  });

  it("and at the end destroy leaves nothing", async () => {
    await project.pulumi.destroy();
    assert.deepEqual(await engine.list(project.pulumi.prefix), { containers: [], networks: [], volumes: [] });
  });

  function topology(): Topology {
    const redis = {
      containerName: project.name("redis"),
      image: variant ? "redis:7-alt" : "redis:7",
      volumeName: project.name("data"),
    };
    const attachments = { redis: { of: "back", aliases: variant ? ["db", "main"] : ["db"] } };
    return {
      networks: {
        back: { networkName: project.name("back"), redis },
        front: { networkName: project.name("front"), attachments, resolves: ["db"] },
        ...(variant ? { extra: { networkName: project.name("extra"), attachments } } : {}),
      },
    };
  }

  /** There is nothing before a create, and a running topology with a key in redis before all else. */
  async function prepare(operation: OperationName): Promise<void> {
    if (operation === "create") {
      await project.pulumi.destroy();
      return;
    }
    project.plan(topology());
    await project.pulumi.up("--refresh");
    const redis = (...words: string[]) => engine.exec(project.name("redis"), ["redis-cli", ...words]);
    assert.equal((await redis("set", "kept", "yes")).stdout.trim(), "OK");
    assert.equal((await redis("save")).stdout.trim(), "OK");
  }

  async function holds(dataIsKept: boolean): Promise<void> {
    const { networks } = topology();
    const names = Object.values(networks).map((network) => network.networkName);
    assert.deepEqual(await engine.list(project.pulumi.prefix), {
      containers: [project.name("redis")],
      networks: names.sort(),
      volumes: [project.name("data")],
    });
    const container = await engine.container(project.name("redis"));
    assert.equal(container?.State.Running, true);
    const endpoints: Record<string, { Aliases?: string[] | null }> = container.NetworkSettings.Networks;
    assert.deepEqual(Object.keys(endpoints).sort(), names.sort());
    const short = container.Id.slice(0, 12);
    for (const { networkName, attachments } of Object.values(networks)) {
      const aliases = (endpoints[networkName]?.Aliases ?? []).filter((alias) => alias !== short).sort();
      assert.deepEqual(aliases, [...(attachments?.redis?.aliases ?? [])].sort());
    }
    const ping = await engine.run("alpine", ["ping", "-c1", "-W2", "db"], { network: project.name("front") });
    assert.equal(ping.exitCode, 0, ping.stderr);
    if (dataIsKept) {
      assert.equal((await engine.exec(project.name("redis"), ["redis-cli", "get", "kept"])).stdout.trim(), "yes");
    }
    const left = await engine.docker.listContainers({ all: true, filters: { label: ["dockwire.probe"] } });
    assert.deepEqual(left, []);
  }
});

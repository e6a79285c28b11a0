import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Topology } from "../programs/topology/Topology";
import { integrationSuite } from "../support/integrationSuite";
import { recordedStates } from "../support/recordedState";
import { TopologyProject } from "../support/TopologyProject";

type Bag = Record<string, unknown>;

interface Recorded {
  type: string;
  id?: string;
  inputs?: Bag;
  outputs?: Bag;
  refreshBeforeUpdate?: boolean;
}

const NETWORK = "dockwire:index:Network";
const ATTACHMENT = "dockwire:index:NetworkAttachment";

/** As version 0.1.0 recorded a resource, by one of that type that it did record. */
function formerly(resource: Recorded, former: readonly Recorded[]): Recorded {
  const kept = { ...resource, refreshBeforeUpdate: false };
  const example = former.find(({ type }) => type === resource.type);
  if (resource.type === "pulumi:providers:dockwire") return { ...kept, inputs: {}, outputs: {} };
  if (!example?.outputs || !resource.outputs || ![NETWORK, ATTACHMENT].includes(resource.type)) return kept;
  const { outputs: told } = resource;
  const outputs = Object.fromEntries(Object.keys(example.outputs).map((key) => [key, told[key]]));
  const { networkId, containerId } = told as Record<string, string>;
  if (resource.type === NETWORK) return { ...kept, id: networkId, outputs };
  const ends = { container: containerId, network: networkId };
  const id = `${networkId}/${containerId}`;
  return { ...kept, id, inputs: { ...resource.inputs, ...ends }, outputs: { ...outputs, ...ends } };
}

integrationSuite("A network that version 0.1.0 recorded", ["engine", "pulumi"], (engine) => {
  let project: TopologyProject;

  before(async () => {
    project = await TopologyProject.create();
    project.plan(topology());
    await project.pulumi.up();
    await recordFormerly();
  });
  after(() => project.pulumi.dispose());

  function topology(front: { subnet?: string } = {}, back: { subnet?: string } = {}): Topology {
    const redis = { containerName: project.name("redis"), volumeName: project.name("data") };
    return {
      networks: {
        back: { networkName: project.name("back"), redis, ...back },
        front: {
          networkName: project.name("front"),
          attachments: { redis: { of: "back", aliases: ["db"] } },
          ...front,
        },
      },
    };
  }

  /** Puts the state into the form of 0.1.0: a network's id was the Engine's, and all referred to it by that. */
  async function recordFormerly(): Promise<void> {
    const { stack, folder } = project.pulumi;
    const { stdout } = await project.pulumi.pulumi(["stack", "export", "--stack", stack]);
    const state = JSON.parse(stdout) as { deployment: { resources: Recorded[] } };
    const former = JSON.parse(readFileSync(join(recordedStates, "0.1.0.json"), "utf8")) as typeof state;
    const { resources } = state.deployment;
    const ids = Object.fromEntries(
      resources.filter(({ type }) => type === NETWORK).map(({ id, outputs }) => [String(id), outputs?.networkId]),
    );
    state.deployment.resources = resources.map((resource) => {
      const recorded = formerly(resource, former.deployment.resources);
      if (recorded.type === NETWORK || recorded.type === ATTACHMENT) return recorded;
      // The containers' networks: by id.
      const text = JSON.stringify(recorded, (key, value: unknown) =>
        key === "name" ? (ids[String(value)] ?? value) : value,
      );
      return JSON.parse(text) as Recorded;
    });
    const file = join(folder, "former.json");
    writeFileSync(file, JSON.stringify(state));
    await project.pulumi.pulumi(["stack", "import", "--stack", stack, "--file", file]);
  }

  const redis = async () => {
    const found = await engine.container(project.name("redis"));
    const networks = (found?.NetworkSettings.Networks ?? {}) as Record<string, { Aliases?: string[] | null }>;
    const isDb = networks[project.name("front")]?.Aliases?.includes("db") ?? false;
    return { id: found?.Id, started: found?.State.StartedAt, isDb };
  };
  const subnetOf = async (rest: string) => (await engine.network(project.name(rest)))?.IPAM?.Config?.[0]?.Subnet;

  it("is what it was after the upgrade, and so are its containers", async () => {
    const before = await redis();
    const { changes } = await project.pulumi.up();
    assert.deepEqual([changes.replaced, changes.deleted, changes.created], [undefined, undefined, undefined]);
    assert.deepEqual(await redis(), before);
    await project.pulumi.up("--expect-no-changes");
    const networks = (await project.pulumi.export()).filter(({ type }) => type === NETWORK);
    for (const { id, outputs } of networks) assert.equal(id, outputs?.networkId);
  });

  it("gets another subnet under a container that was attached: it keeps its id, its start and its alias", async () => {
    const before = await redis();
    project.plan(topology({ subnet: "10.79.81.0/24" }));
    const { changes } = await project.pulumi.up();
    assert.equal(changes.replaced, undefined);
    assert.equal(await subnetOf("front"), "10.79.81.0/24");
    assert.deepEqual(await redis(), { ...before, isDb: true });
    await project.pulumi.up("--refresh", "--expect-no-changes");
  });

  it("gets another subnet under a container that was created on it by its id: that is made again, and keeps its data", async () => {
    for (const command of ["set city Ghent", "save"]) {
      await engine.exec(project.name("redis"), ["redis-cli", ...command.split(" ")]);
    }
    const before = await redis();
    project.plan(topology({ subnet: "10.79.81.0/24" }, { subnet: "10.79.82.0/24" }));
    assert.ok((await project.pulumi.plan()).replace, "preview does not say it");
    await project.pulumi.up();
    assert.equal(await subnetOf("back"), "10.79.82.0/24");
    assert.notEqual((await redis()).id, before.id);
    const { stdout } = await engine.exec(project.name("redis"), ["redis-cli", "get", "city"]);
    assert.equal(stdout.trim(), "Ghent");
    await project.pulumi.up("--refresh", "--expect-no-changes");
  });
});

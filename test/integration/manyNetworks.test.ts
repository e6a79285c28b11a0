import assert from "node:assert/strict";
import type { Topology } from "../programs/topology/Topology";
import { integrationSuite } from "../support/integrationSuite";
import { TestDockerd } from "../support/TestDockerd";
import { TestEngine } from "../support/TestEngine";
import { TopologyProject } from "../support/TopologyProject";

const MANY = 60;
/** Room for eight networks. */
const SMALL_POOL = "base=10.181.0.0/25,size=28";

integrationSuite(`${MANY} AppNetworks in one stack`, ["engine", "pulumi", "own engine"], () => {
  let dockerd: TestDockerd;
  let engine: TestEngine;
  let project: TopologyProject;

  before(async () => {
    dockerd = await TestDockerd.start(["alpine"], { addressPool: SMALL_POOL });
    engine = new TestEngine({ DOCKER_HOST: dockerd.host });
    project = await TopologyProject.create({ environment: { DOCKER_HOST: dockerd.host } });
  });
  after(async () => {
    await project?.pulumi.dispose();
    await dockerd?.remove();
  });

  function topology(subnetPool?: { range: string; prefixLength: number }): Topology {
    const names = Array.from({ length: MANY }, (_, i) => `n${i}`);
    const plan = (name: string) => ({ networkName: project.name(name), ...(subnetPool ? { subnetPool } : {}) });
    return { networks: Object.fromEntries(names.map((name) => [name, plan(name)])) };
  }

  it("without a subnet pool use the Engine's pools up, and the error names the cause and the cure", async () => {
    project.plan(topology());
    const text = await project.pulumi.failure(project.pulumi.up());
    assert.match(text, /Creating network ".*": .*(could not find an available|fully subnetted)/);
    assert.match(text, /The Engine's own address pools hold about 30 networks.*are used up\. Give "subnetPool"/);
  });

  it("come up with a subnet pool, each with a subnet of its own, and go again", async () => {
    project.plan(topology({ range: "10.182.0.0/20", prefixLength: 28 }));
    await project.pulumi.up();
    const { networks } = await engine.list(project.pulumi.prefix);
    assert.equal(networks.length, MANY);
    const subnets = await Promise.all(
      networks.map(async (name) => (await engine.network(name))?.IPAM?.Config?.[0]?.Subnet),
    );
    assert.equal(new Set(subnets).size, MANY);
    await project.pulumi.up("--expect-no-changes");
    await project.pulumi.destroy();
    assert.deepEqual((await engine.list(project.pulumi.prefix)).networks, []);
  });
});

import assert from "node:assert/strict";
import type { Topology } from "../programs/topology/Topology";
import { changed } from "../support/PulumiRun";
import { integrationSuite } from "../support/integrationSuite";
import { TopologyProject } from "../support/TopologyProject";

interface LiveEndpoint {
  readonly Aliases?: string[] | null;
  readonly IPAddress: string;
  readonly NetworkID: string;
}

integrationSuite("An attachment through the real CLI", ["engine", "pulumi"], (engine) => {
  let project: TopologyProject;
  let aliases = ["db"];
  let image = "redis:7";
  let subnet = "";

  before(async () => {
    project = await TopologyProject.create();
    project.plan(topology());
    await project.pulumi.up();
  });
  after(() => project.pulumi.dispose());

  function topology(): Topology {
    return {
      networks: {
        back: { networkName: project.name("back"), redis: { containerName: project.name("redis"), image } },
        front: {
          networkName: project.name("front"),
          ...(subnet ? { subnet } : {}),
          attachments: { redis: { of: "back", aliases } },
        },
      },
    };
  }
  const container = async () => {
    const found = await engine.container(project.name("redis"));
    assert.ok(found, "the container is gone");
    return found;
  };
  const attached = async () => {
    const endpoints: Partial<Record<string, LiveEndpoint>> = (await container()).NetworkSettings.Networks;
    return endpoints[project.name("front")];
  };

  it("is there after the first update, and a second one changes nothing", async () => {
    assert.ok((await attached())?.Aliases?.includes("db"));
    await project.pulumi.up("--expect-no-changes");
  });

  it("shows an alias edit as an update of that alias alone, and makes it without touching the container", async () => {
    const before = await container();
    aliases = ["db", "main"];
    project.plan(topology());
    const preview = await project.pulumi.preview("--diff");
    assert.match(preview.text, /~ dockwire:index:NetworkAttachment: \(update\)/);
    assert.match(preview.text, /~ aliases: \[\s+\+ \[1\]: "main"\s+\]/);
    assert.deepEqual(changed(preview), { update: 1 });
    assert.deepEqual(changed(await project.pulumi.up()), { updated: 1 });
    assert.ok((await attached())?.Aliases?.includes("main"));
    const after = await container();
    assert.equal(after.Id, before.Id);
    assert.equal(after.State.StartedAt, before.State.StartedAt);
  });

  it("is missed by a refresh after a disconnect by hand, and the next update makes it again and nothing else", async () => {
    const before = await container();
    await engine.docker.getNetwork(project.name("front")).disconnect({ Container: project.name("redis") });
    assert.deepEqual(changed(await project.pulumi.refresh()), { deleted: 1 });
    assert.deepEqual(changed(await project.pulumi.up()), { created: 1 });
    assert.ok((await attached())?.Aliases?.includes("db"));
    assert.equal((await container()).State.StartedAt, before.State.StartedAt);
    await project.pulumi.up("--expect-no-changes");
  });

  it("is repaired in place after aliases were changed by hand", async () => {
    const network = engine.docker.getNetwork(project.name("front"));
    await network.disconnect({ Container: project.name("redis") });
    await network.connect({ Container: project.name("redis"), EndpointConfig: { Aliases: ["theirs"] } });
    const run = await project.pulumi.up("--refresh");
    assert.deepEqual(changed(run), { updated: 1 });
    assert.ok((await attached())?.Aliases?.includes("db"));
    assert.ok(!(await attached())?.Aliases?.includes("theirs"));
  });

  it("follows a container that is replaced, in the same update", async () => {
    const before = await container();
    image = "redis:7-alt";
    project.plan(topology());
    await project.pulumi.up();
    const after = await container();
    assert.notEqual(after.Id, before.Id);
    assert.ok((await attached())?.Aliases?.includes("db"));
    await project.pulumi.up("--expect-no-changes");
  });

  it("follows a network that is made again under its name, in the same update, and the container stays", async () => {
    const before = await container();
    subnet = "10.191.77.0/28";
    project.plan(topology());
    await project.pulumi.up();
    const endpoint = await attached();
    assert.match(endpoint?.IPAddress ?? "", /^10\.191\.77\./);
    assert.equal(endpoint?.NetworkID, (await engine.network(project.name("front")))?.Id);
    assert.equal((await container()).Id, before.Id);
    await project.pulumi.up("--expect-no-changes");
  });

  it("that was made by hand is imported, and then the program that describes it changes nothing", async () => {
    const network = project.name("byhand");
    await engine.docker.createNetwork({ Name: network });
    const by = { Container: project.name("redis"), EndpointConfig: { Aliases: ["hand"] } };
    await engine.docker.getNetwork(network).connect(by);
    const loose = { container: project.name("redis"), network, aliases: ["hand"] };
    await project.pulumi.import("dockwire:index:NetworkAttachment", "hand", `${network}/${project.name("redis")}`);
    project.plan({ ...topology(), attachments: { hand: loose } });
    assert.deepEqual(changed(await project.pulumi.up()), {});
    project.plan(topology());
    assert.deepEqual(changed(await project.pulumi.up()), { deleted: 1 });
    assert.equal((await container()).NetworkSettings.Networks[network], undefined);
  });

  it("leaves nothing when the stack is destroyed", async () => {
    await project.pulumi.destroy();
    const left = await engine.list(project.pulumi.prefix);
    assert.deepEqual(left, { containers: [], networks: [project.name("byhand")], volumes: [] });
  });
});

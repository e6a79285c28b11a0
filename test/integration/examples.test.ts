import assert from "node:assert/strict";
import { engineAddress } from "../../engine/engineAddress";
import { DockerFixture } from "../support/DockerFixture";
import { freePort } from "../support/freePort";
import { integrationSuite } from "../support/integrationSuite";
import { PulumiProject } from "../support/PulumiProject";
import { changed } from "../support/PulumiRun";
import { TestDockerd } from "../support/TestDockerd";
import { uniquePrefix } from "../support/uniquePrefix";
import { untilAnswering } from "../support/untilAnswering";

const NOTHING = { containers: [], networks: [], volumes: [] };
const program = (name: string) => `../../examples/${name}`;

integrationSuite("The example of three tiers", ["engine", "pulumi"], (engine) => {
  const prefix = uniquePrefix();
  let project: PulumiProject;

  before(async () => {
    const config = { namePrefix: `${prefix}-`, port: await freePort(), redisImage: "redis", keepData: false };
    project = await PulumiProject.create({ program: program("three-tiers"), prefix, config });
    await project.up();
  });
  after(() => project.dispose());

  const resolves = async (container: string, name: string) => {
    const script = `require("node:dns").lookup("${prefix}-${name}", (error) => console.log(error ? error.code : "found"))`;
    return (await engine.exec(`${prefix}-${container}`, ["node", "--eval", script])).stdout.trim();
  };

  it("hands a request on to the application, which counts in redis", async () => {
    const { url } = await project.outputs();
    await untilAnswering(`${String(url)}/healthz`);
    assert.match(await (await fetch(String(url))).text(), /value="1"/);
    assert.match(await (await fetch(String(url))).text(), /value="2"/);
  });

  it("lets the application alone find redis", async () => {
    assert.deepEqual(
      [await resolves("counter", "redis"), await resolves("proxy", "counter"), await resolves("proxy", "redis")],
      ["found", "found", "ENOTFOUND"],
    );
  });

  it("is not changed by a second update, and goes without a trace", async () => {
    assert.deepEqual(changed(await project.up("--expect-no-changes")), {});
    await project.destroy();
    assert.deepEqual(await engine.list(prefix), NOTHING);
  });
});

integrationSuite("The example of tenants", ["engine", "pulumi"], (engine) => {
  const prefix = uniquePrefix();
  const shared = { namePrefix: `${prefix}-`, redisImage: "redis", range: "10.203.0.0/24", keepData: false };
  let project: PulumiProject;

  before(async () => {
    const config = { ...shared, tenants: ["acme", "globex"] };
    project = await PulumiProject.create({ program: program("tenants"), prefix, config });
    await project.up();
  });
  after(() => project.dispose());

  it("gives each of them a subnet of the range, and an application that counts in its own redis", async () => {
    const { subnets } = await project.outputs();
    assert.deepEqual(Object.values(subnets as object).sort(), ["10.203.0.0/26", "10.203.0.64/26"]);
    const visit = `fetch("http://localhost:3000/").then((answer) => answer.text()).then((text) => console.log(text))`;
    for (const tenant of ["acme", "globex"]) {
      const { stdout } = await engine.exec(`${prefix}-${tenant}-app`, ["node", "--eval", visit]);
      assert.match(stdout, /value="1"/);
    }
  });

  it("takes one more tenant and leaves the others as they are", async () => {
    const ids = async () => [
      (await engine.container(`${prefix}-acme-redis`))?.Id,
      (await engine.container(`${prefix}-globex-app`))?.Id,
    ];
    const before = await ids();
    const subnets = (await project.outputs()).subnets as object;
    project.configure({ ...shared, tenants: ["initech", "globex", "acme"] });
    const { updated, replaced, deleted } = (await project.up()).changes;
    assert.deepEqual([updated, replaced, deleted], [undefined, undefined, undefined]);
    assert.deepEqual(await ids(), before);
    assert.deepEqual((await project.outputs()).subnets, { initech: "10.203.0.128/26", ...subnets });
  });

  it("goes without a trace", async () => {
    await project.destroy();
    assert.deepEqual(await engine.list(prefix), NOTHING);
  });
});

integrationSuite("The example of a take-over", ["engine", "pulumi"], (engine) => {
  const docker = new DockerFixture();
  let project: PulumiProject;

  after(async () => {
    await project?.dispose();
    await docker.remove();
  });

  it("makes a stack of what was wired by hand, touches nothing, and edits the alias while the container runs", async () => {
    const network = docker.name("shop");
    const container = await docker.makeContainer("redis", { network: "bridge" });
    const ipam = { Config: [{ Subnet: "10.77.0.0/24" }] };
    await docker.docker.createNetwork({ Name: network, IPAM: ipam });
    await docker.docker.getNetwork(network).connect({ Container: container, EndpointConfig: { Aliases: ["db"] } });
    const before = await engine.container(container);

    project = await PulumiProject.create({ program: program("take-over") });
    project.edit("Pulumi.yaml", (text) =>
      text
        .replace("name: shop,", `name: ${network},`)
        .replace("container: redis", `container: ${container}`)
        .replace("import: shop }", `import: ${network} }`)
        .replace("import: shop/redis", `import: ${network}/${container}`),
    );
    const { imported, created, updated, replaced } = (await project.up()).changes;
    assert.deepEqual([imported, created, updated, replaced], [2, 1, undefined, undefined]);
    assert.deepEqual(changed(await project.up("--expect-no-changes")), {});
    assert.deepEqual((await engine.container(container))?.NetworkSettings.Networks, before?.NetworkSettings.Networks);

    project.edit("Pulumi.yaml", (text) => text.replace("aliases: [db]", "aliases: [cache, db]"));
    await project.up();
    const after = await engine.container(container);
    const aliases = after?.NetworkSettings.Networks[network]?.Aliases as string[];
    assert.ok(aliases.includes("cache") && aliases.includes("db"), aliases.join());
    assert.equal(after?.State.StartedAt, before?.State.StartedAt);
  });
});

integrationSuite("The example of several Engines", ["engine", "pulumi", "own engine"], () => {
  const docker = new DockerFixture();
  let project: PulumiProject | undefined;
  let second: TestDockerd;

  before(async () => {
    second = await TestDockerd.start(["redis"]);
  });
  after(async () => {
    await project?.dispose();
    await docker.remove();
    await second.remove();
  });

  it("wires a container of the same name on each", async () => {
    const network = docker.name("shop");
    const container = await docker.makeContainer("redis", { network: "bridge" });
    const other = await second.docker.createContainer({ name: container, Image: "redis" });
    await other.start();
    const config = { first: engineAddress({}).host, second: second.host, container, network };
    project = await PulumiProject.create({ program: program("engines"), config });
    await project.up();
    for (const each of [docker.docker, second.docker]) {
      const { Networks } = (await each.getContainer(container).inspect()).NetworkSettings;
      assert.ok((Networks[network] as { Aliases: string[] }).Aliases.includes("db"));
    }
    await project.destroy();
    assert.deepEqual(Object.keys((await other.inspect()).NetworkSettings.Networks), ["bridge"]);
  });
});

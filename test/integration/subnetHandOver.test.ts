import assert from "node:assert/strict";
import { randomInt } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { crash } from "../support/Crash";
import { DockerFixture } from "../support/DockerFixture";
import { integrationSuite } from "../support/integrationSuite";
import { Sleepers } from "../support/Sleepers";
import { YamlProject, type YamlResource } from "../support/YamlProject";

/** Pulumi changes one network after another, and removes last; the Engine gives each subnet out once. */
integrationSuite("A subnet that goes from one network of the program to another", ["engine", "pulumi"], () => {
  const docker = new DockerFixture();
  const name = (rest: string) => docker.name(rest);
  const sleepers = new Sleepers(docker, ["one", "two"]);
  let project: YamlProject;
  let base = "";

  beforeEach(async () => {
    base = `10.${200 + randomInt(16)}.${randomInt(250)}`;
    project = await YamlProject.create({ prefix: docker.prefix });
  });
  afterEach(async () => {
    await project.run("destroy");
    project.pulumi.abandon();
  });

  /** The subnet of that number. */
  const subnet = (number: number) => `${base}.${number * 32}/27`;
  const net = (called: string, properties: Record<string, unknown>): YamlResource => {
    return { type: "dockwire:Network", properties: { name: name(called), ...properties } };
  };
  const wire = (container: string, network: string, aliases: string[], ipv4Address?: string): YamlResource => {
    const properties = { container: sleepers.names[container], network, aliases, ipv4Address };
    return { type: "dockwire:NetworkAttachment", properties };
  };
  const lay = (resources: Record<string, YamlResource>) => project.program({ resources });
  const subnetsOf = async (called: string) =>
    (await docker.network(name(called)))?.IPAM?.Config?.map((one) => one.Subnet);
  const addressOf = async (container: string, network: string) => {
    const found = await docker.container(sleepers.names[container] ?? "");
    return found?.NetworkSettings.Networks[name(network)]?.IPAddress;
  };
  const refused = async (...flags: string[]) => {
    const { succeeded, text } = await project.run("preview", ...flags);
    assert.equal(succeeded, false);
    return text;
  };

  it("is had by a new network in the update that drops the old one, and its container stays", async () => {
    lay({ old: net("old", { subnet: subnet(0) }), wire: wire("one", "${old.name}", ["db"]) });
    await project.up();
    const before = await sleepers.startTimes();
    lay({ shop: net("shop", { subnet: subnet(0) }), wire: wire("one", "${shop.name}", ["db"]) });
    const { text } = await project.up("--skip-preview=false");
    assert.match(
      text,
      new RegExp(`Network "${name("old")}" has the subnet ${subnet(0)} and gives it up in this update`),
    );
    assert.deepEqual(await subnetsOf("shop"), [subnet(0)]);
    assert.equal(await docker.network(name("old")), undefined);
    assert.match((await addressOf("one", "shop")) ?? "", new RegExp(`^${base}\\.`));
    assert.deepEqual(await sleepers.startTimes(), before);
    await project.up("--expect-no-changes");
  });

  /** Two networks, the first with the subnet of that number and the second with the other one, each with a container. */
  const lie = (first: number) =>
    lay({
      a: net("a", { subnet: subnet(first) }),
      b: net("b", { subnet: subnet(1 - first) }),
      one: wire("one", "${a.name}", ["db"], `${base}.${first * 32 + 5}`),
      two: wire("two", "${b.name}", ["web"], `${base}.${(1 - first) * 32 + 9}`),
    });

  it("is exchanged for another network's, with the fixed addresses in both", async () => {
    lie(0);
    await project.up();
    const before = await sleepers.startTimes();
    for (const [first, parallel] of [
      [1, "16"],
      [0, "1"],
    ] as const) {
      lie(first);
      await project.up("--skip-preview=false", "--parallel", parallel);
      assert.deepEqual(await subnetsOf("a"), [subnet(first)]);
      assert.deepEqual(await subnetsOf("b"), [subnet(1 - first)]);
      assert.equal(await addressOf("one", "a"), `${base}.${first * 32 + 5}`);
      assert.equal(await addressOf("two", "b"), `${base}.${(1 - first) * 32 + 9}`);
      assert.deepEqual(await sleepers.startTimes(), before);
      await project.up("--expect-no-changes");
    }
  });

  it("is exchanged by networks whose resources get other names in that update", async () => {
    lie(0);
    await project.up();
    const before = await sleepers.startTimes();
    lay({
      other: net("b", { subnet: subnet(0) }),
      one: wire("one", "${renamed.networkId}", ["db"], `${base}.37`),
      renamed: net("a", { subnet: subnet(1) }),
      moved: wire("two", "${other.name}", ["web"], `${base}.9`),
    });
    await project.up("--skip-preview=false");
    assert.equal(await addressOf("one", "a"), `${base}.37`);
    assert.equal(await addressOf("two", "b"), `${base}.9`);
    assert.deepEqual(await sleepers.startTimes(), before);
    await project.up("--expect-no-changes");
  });

  const isAway = async (called: string) => (await docker.network(name(called))) === undefined;
  const MOMENTS: [string, () => Promise<boolean>][] = [
    [
      "a network is about to be away",
      async () => (await docker.list(`dockwire-remake-${docker.prefix}`)).volumes.length > 0,
    ],
    ["one is away", async () => (await isAway("a")) || (await isAway("b"))],
    ["both were", async () => (await docker.network(name("a")))?.IPAM?.Config?.[0]?.Subnet === subnet(1)],
  ];
  for (const [moment, isThen] of MOMENTS) {
    it(`is where it should be after the next update when the provider is killed while ${moment}`, async () => {
      lie(0);
      await project.up();
      const before = await sleepers.startTimes();
      lie(1);
      const met = async () => {
        while (!(await isThen())) await sleep(10);
      };
      await crash({ project: project.pulumi }, ["up", "--yes", "--skip-preview"], "provider", met);
      await project.pulumi.recover();
      await project.up();
      assert.equal(await addressOf("one", "a"), `${base}.37`);
      assert.equal(await addressOf("two", "b"), `${base}.9`);
      assert.deepEqual(await sleepers.startTimes(), before);
      assert.deepEqual((await docker.list(`dockwire-remake-${docker.prefix}`)).volumes, []);
      assert.deepEqual((await docker.list(`dockwire-choice-${docker.prefix}`)).networks, []);
      await project.up("--expect-no-changes");
    });
  }

  it("moves on along a row of networks in one update, from whichever end Pulumi begins", async () => {
    const row = (first: number, count: number, options: Record<string, Record<string, unknown>> = {}) =>
      lay(
        Object.fromEntries(
          Array.from({ length: count }, (_, i) => {
            return [`n${i}`, { ...net(`n${i}`, { subnet: subnet(first + i) }), options: options[`n${i}`] ?? {} }];
          }),
        ),
      );
    row(0, 3);
    await project.up();
    row(1, 3, { n0: { dependsOn: ["${n1}"] }, n1: { dependsOn: ["${n2}"] } });
    await project.up();
    row(0, 4, { n0: { dependsOn: ["${n1}"] }, n1: { dependsOn: ["${n2}"] }, n2: { dependsOn: ["${n3}"] } });
    await project.up();
    const found = await Promise.all([0, 1, 2, 3].map((i) => subnetsOf(`n${i}`)));
    assert.deepEqual(
      found,
      [0, 1, 2, 3].map((i) => [subnet(i)]),
    );
    await project.up("--expect-no-changes");
  });

  it("goes with an IPv6 subnet and the bridge's name", async () => {
    const ipv6Subnet = `fd00:${randomInt(1, 0xffff).toString(16)}:1::/64`;
    const options = { "com.docker.network.bridge.name": `br${randomInt(1e9)}` };
    lay({ old: net("old", { subnet: subnet(0), ipv6Subnet, options }), wire: wire("one", "${old.name}", ["db"]) });
    await project.up();
    lay({ shop: net("shop", { ipv6Subnet, options }), wire: wire("one", "${shop.name}", ["db"]) });
    await project.up();
    assert.ok((await subnetsOf("shop"))?.includes(ipv6Subnet));
    assert.equal(
      (await docker.network(name("shop")))?.Options?.["com.docker.network.bridge.name"],
      Object.values(options)[0],
    );
    await project.up("--expect-no-changes");
  });

  it("stays where it is when the network that would have it cannot be made", async () => {
    lay({ old: net("old", { subnet: subnet(0) }), wire: wire("one", "${old.name}", ["db"]) });
    await project.up();
    const at = await addressOf("one", "old");
    const options = { "com.docker.network.driver.mtu": "many" };
    lay({ shop: net("shop", { subnet: subnet(0), options }), wire: wire("one", "${shop.name}", ["db"]) });
    const { succeeded, text } = await project.run("up");
    assert.equal(succeeded, false);
    assert.match(
      text,
      /Creating network ".*-shop": .*(mtu|many).*The network and its containers are as they were before/is,
    );
    assert.deepEqual(await subnetsOf("old"), [subnet(0)]);
    assert.equal(await addressOf("one", "old"), at);
    lay({ shop: net("shop", { subnet: subnet(0) }), wire: wire("one", "${shop.name}", ["db"]) });
    await project.up();
    assert.equal(await docker.network(name("old")), undefined);
  });

  it("is refused at preview to two networks of the program, on its name", async () => {
    lay({ a: net("a", { subnet: `${base}.0/24` }), b: net("b", { ipamConfigs: [{ subnet: subnet(1) }] }) });
    const text = await refused();
    assert.match(
      text,
      /property (subnet|ipamConfigs\[0\]\.subnet) value .*is asked for by ".*-[ab]", the network of another resource of this program, [ab]; choose another/s,
    );
  });

  it("is refused at preview where a network has it that stays: somebody else's, or one that is not targeted", async () => {
    const theirs = await docker.makeNetwork("theirs", { IPAM: { Driver: "default", Config: [{ Subnet: subnet(0) }] } });
    lay({ a: net("a", { subnet: subnet(0) }) });
    assert.match(
      await refused(),
      new RegExp(
        `Creating network "${name("a")}" is refused: network "${name("theirs")}" \\(\\w{12}\\) has the subnet ${subnet(0)}`,
      ),
    );
    await docker.docker.getNetwork(theirs).remove();
    lay({ a: net("a", { subnet: subnet(0) }), b: net("b", { subnet: subnet(2) }) });
    await project.up();
    lay({ a: net("a", { subnet: subnet(1) }), b: net("b", { subnet: subnet(0) }) });
    assert.match(
      await refused("--target", project.urn("Network", "b")),
      /is refused: network ".*-a" \(\w{12}\) has the subnet/,
    );
    assert.deepEqual(await subnetsOf("a"), [subnet(0)]);
  });

  it("is refused at preview while a container of Compose is on the network that has it", async () => {
    lay({ old: net("old", { subnet: subnet(0) }) });
    await project.up();
    const labels = { "com.docker.compose.project": "theirs" };
    await docker.makeContainer("composed", {
      image: "alpine",
      command: ["sleep", "100000"],
      network: name("old"),
      labels,
    });
    lay({ shop: net("shop", { subnet: subnet(0) }) });
    assert.match(
      await refused(),
      /Moving network ".*-old" out of the way of ".*-shop" \(the subnet [\d./]+\) is refused: container ".*-composed" is of Compose/,
    );
    await docker.docker.getContainer(name("composed")).remove({ force: true });
  });
});

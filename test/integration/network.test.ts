import assert from "node:assert/strict";
import { randomInt } from "node:crypto";
import { overlap } from "../../engine/cidr";
import type { Properties } from "../../provider/protocol/values";
import { UNKNOWN } from "../../provider/protocol/values";
import { DockerFixture } from "../support/DockerFixture";
import { ProviderProcess, urnOf } from "../support/ProviderProcess";
import { integrationSuite } from "../support/integrationSuite";
import { skip } from "../support/skip";

const TYPE = "dockwire:index:Network";
const URN = urnOf(TYPE);

integrationSuite("A Network on a real Engine", ["engine"], () => {
  const docker = new DockerFixture();
  let provider: ProviderProcess;
  /** A /20 that hardly anybody else uses: sixteen /24, or 128 /27. */
  const pool = `10.${224 + randomInt(16)}.${randomInt(16) * 16}.0/20`;

  before(async () => {
    provider = await ProviderProcess.configured();
  });
  after(async () => {
    await provider.stop();
    await docker.remove();
  });

  async function make(rest: string, inputs: Properties = {}, urn = urnOf(TYPE, rest)) {
    const all = { name: docker.name(rest), ...inputs };
    const { inputs: kept, failures } = await provider.check(urn, all);
    assert.deepEqual(failures, []);
    return { urn, inputs: kept, ...(await provider.create(urn, kept)) };
  }

  it("is made as described, and its outputs are what the Engine says", async () => {
    const subnet = pool.replace("/20", "/28");
    const gateway = subnet.replace("0/28", "14");
    const { id, state } = await make("described", {
      subnet,
      gateway,
      internal: true,
      labels: { purpose: "test" },
      options: { "com.docker.network.driver.mtu": "1400" },
    });
    const live = await docker.network(docker.name("described"));
    assert.equal(id, docker.name("described"));
    assert.equal(live?.Id, state.networkId);
    assert.equal(live?.Internal, true);
    assert.deepEqual(live.IPAM?.Config?.[0], { Subnet: subnet, Gateway: gateway });
    assert.equal(live.Labels?.purpose, "test");
    assert.equal(live.Options?.["com.docker.network.driver.mtu"], "1400");
    assert.equal(state.assignedSubnet, subnet);
    assert.equal(state.assignedGateway, gateway);
    assert.equal(state.scope, "local");
    await provider.delete(URN, id, state);
    assert.equal(await docker.network(docker.name("described")), undefined);
  });

  it("with IPv6 has both subnets", async () => {
    const made = await make("six", { ipv6Subnet: "fd00:dead:beef::/64" });
    assert.equal(made.state.assignedIpv6Subnet, "fd00:dead:beef::/64");
    assert.match(String(made.state.assignedSubnet), /^\d+\.\d+\.\d+\.\d+\/\d+$/);
    await provider.delete(URN, made.id, made.state);
  });

  it("takes a free subnet out of a pool, also when many are made at once, and never one that is in use", async () => {
    const subnetPool = { range: pool, prefixLength: 27 };
    const all = await Promise.all(Array.from({ length: 40 }, (_, i) => make(`pool${i}`, { subnetPool })));
    const subnets = all.map(({ state }) => String(state.assignedSubnet));
    assert.equal(new Set(subnets).size, 40);
    for (const subnet of subnets) assert.ok(overlap(pool, subnet) && subnet.endsWith("/27"), subnet);
    await Promise.all(all.map(({ id, state }) => provider.delete(URN, id, state)));
  });

  it("out of a pool that is full is refused with the cause and the cure", async () => {
    const range = pool.replace("/20", "/27");
    const subnetPool = { range, prefixLength: 28 };
    const two = await Promise.all([make("full0", { subnetPool }), make("full1", { subnetPool })]);
    await assert.rejects(make("full2", { subnetPool }), (error: Error) => {
      assert.match(
        error.message,
        /Creating network ".*full2": no \/28 of the subnet pool .* is free any more; give a larger range/,
      );
      return true;
    });
    await Promise.all(two.map(({ id, state }) => provider.delete(URN, id, state)));
  });

  it("with a subnet that another network has is refused with the cure", async () => {
    const subnet = pool.replace("0/20", "128/26");
    const first = await make("lap0", { subnet });
    // As another program's.
    const { inputs } = first;
    const second = { ...inputs, name: docker.name("lap1") };
    const other = await ProviderProcess.configured();
    for (const preview of [true, false])
      await assert.rejects(
        other.create(URN, second, { preview }),
        /has the subnet .*choose another, or give "subnetPool"/is,
      );
    await other.stop();
    await provider.delete(URN, first.id, first.state);
  });

  it("of a name that exists is refused, at preview too, unless it is what a killed run was about to record", async () => {
    const first = await make("name", {}, urnOf(TYPE, "first"));
    for (const preview of [true, false]) {
      await assert.rejects(
        provider.create(urnOf(TYPE, "second"), first.inputs, { preview }),
        /there is one of that name already.*import it/s,
      );
    }
    const again = await make("name", {}, urnOf(TYPE, "first"));
    assert.equal(again.id, first.id);
    assert.deepEqual(again.state, first.state);
    const other = { ...first.inputs, internal: true };
    await assert.rejects(provider.create(urnOf(TYPE, "first"), other), /already \([0-9a-f]{12}, with other internal\)/);
    await provider.delete(URN, first.id, first.state);
  });

  it("of a name that another resource of the program asks for is refused, naming both", async () => {
    const inputs = { name: docker.name("twice") };
    assert.deepEqual((await provider.check(urnOf(TYPE, "one"), inputs)).failures, []);
    const [failure] = (await provider.check(urnOf(TYPE, "two"), inputs)).failures;
    assert.equal(failure?.property, "name");
    assert.match(failure.reason, new RegExp(`"${inputs.name}" is the network of another resource.*::one$`));
  });

  it("goes over to a resource that is renamed or replaced, with the container on it, and is not deleted with the old one", async () => {
    const first = await make("over", {}, urnOf(TYPE, "before"));
    const member = await docker.makeContainer("overMember", {
      image: "alpine",
      command: ["sleep", "600"],
      network: docker.name("over"),
    });
    await fresh();
    const read = await provider.read(urnOf(TYPE, "before"), first.id, first.state, first.inputs);
    const wanted = { ...first.inputs, internal: true };
    const second = await provider.create(urnOf(TYPE, "after"), wanted);
    await provider.delete(urnOf(TYPE, "before"), first.id, read?.state ?? {});
    const live = await docker.network(docker.name("over"));
    assert.equal(live?.Internal, true);
    assert.equal(live.Id, second.state.networkId);
    assert.deepEqual(
      Object.values(live.Containers ?? {}).map(({ Name }) => Name),
      [member],
    );
    await fresh();
    await docker.docker.getContainer(member).remove({ force: true });
    await provider.delete(urnOf(TYPE, "after"), second.id, second.state);
    assert.equal(await docker.network(docker.name("over")), undefined);
  });

  it("reads back as it was made, and as gone when it is gone", async () => {
    for (const extra of <Properties[]>[
      {},
      { internal: true },
      { labels: { a: "b" } },
      { subnetPool: { range: pool } },
    ]) {
      const { urn, id, state, inputs } = await make("read", extra);
      const found = await provider.read(urn, id, state, inputs);
      assert.deepEqual(found?.inputs, inputs);
      assert.deepEqual(found.state, state);
      assert.equal((await provider.diff(urn, id, found.state, inputs, { oldInputs: found.inputs })).changes, "none");
      await provider.delete(urn, id, state);
      await provider.delete(urn, id, state);
      await fresh();
      assert.equal(await provider.read(urn, id, state, inputs), undefined);
    }
  });

  it("is imported by its name, and then nothing differs", async () => {
    const name = await docker.makeNetwork("import", { Internal: true, Labels: { owner: "me" } });
    const found = await provider.read(URN, name);
    assert.equal(found?.inputs.name, name);
    assert.equal(found.inputs.internal, true);
    assert.deepEqual(found.inputs.labels, { owner: "me" });
    assert.equal(
      (await provider.diff(URN, found.id, found.state, found.inputs, { oldInputs: found.inputs })).changes,
      "none",
    );
  });

  it("is replaced, old one first, by another name alone; every other edit updates it", async () => {
    const { id, state, inputs, urn } = await make("edit", { labels: { a: "1" } });
    const edited = { ...inputs, labels: { a: "2" }, internal: true, driver: "overlay", subnet: "10.1.0.0/24" };
    const update = await provider.diff(urn, id, state, edited, { oldInputs: inputs });
    assert.deepEqual(update.replaces, []);
    assert.deepEqual(update.detailed, { "labels.a": "update", internal: "add", driver: "add", subnet: "add" });
    const replacement = await provider.diff(urn, id, state, { ...inputs, name: "other" }, { oldInputs: inputs });
    assert.deepEqual(replacement.replaces, ["name"]);
    assert.equal(replacement.deleteBeforeReplace, true);
    await provider.delete(urn, id, state);
  });

  it("waits for endpoints on their way out, and otherwise names who is still on it", async () => {
    const { id, state } = await make("busy");
    const member = await docker.makeContainer("member", {
      image: "alpine",
      command: ["sleep", "600"],
      network: docker.name("busy"),
    });
    await assert.rejects(
      provider.delete(URN, id, state, { timeoutSeconds: 1 }),
      new RegExp(`still on it: ${member}\\. Detach them`),
    );
    const removal = provider.delete(URN, id, state, { timeoutSeconds: 20 });
    await docker.docker.getContainer(member).remove({ force: true });
    await removal;
    assert.equal(await docker.network(docker.name("busy")), undefined);
  });

  it("of a driver that needs a swarm is refused at once on an Engine without one, with the cure", async function () {
    const { Swarm } = (await docker.docker.info()) as { Swarm?: { LocalNodeState?: string } };
    if (Swarm?.LocalNodeState !== "inactive") skip(this, "this Engine is in a swarm");
    const inputs = { name: docker.name("overlay"), driver: "overlay", attachable: true };
    await assert.rejects(
      provider.create(URN, inputs, { timeoutSeconds: 60 }),
      /Creating network ".*overlay" is refused: an overlay network belongs to a swarm, and this Engine is in none\. Run "docker swarm init"/,
    );
  });

  for (const driver of ["macvlan", "ipvlan"]) {
    it(`of the driver ${driver} has several subnets, and reads back as it was made`, async function () {
      const probe = await docker.docker.createNetwork({ Name: docker.name("probe"), Driver: driver }).then(
        (network) => network.remove().then(() => undefined),
        (error: Error) => error.message,
      );
      if (probe !== undefined) skip(this, `this machine has no ${driver} (${probe})`);
      const [first, second] = [pool.replace("0/20", "0/27"), pool.replace("0/20", "64/27")];
      const ipamConfigs: Properties[] = [{ subnet: first }, { subnet: second, gateway: second.replace("64/27", "70") }];
      const { urn, id, state, inputs } = await make(driver, { driver, ipamConfigs });
      const live = await docker.network(docker.name(driver));
      assert.deepEqual(
        live?.IPAM?.Config?.map(({ Subnet }) => Subnet),
        [first, second],
      );
      assert.deepEqual((await provider.read(urn, id, state, inputs))?.inputs, inputs);
      await provider.delete(urn, id, state);
    });
  }

  it("in preview touches nothing and leaves open what only the Engine can say", async () => {
    const { state } = await provider.create(URN, { name: docker.name("dry") }, { preview: true });
    assert.equal(state.assignedSubnet, UNKNOWN);
    assert.equal(await docker.network(docker.name("dry")), undefined);
  });

  const wrong: [string, Properties, string, RegExp][] = [
    ["no name", {}, "name", /"name" is required/],
    ["a name with a slash", { name: "a/b" }, "name", /"a\/b" cannot be a network's name/],
    ["a subnet that is none", { name: "n", subnet: "10.0.0.0" }, "subnet", /not a subnet in CIDR notation/],
    ["a subnet with host bits", { name: "n", subnet: "10.0.0.1/24" }, "subnet", /write 10\.0\.0\.0\/24/],
    ["an IPv6 subnet as IPv4", { name: "n", subnet: "fd00::/64" }, "subnet", /write it as "ipv6Subnet"/],
    ["an IPv4 subnet as IPv6", { name: "n", ipv6Subnet: "10.0.0.0/24" }, "ipv6Subnet", /write it as "subnet"/],
    [
      "a gateway outside",
      { name: "n", subnet: "10.0.0.0/24", gateway: "10.0.1.1" },
      "gateway",
      /10\.0\.1\.1 lies outside the subnet 10\.0\.0\.0\/24/,
    ],
    ["a gateway alone", { name: "n", gateway: "10.0.1.1" }, "gateway", /"gateway" needs "subnet" beside it/],
    ["a range outside", { name: "n", subnet: "10.0.0.0/24", ipRange: "10.0.1.0/28" }, "ipRange", /lies outside/],
    [
      "a subnet and a pool",
      { name: "n", subnet: "10.0.0.0/24", subnetPool: { range: "10.1.0.0/16" } },
      "subnetPool",
      /not both/,
    ],
    [
      "a pool smaller than a network",
      { name: "n", subnetPool: { range: "10.1.0.0/27" } },
      "subnetPool.range",
      /smaller than one \/26 network/,
    ],
    ["a pool without a range", { name: "n", subnetPool: {} }, "subnetPool.range", /required/],
    [
      "a prefix that is too long",
      { name: "n", subnetPool: { range: "10.1.0.0/16", prefixLength: 31 } },
      "subnetPool.prefixLength",
      /at least a \/29/,
    ],
    [
      "a label that is no text",
      { name: "n", labels: { a: 1 } },
      "labels.a",
      /"labels.a" is of the wrong type: expected string, received number/,
    ],
  ];
  for (const [title, inputs, property, reason] of wrong) {
    it(`refuses ${title}, on the property's name`, async () => {
      const { failures } = await provider.check(URN, inputs);
      assert.deepEqual(
        failures.map((failure) => failure.property),
        [property],
      );
      assert.match(failures[0]?.reason ?? "", reason);
    });
  }

  async function fresh(): Promise<void> {
    await provider.stop();
    provider = await ProviderProcess.configured();
  }
});

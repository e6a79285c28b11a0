import assert from "node:assert/strict";
import { randomInt } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import type { Properties } from "../../provider/protocol/values";
import { CountingEngine } from "../support/CountingEngine";
import { DockerFixture } from "../support/DockerFixture";
import { integrationSuite } from "../support/integrationSuite";
import { ProviderProcess, urnOf } from "../support/ProviderProcess";

const TYPE = "dockwire:index:Network";
const URN = urnOf(TYPE);
const SLEEP = ["sleep", "3600"];

interface Made {
  id: string;
  state: Properties;
  inputs: Properties;
}

integrationSuite("An edit of a Network under containers that run", ["engine"], () => {
  const docker = new DockerFixture();
  let engine: CountingEngine;
  let provider: ProviderProcess;
  let count = 0;

  before(async () => {
    engine = await CountingEngine.start();
    await restart();
  });
  after(async () => {
    await provider.stop();
    await engine.stop();
    await docker.remove();
  });

  async function restart(): Promise<void> {
    await provider?.stop();
    provider = await ProviderProcess.configured({ environment: { DOCKER_HOST: engine.host } });
  }

  /** A /24 that hardly anybody else uses, by its first three numbers. */
  function range(): string {
    return `10.${200 + randomInt(16)}.${randomInt(256)}`;
  }

  async function make(extra: Properties = {}): Promise<Made & { name: string }> {
    const name = docker.name(`net${count++}`);
    const { inputs } = await provider.check(URN, { name, ...extra });
    return { name, inputs, ...(await provider.create(URN, inputs)) };
  }

  async function edit({ id, state, inputs }: Made, changes: Properties, preview = false): Promise<Made> {
    const wanted = { ...inputs, ...changes };
    const checked = await provider.check(URN, wanted, { oldInputs: inputs });
    assert.deepEqual(checked.failures, []);
    const done = await provider.update(URN, id, state, checked.inputs, { oldInputs: inputs, preview });
    return { id, state: done.state, inputs: checked.inputs };
  }

  /** A container that runs on the network in a form of its own. */
  async function member(rest: string, network: string, endpoint: object = {}): Promise<string> {
    const container = await docker.docker.createContainer({
      name: docker.name(rest),
      Image: "alpine",
      Cmd: SLEEP,
      HostConfig: { NetworkMode: network },
      NetworkingConfig: { EndpointsConfig: { [network]: endpoint } },
    });
    await container.start();
    return docker.name(rest);
  }

  /** What may not change: who it is, since when it runs, and how it is on its networks. */
  async function facts(name: string) {
    const info = await docker.container(name);
    const networks = Object.entries(info?.NetworkSettings.Networks ?? {}).map(([network, all]) => {
      const { Aliases, IPAMConfig, DriverOpts } = all as {
        Aliases?: string[] | null;
        IPAMConfig?: object | null;
        DriverOpts?: object | null;
      };
      return [network, { Aliases: Aliases ?? [], IPAMConfig: IPAMConfig ?? {}, DriverOpts: DriverOpts ?? {} }] as const;
    });
    return { id: info?.Id, startedAt: info?.State.StartedAt, networks: Object.fromEntries(networks) };
  }

  async function records(): Promise<string[]> {
    const { Volumes } = await docker.docker.listVolumes({ filters: { label: ["dockwire.remake"] } });
    return (Volumes ?? []).map((volume) => volume.Name).filter((name) => name.includes(docker.prefix));
  }

  it("keeps them as they are: aliases, fixed and link-local addresses, MAC address and driver options", async () => {
    const base = range();
    const net = await make({ subnet: `${base}.0/24` });
    const plain = await member("plain", net.name);
    const container = await docker.docker.createContainer({
      name: docker.name("full"),
      Image: "alpine",
      Cmd: SLEEP,
      // One of the whole container until API 1.43, one of the connection since.
      MacAddress: "02:42:0a:00:00:99",
      HostConfig: { NetworkMode: net.name },
      NetworkingConfig: {
        EndpointsConfig: {
          [net.name]: {
            Aliases: ["db", "main.db"],
            MacAddress: "02:42:0a:00:00:99",
            IPAMConfig: { IPv4Address: `${base}.77`, LinkLocalIPs: ["169.254.7.7"] },
            DriverOpts: { "com.example.note": "kept" },
          },
        },
      },
    });
    await container.start();
    const full = docker.name("full");
    const mac = async () => (await docker.container(full))?.NetworkSettings.Networks[net.name]?.MacAddress;
    const before = [await facts(plain), await facts(full), await mac()];
    assert.equal(before[2], "02:42:0a:00:00:99");
    const edited = await edit(net, { internal: true, options: { "com.docker.network.driver.mtu": "1400" } });
    assert.deepEqual([await facts(plain), await facts(full), await mac()], before);
    const live = await docker.network(net.name);
    assert.equal(live?.Internal, true);
    assert.equal(live.Options?.["com.docker.network.driver.mtu"], "1400");
    assert.equal(edited.state.networkId, live.Id);
    assert.notEqual(edited.state.networkId, net.state.networkId);
    assert.equal(live.IPAM?.Config?.[0]?.Subnet, `${base}.0/24`);
    assert.equal((await docker.exec(plain, ["ping", "-c1", "-W2", "main.db"])).exitCode, 0);
    assert.deepEqual(await records(), []);
  });

  it("gives them addresses of another subnet, and those that do not run join it when they start", async () => {
    const net = await make({ subnet: `${range()}.0/24` });
    const running = await member("moved", net.name, { Aliases: ["web"] });
    // One that was made by the network's id does not start again on Engine 29 (docs/engines.md).
    const byId = (await docker.client.api()) < 48 ? String(net.state.networkId) : net.name;
    const created = await docker.makeContainer("created", {
      image: "alpine",
      command: SLEEP,
      network: byId,
      started: false,
    });
    const stopped = await member("stopped", net.name, { Aliases: ["old"] });
    await docker.docker.getContainer(stopped).kill();
    const base = range();
    await edit(net, { subnet: `${base}.0/24`, gateway: `${base}.254` });
    const address = async (name: string) =>
      (await docker.container(name))?.NetworkSettings.Networks[net.name]?.IPAddress;
    assert.match((await address(running)) ?? "", new RegExp(`^${base}\\.`));
    for (const name of [created, stopped]) {
      await docker.docker.getContainer(name).start();
      assert.match((await address(name)) ?? "", new RegExp(`^${base}\\.`));
    }
    assert.equal((await docker.exec(running, ["ping", "-c1", "-W2", "old"])).exitCode, 0);
    await docker.docker.getContainer(running).restart({ t: 0 });
    assert.equal((await docker.exec(created, ["ping", "-c1", "-W2", "web"])).exitCode, 0);
  });

  it("of labels alone, of who may attach, or of the pool keeps them too", async () => {
    const base = range();
    const net = await make({ subnetPool: { range: `${base}.0/24`, prefixLength: 27 } });
    const container = await member("labelled", net.name);
    const before = await facts(container);
    const labelled = await edit(net, { labels: { team: "a" }, attachable: true });
    assert.equal(labelled.state.assignedSubnet, net.state.assignedSubnet);
    const live = await docker.network(net.name);
    assert.equal(live?.Labels?.team, "a");
    assert.equal(live.Attachable, true);
    const other = range();
    const moved = await edit(labelled, { subnetPool: { range: `${other}.0/24`, prefixLength: 28 } });
    assert.equal(moved.state.assignedSubnet, `${other}.0/28`);
    assert.deepEqual(await facts(container), before);
  });

  it("keeps paused containers paused and one that restarts in a loop on its network", async () => {
    const net = await make();
    const paused = await member("paused", net.name);
    await docker.docker.getContainer(paused).pause();
    const looping = await docker.docker.createContainer({
      name: docker.name("looping"),
      Image: "alpine",
      Cmd: ["false"],
      HostConfig: { NetworkMode: net.name, RestartPolicy: { Name: "always" } },
      NetworkingConfig: { EndpointsConfig: { [net.name]: { Aliases: ["loop"] } } },
    });
    await looping.start();
    while ((await looping.inspect()).State.Status !== "restarting") await sleep(50);
    await edit(net, { labels: { a: "b" } });
    assert.equal((await docker.container(paused))?.State.Status, "paused");
    const info = await looping.inspect();
    const endpoint = info.NetworkSettings.Networks[net.name] as { Aliases?: string[] } | undefined;
    assert.ok(endpoint?.Aliases?.includes("loop"), JSON.stringify(info.NetworkSettings.Networks));
    assert.ok(["restarting", "running"].includes(info.State.Status), info.State.Status);
    await looping.remove({ force: true });
  });

  it("is told at preview, which touches nothing", async () => {
    const net = await make();
    const container = await member("told", net.name);
    const lines = provider.lines.length;
    await edit(net, { internal: true }, true);
    assert.match(
      provider.lines[lines]?.message ?? "",
      new RegExp(`"${net.name}" is made again\\. The containers on it \\(${container}\\) keep running`),
    );
    assert.equal((await docker.network(net.name))?.Id, net.state.networkId);
  });

  it("is refused, at preview too, where a container's fixed address would not fit, naming it", async () => {
    const base = range();
    const net = await make({ subnet: `${base}.0/24` });
    const container = await member("fixed", net.name, { IPAMConfig: { IPv4Address: `${base}.9` } });
    const before = await facts(container);
    for (const [changes, reason] of [
      [
        { subnet: `${range()}.0/25` },
        /has the fixed address [\d.]+, which lies outside .*; no attachment of this program gave it, so give the container another one first/,
      ],
      [{ gateway: `${base}.9` }, /has the fixed address [\d.]+, which would be the gateway's/],
    ] as const) {
      for (const preview of [true, false]) {
        await assert.rejects(edit(net, changes, preview), (error: Error) => {
          assert.match(
            error.message,
            new RegExp(`Changing network "${net.name}" is refused: container "${container}"`),
          );
          assert.match(error.message, reason);
          return true;
        });
      }
    }
    assert.deepEqual(await facts(container), before);
    assert.equal((await docker.network(net.name))?.Id, net.state.networkId);
  });

  it("is refused while a container of another stack or of Compose is on it, unless that is asked for", async () => {
    const net = await make();
    for (const [rest, label, owner] of [
      ["foreign", "dockwire.stack", "stack"],
      ["composed", "com.docker.compose.project", "Compose project"],
    ] as const) {
      const container = await docker.docker.createContainer({
        name: docker.name(rest),
        Image: "alpine",
        Cmd: SLEEP,
        Labels: { [label]: "theirs/prod" },
        HostConfig: { NetworkMode: net.name },
      });
      await container.start();
      const before = await facts(docker.name(rest));
      await assert.rejects(
        edit(net, { internal: true }, true),
        new RegExp(`container "${docker.name(rest)}" is of ${owner} theirs/prod.*"reconnectForeignContainers: true"`),
      );
      const edited = await edit(net, { labels: { a: rest }, reconnectForeignContainers: true });
      assert.deepEqual(await facts(docker.name(rest)), before);
      Object.assign(net, { state: edited.state });
      await container.remove({ force: true });
    }
  });

  it("that fails at any step leaves all as it was, and says so", async () => {
    const base = range();
    const net = await make({ subnet: `${base}.0/24`, labels: { mine: "yes" } });
    const one = await member("one", net.name, { Aliases: ["first"], IPAMConfig: { IPv4Address: `${base}.40` } });
    const two = await member("two", net.name, { Aliases: ["second"] });
    const before = [await facts(one), await facts(two)];
    for (const step of [/\/disconnect$/, /^DELETE \/networks/, /^POST \/networks\/create$/, /\/connect$/]) {
      engine.refuse = { pattern: step, message: "not today" };
      await assert.rejects(edit(net, { internal: true }), (error: Error) => {
        assert.match(error.message, new RegExp(`Changing network "${net.name}".*not today`));
        assert.match(error.message, /The network and its containers are as they were before\./);
        return true;
      });
      assert.deepEqual([await facts(one), await facts(two)], before);
      const live = await docker.network(net.name);
      assert.equal(live?.Internal, false);
      assert.equal(live.Labels?.mine, "yes");
      assert.equal(live.IPAM?.Config?.[0]?.Subnet, `${base}.0/24`);
    }
    assert.deepEqual(await records(), []);
    const read = await provider.read(URN, net.id, net.state, net.inputs);
    assert.equal(read?.state.networkId, (await docker.network(net.name))?.Id);
  });

  it("goes on without a container that somebody removes meanwhile", async () => {
    const net = await make();
    // The lowest address is connected first.
    const [second, first] = [await member("goes", net.name), await member("stays", net.name)];
    const before = await facts(first);
    let letGo = () => {};
    engine.hold = { pattern: /\/connect$/, until: new Promise<void>((resolve) => (letGo = resolve)) };
    const seen = engine.calls.length;
    const done = edit(net, { internal: true });
    while (!engine.calls.slice(seen).some((call) => call.endsWith("/connect"))) await sleep(20);
    await docker.docker.getContainer(second).remove({ force: true });
    engine.hold = undefined;
    letGo();
    await done;
    assert.deepEqual([(await facts(first)).id, (await facts(first)).startedAt], [before.id, before.startedAt]);
    const members = Object.values((await docker.network(net.name))?.Containers ?? {}).map(({ Name }) => Name);
    assert.deepEqual(members, [first]);
    assert.deepEqual(await records(), []);
  });

  it("is refused where another network has the new subnet, and touches nothing", async () => {
    const [base, taken] = [range(), range()];
    const net = await make({ subnet: `${base}.0/24` });
    await make({ subnet: `${taken}.0/24` });
    const container = await member("lapped", net.name);
    const before = await facts(container);
    await assert.rejects(
      edit(net, { subnet: `${taken}.128/25` }),
      /is refused: network ".*" \(\w{12}\) has the subnet .*\. Choose another, or give "subnetPool"/,
    );
    assert.deepEqual(await facts(container), before);
    assert.equal((await docker.network(net.name))?.IPAM?.Config?.[0]?.Subnet, `${base}.0/24`);
  });

  it("goes on to its end when the operation is cancelled in the middle", async () => {
    const net = await make();
    const container = await member("calm", net.name, { Aliases: ["calm"] });
    const before = await facts(container);
    let go = () => {};
    engine.hold = { pattern: /^DELETE \/networks/, until: new Promise((resolve) => (go = resolve)) };
    const editing = edit(net, { internal: true });
    while (!engine.calls.at(-1)?.startsWith("DELETE /networks")) await sleep(5);
    await provider.cancel();
    go();
    engine.hold = undefined;
    await editing;
    assert.deepEqual(await facts(container), before);
    assert.equal((await docker.network(net.name))?.Internal, true);
    await restart();
  });

  for (const [when, pattern] of [
    ["before the first container leaves", /\/disconnect$/],
    ["before the old network is removed", /^DELETE \/networks/],
    ["before the new one is made", /^POST \/networks\/create$/],
    ["before the containers come back", /\/connect$/],
  ] as const) {
    it(`is mended by the next update when the provider is killed ${when}, in either direction`, async () => {
      for (const goesOn of [true, false]) {
        const net = await make({ subnet: `${range()}.0/24` });
        const suffix = `${count}`;
        const one = await member(`one${suffix}`, net.name, { Aliases: ["first"] });
        const two = await member(`two${suffix}`, net.name, { Aliases: ["second"] });
        const before = [await facts(one), await facts(two)];
        engine.hold = { pattern, until: new Promise(() => {}) };
        const cut = engine.calls.length;
        const editing = edit(net, { internal: true });
        editing.catch(() => undefined);
        while (!engine.calls.slice(cut).some((call) => pattern.test(call))) await sleep(5);
        process.kill(provider.pid, "SIGKILL");
        await assert.rejects(editing);
        engine.hold = undefined;
        await restart();
        const read = await provider.read(URN, net.id, net.state, net.inputs);
        assert.ok(read, "the network counts as gone");
        const wanted = { ...net.inputs, ...(goesOn ? { internal: true } : {}) };
        const diff = await provider.diff(URN, net.id, read.state, wanted, { oldInputs: read.inputs });
        assert.equal(diff.changes, "some");
        assert.deepEqual(diff.replaces, []);
        await provider.update(URN, net.id, read.state, wanted, { oldInputs: read.inputs });
        assert.deepEqual([await facts(one), await facts(two)], before);
        assert.equal((await docker.network(net.name))?.Internal, goesOn);
        assert.deepEqual(await records(), []);
      }
    });
  }

  it("of a pool's networks asks the Engine once which subnets are taken, however many are made", async () => {
    const subnetPool = { range: `${range()}.0/24`, prefixLength: 29 };
    await restart();
    const asked = engine.count(/^GET \/networks$/);
    const made = await Promise.all(Array.from({ length: 24 }, () => make({ subnetPool })));
    assert.equal(engine.count(/^GET \/networks$/) - asked, 1);
    assert.equal(new Set(made.map(({ state }) => state.assignedSubnet)).size, 24);
    for (const { id, state } of made) await provider.delete(URN, id, state);
    // What was deleted is free again, though the list was read before.
    const again = await Promise.all(Array.from({ length: 30 }, () => make({ subnetPool })));
    assert.equal(new Set(again.map(({ state }) => state.assignedSubnet)).size, 30);
    for (const { id, state } of again) await provider.delete(URN, id, state);
  });

  it("of one that version 0.1.0 made, under the Engine's id, is the same", async () => {
    const net = await make();
    const container = await member("aged", net.name);
    const before = await facts(container);
    const state = { ...net.state };
    delete state.assignedIpamConfigs;
    const old = { id: String(net.state.networkId), state, inputs: net.inputs };
    const read = await provider.read(URN, old.id, old.state, old.inputs);
    assert.equal(read?.id, old.id);
    const edited = await edit(old, { internal: true });
    assert.deepEqual(await facts(container), before);
    await docker.docker.getContainer(container).remove({ force: true });
    await provider.delete(URN, old.id, edited.state);
    assert.equal(await docker.network(net.name), undefined);
  });
});

import assert from "node:assert/strict";
import type { Properties } from "../../provider/protocol/values";
import { DockerFixture } from "../support/DockerFixture";
import { ProviderProcess, urnOf } from "../support/ProviderProcess";
import { integrationSuite } from "../support/integrationSuite";

const URN = urnOf("dockwire:index:NetworkAttachment");

integrationSuite("A NetworkAttachment on a real Engine", ["engine"], () => {
  const docker = new DockerFixture();
  let provider: ProviderProcess;
  let network = "";

  before(async () => {
    provider = await ProviderProcess.configured();
    network = await docker.makeNetwork("away");
    await docker.makeNetwork("home");
  });
  after(async () => {
    await provider.stop();
    await docker.remove();
  });

  async function checked(inputs: Properties): Promise<Properties> {
    const { inputs: kept, failures } = await provider.check(URN, inputs);
    assert.deepEqual(failures, []);
    return kept;
  }

  async function attach(inputs: Properties) {
    const kept = await checked(inputs);
    return { inputs: kept, ...(await provider.create(URN, kept)) };
  }

  const started = async (name: string) => {
    const { Id, State } = await docker.docker.getContainer(name).inspect();
    return { id: Id, at: State.StartedAt, pid: State.Pid };
  };
  const live = async (name: string) => {
    const info = await docker.client.container(name);
    return info?.endpoints.find((endpoint) => endpoint.networkName === network);
  };

  it("connects a running container under its aliases, and its outputs are what the Engine says", async () => {
    const container = await docker.makeContainer("create", { network: docker.name("home") });
    const before = await started(container);
    const { id, state } = await attach({ container, network, aliases: ["db", "cache"] });
    const endpoint = await live(container);
    assert.deepEqual(endpoint?.aliases, ["cache", "db"]);
    assert.equal(id, `${network}/${container}`);
    assert.deepEqual([state.networkId, state.containerId], [endpoint.networkId, before.id]);
    assert.equal(state.containerName, container);
    assert.equal(state.networkName, network);
    assert.equal(state.endpointId, endpoint.endpointId);
    assert.equal(state.assignedIpv4Address, endpoint.ipv4Address);
    assert.match(state.assignedIpv4Address, /^10\.\d+\.\d+\.\d+\/24$/);
    assert.deepEqual(state.dnsNames, [container, before.id.slice(0, 12), "cache", "db"].sort());
    assert.deepEqual(await started(container), before);
  });

  it("names that it promises resolve for a neighbour, and others do not", async () => {
    const container = await docker.makeContainer("resolve", { network: docker.name("home") });
    const neighbour = await docker.makeContainer("neighbour", { image: "alpine", command: ["sleep", "600"], network });
    await attach({ container, network, aliases: ["resolved"] });
    assert.equal((await docker.exec(neighbour, ["ping", "-c1", "-W2", "resolved"])).exitCode, 0);
    assert.notEqual((await docker.exec(neighbour, ["ping", "-c1", "-W2", "unheard-of"])).exitCode, 0);
  });

  it("is created again without a change when it is there already, as after a crash", async () => {
    const container = await docker.makeContainer("again", { network: docker.name("home") });
    const first = await attach({ container, network, aliases: ["again"] });
    const second = await attach({ container, network, aliases: ["again"] });
    assert.deepEqual(second, first);
  });

  it("refuses one that exists in another form, showing both, and takes it over when told to", async () => {
    const container = await docker.makeContainer("other", { network: docker.name("home") });
    await attach({ container, network, aliases: ["theirs"] });
    await assert.rejects(attach({ container, network, aliases: ["ours"] }), (error: Error) => {
      assert.match(error.message, /already attached in another way \(aliases: wanted ours, found theirs\)/);
      assert.match(error.message, /"adopt: true".*import it with the id/);
      return true;
    });
    assert.deepEqual((await live(container))?.aliases, ["theirs"]);
    await attach({ container, network, aliases: ["ours"], adopt: true });
    assert.deepEqual((await live(container))?.aliases, ["ours"]);
  });

  it("changes aliases and a fixed address in place, and the container keeps id, start and process", async () => {
    const container = await docker.makeContainer("edit", { network: docker.name("home") });
    const before = await started(container);
    const { id, state, inputs } = await attach({ container, network, aliases: ["one"] });
    const next = await checked({
      container,
      network,
      aliases: ["one", "two"],
      ipv4Address: await docker.address(network, 77),
    });
    const diff = await provider.diff(URN, id, state, next, { oldInputs: inputs });
    assert.deepEqual(diff.replaces, []);
    assert.equal(diff.detailed["aliases[1]"], "add");
    assert.equal(diff.detailed.ipv4Address, "add");
    const after = await provider.update(URN, id, state, next);
    assert.equal(after.state.assignedIpv4Address, `${await docker.address(network, 77)}/24`);
    assert.deepEqual((await live(container))?.aliases, ["one", "two"]);
    assert.deepEqual(await started(container), before);
  });

  it("lets go of an address and driver options that are not asked for any more, and keeps what is", async () => {
    const container = await docker.makeContainer("drop", { network: docker.name("home") });
    const asked = { ipv4Address: await docker.address(network, 79), driverOpts: { "a.b": "1", "c.d": "2" } };
    const { id, state } = await attach({ container, network, aliases: ["dropped"], ...asked });
    const next = await checked({ container, network, aliases: ["dropped"], driverOpts: { "c.d": "2" } });
    const after = await provider.update(URN, id, state, next);
    const endpoint = await live(container);
    assert.equal(endpoint?.fixedIpv4Address, undefined);
    assert.deepEqual(
      [endpoint?.aliases, endpoint?.driverOpts["a.b"], endpoint?.driverOpts["c.d"]],
      [["dropped"], undefined, "2"],
    );
    // Dropped once, it is nothing to connect again for.
    const again = await provider.update(URN, id, after.state, next);
    assert.equal(again.state.endpointId, after.state.endpointId);
  });

  it("goes back to the old state when the second half of an update fails", async () => {
    const container = await docker.makeContainer("back", { network: docker.name("home") });
    const holder = await docker.makeContainer("holder", { network: docker.name("home") });
    await attach({ container: holder, network, ipv4Address: await docker.address(network, 88) });
    const { id, state } = await attach({ container, network, aliases: ["stays"] });
    // Past the check it stands for whatever only the Engine knows to be wrong.
    const wrong = { container, network, aliases: ["goes"], linkLocalIps: ["10.0.0.1"] };
    await assert.rejects(provider.update(URN, id, state, wrong), /The attachment is as it was before/);
    assert.deepEqual((await live(container))?.aliases, ["stays"]);
    const taken = await checked({ container, network, ipv4Address: await docker.address(network, 88) });
    await assert.rejects(provider.update(URN, id, state, taken), new RegExp(`in use by container "${holder}"`));
    assert.deepEqual((await live(container))?.aliases, ["stays"]);
  });

  it("reads as gone after a disconnect by hand, and after the container is gone, and never errs on either", async () => {
    const container = await docker.makeContainer("gone", { network: docker.name("home") });
    const { id, state, inputs } = await attach({ container, network });
    await docker.docker.getNetwork(network).disconnect({ Container: container });
    await fresh();
    assert.equal(await provider.read(URN, id, state, inputs), undefined);
    await docker.docker.getContainer(container).remove({ force: true });
    await fresh();
    assert.equal(await provider.read(URN, id, state, inputs), undefined);
    await provider.delete(URN, id, state);
  });

  it("shows aliases that were changed by hand as drift, and nothing as drift that was not changed", async () => {
    const container = await docker.makeContainer("drift", { network: docker.name("home") });
    const { id, state, inputs } = await attach({ container, network, aliases: ["mine"] });
    await fresh();
    assert.deepEqual((await provider.read(URN, id, state, inputs))?.inputs, inputs);
    await docker.docker.getNetwork(network).disconnect({ Container: container });
    await docker.docker.getNetwork(network).connect({ Container: container, EndpointConfig: { Aliases: ["theirs"] } });
    await fresh();
    const found = await provider.read(URN, id, state, inputs);
    assert.deepEqual(found?.inputs.aliases, ["theirs"]);
    const diff = await provider.diff(URN, id, found.state, inputs, { oldInputs: found.inputs });
    assert.deepEqual(diff.detailed, { "aliases[0]": "update" });
    await provider.update(URN, id, found.state, inputs);
    assert.deepEqual((await live(container))?.aliases, ["mine"]);
  });

  it("is imported by names or ids, and what is read equals what create made", async () => {
    const container = await docker.makeContainer("import", { network: docker.name("home") });
    const made = await attach({ container, network, aliases: ["imported"] });
    for (const ref of [`${network}/${container}`, made.id]) {
      await fresh();
      const found = await provider.read(URN, ref);
      assert.equal(found?.id, made.id);
      assert.deepEqual(found.state, made.state);
      assert.deepEqual(found.inputs, made.inputs);
      const diff = await provider.diff(URN, found.id, found.state, made.inputs, { oldInputs: found.inputs });
      assert.equal(diff.changes, "none");
    }
    await assert.rejects(provider.read(URN, "no-slash"), /is not the id of an attachment: write NETWORK\/CONTAINER/);
  });

  it("works on a stopped container and is there when it starts", async () => {
    const container = await docker.makeContainer("stopped", { network: docker.name("home"), started: false });
    const { id, state, inputs } = await attach({ container, network, aliases: ["sleeper"] });
    assert.equal(state.endpointId, "");
    await fresh();
    assert.deepEqual((await provider.read(URN, id, state, inputs))?.inputs, inputs);
    const edited = await provider.update(URN, id, state, await checked({ container, network, aliases: ["awake"] }));
    await docker.docker.getContainer(container).start();
    assert.deepEqual((await live(container))?.aliases, ["awake"]);
    await docker.docker.getContainer(container).stop({ t: 0 });
    await provider.delete(URN, id, edited.state);
    assert.equal(await live(container), undefined);
  });

  it("works on a paused container, which stays paused", async () => {
    const container = await docker.makeContainer("paused", { network: docker.name("home") });
    await docker.docker.getContainer(container).pause();
    const { id, state } = await attach({ container, network, aliases: ["paused"] });
    await provider.update(URN, id, state, await checked({ container, network, aliases: ["still"] }));
    assert.deepEqual((await live(container))?.aliases, ["still"]);
    assert.equal((await docker.docker.getContainer(container).inspect()).State.Paused, true);
    await provider.delete(URN, id, state);
    assert.equal(await live(container), undefined);
  });

  it("is deleted once and for all: a second delete, a missing container and a missing network are success", async () => {
    const container = await docker.makeContainer("delete", { network: docker.name("home") });
    const extra = await docker.makeNetwork("extra");
    const before = await started(container);
    const { id, state } = await attach({ container, network: extra });
    await provider.delete(URN, id, state);
    await provider.delete(URN, id, state);
    assert.deepEqual(await started(container), before);
    await docker.docker.getNetwork(extra).remove();
    await provider.delete(URN, id, state);
  });

  it("replaces when the container or the network is another one, and only then", async () => {
    const container = await docker.makeContainer("replace", { network: docker.name("home") });
    const { id, state, inputs } = await attach({ container, network });
    const full = { container: String(state.containerId), network: String(state.networkId) };
    for (const same of [inputs, full, { ...full, network }, { container: full.container.slice(0, 12), network }]) {
      assert.equal((await provider.diff(URN, id, state, same, { oldInputs: inputs })).changes, "none");
    }
    const another = await docker.makeContainer("another", { network: docker.name("home") });
    const diff = await provider.diff(URN, id, state, { container: another, network }, { oldInputs: inputs });
    assert.deepEqual(diff.replaces, ["container"]);
    assert.equal(diff.deleteBeforeReplace, true);
    const moved = await provider.diff(
      URN,
      id,
      state,
      { container, network: docker.name("home") },
      { oldInputs: inputs },
    );
    assert.deepEqual(moved.replaces, ["network"]);
  });

  it("follows a container that was recreated under its name", async () => {
    const container = await docker.makeContainer("phoenix", { network: docker.name("home") });
    const { id, state, inputs } = await attach({ container, network, aliases: ["phoenix"] });
    await docker.docker.getContainer(container).remove({ force: true });
    await docker.makeContainer("phoenix", { network: docker.name("home") });
    await fresh();
    assert.equal(await provider.read(URN, id, state, inputs), undefined);
    const diff = await provider.diff(URN, id, state, inputs, { oldInputs: inputs });
    assert.deepEqual([diff.replaces, diff.detailed], [[], { containerId: "update" }]);
    const after = await provider.update(URN, id, state, inputs);
    assert.equal(after.state.containerId, (await docker.container(container))?.Id);
    assert.deepEqual((await live(container))?.aliases, ["phoenix"]);
    await provider.delete(URN, id, after.state);
    assert.equal(await live(container), undefined);
  });

  it("joins a stopped container to a network that was made again under its old name", async () => {
    const old = await docker.makeNetwork("renewed");
    const container = await docker.makeContainer("waiting", { network: docker.name("home") });
    const first = await attach({ container, network: old, aliases: ["before"] });
    await docker.docker.getContainer(container).stop({ t: 0 });
    await docker.docker.getNetwork(old).remove();
    await docker.makeNetwork("renewed");
    await fresh();
    assert.equal(await provider.read(URN, first.id, first.state, first.inputs), undefined);
    const { state } = await attach({ container, network: old, aliases: ["after"] });
    assert.notEqual(state.networkId, first.state.networkId);
    await docker.docker.getContainer(container).start();
    const endpoint = (await docker.client.container(container))?.endpoints.find((one) => one.networkName === old);
    assert.deepEqual(endpoint?.aliases, ["after"]);
    assert.equal(endpoint.networkId, state.networkId);
    await provider.delete(URN, `${String(state.networkId)}/${String(state.containerId)}`, state);
  });

  it("takes a stopped container off a network that was made again under it", async () => {
    const old = await docker.makeNetwork("remade");
    const container = await docker.makeContainer("leaving", { network: docker.name("home"), started: false });
    const { id, state } = await attach({ container, network: old });
    await docker.docker.getNetwork(old).disconnect({ Container: container });
    await docker.docker.getNetwork(old).remove();
    await docker.makeNetwork("remade");
    await docker.docker.getNetwork(old).connect({ Container: container });
    await fresh();
    await provider.delete(URN, id, state);
    const left = Object.keys((await docker.container(container))?.NetworkSettings.Networks ?? {});
    assert.deepEqual(left, [docker.name("home")]);
  });

  it("lets go of an address that is not asked for any more, also under another name in the program", async () => {
    const container = await docker.makeContainer("renamed", { network: docker.name("home") });
    const fixed = { container, network, ipv4Address: await docker.address(network, 99) };
    const former = await attach(fixed);
    await fresh();
    await provider.read(URN, former.id, former.state, former.inputs);
    const { inputs } = await provider.check(`${URN}-renamed`, { container, network });
    const { id, state } = await provider.create(`${URN}-renamed`, inputs);
    const now = (await docker.container(container))?.NetworkSettings.Networks[network] as {
      IPAMConfig?: object | null;
    };
    assert.deepEqual(now.IPAMConfig ?? {}, {});
    await provider.delete(`${URN}-renamed`, id, state);
  });

  /** Reads are shared for a moment; a new provider has none. */
  async function fresh(): Promise<void> {
    await provider.stop();
    provider = await ProviderProcess.configured();
  }
});

import assert from "node:assert/strict";
import type { Properties } from "../../provider/protocol/values";
import { UNKNOWN } from "../../provider/protocol/values";
import { DockerFixture } from "../support/DockerFixture";
import { ProviderProcess, urnOf } from "../support/ProviderProcess";
import { integrationSuite } from "../support/integrationSuite";

const URN = urnOf("dockwire:index:ContainerNetworks");

integrationSuite("The networks that a container was created on", ["engine"], () => {
  const docker = new DockerFixture();
  let provider: ProviderProcess;

  before(() => fresh());
  after(async () => {
    await provider?.stop();
    await docker.remove();
  });

  /** A provider that has read nothing yet, as each command of Pulumi's has one. */
  async function fresh(): Promise<void> {
    await provider?.stop();
    provider = await ProviderProcess.configured();
  }

  async function created(rest: string, started = true): Promise<{ container: string; network: string }> {
    const network = await docker.makeNetwork(rest);
    const container = await docker.makeContainer(rest, { network, started, publish: [6379] });
    return { container, network };
  }

  async function hold(container: string, networks: Properties[]) {
    const { inputs, failures } = await provider.check(URN, { container, networks });
    assert.deepEqual(failures, []);
    return { inputs, ...(await provider.create(URN, inputs)) };
  }

  const endpoint = async (container: string, network: string) =>
    (await docker.container(container))?.NetworkSettings.Networks[network] as
      { EndpointID: string; Aliases?: string[] | null; IPAddress: string } | undefined;
  const leave = (network: string, container: string) =>
    docker.docker.getNetwork(network).disconnect({ Container: container });

  it("are left alone while it is on them, also under other aliases", async () => {
    const { container, network } = await created("alone");
    await leave(network, container);
    await docker.docker.getNetwork(network).connect({ Container: container, EndpointConfig: { Aliases: ["other"] } });
    const before = await endpoint(container, network);
    const { id, state, inputs } = await hold(container, [{ name: network, aliases: ["first"] }]);
    assert.equal(id, container);
    assert.equal(state.containerId, (await docker.container(container))?.Id);
    assert.deepEqual(state.networkNames, [network]);
    assert.deepEqual(state.networkIds, [(await docker.network(network))?.Id]);
    const found = await provider.read(URN, id, state, inputs);
    assert.deepEqual(found?.state, state);
    assert.equal((await provider.diff(URN, id, found.state, inputs, { oldInputs: found.inputs })).changes, "none");
    await provider.delete(URN, id, state);
    assert.deepEqual(await endpoint(container, network), before);
  });

  it("that it was taken off are told as gone, and connected again as they were declared", async () => {
    const { container, network } = await created("gone");
    const ipv4Address = await docker.address(network, 77);
    const declared = [{ name: network, aliases: ["first", "alive"], ipv4Address }];
    const made = await hold(container, declared);
    const before = await docker.container(container);
    await leave(network, container);
    await fresh();
    assert.equal(await provider.read(URN, made.id, made.state, made.inputs), undefined);
    const again = await hold(container, declared);
    const after = await docker.container(container);
    assert.deepEqual(again.state, made.state);
    assert.equal(after?.Id, before?.Id);
    assert.equal(after?.State.StartedAt, before?.State.StartedAt);
    const now = await endpoint(container, network);
    assert.equal(now?.IPAddress, ipv4Address);
    for (const alias of ["first", "alive"]) assert.ok(now.Aliases?.includes(alias), alias);
  });

  it("have the gateway again, with published ports, although another network had it meanwhile", async () => {
    const { container, network } = await created("z-gateway");
    const other = await docker.makeNetwork("a-gateway");
    await docker.docker.getNetwork(other).connect({ Container: container });
    await leave(network, container);
    await hold(container, [{ name: network }]);
    const ports = (await docker.container(container))?.NetworkSettings.Ports["6379/tcp"];
    assert.ok(ports?.[0]?.HostPort);
    assert.ok(await endpoint(container, network));
    assert.ok(await endpoint(container, other));
  });

  it("are several, and only the missing one is connected", async () => {
    const { container, network } = await created("several");
    const second = await docker.makeNetwork("second");
    const before = await endpoint(container, network);
    const { state } = await hold(container, [{ name: network }, { name: second }]);
    assert.deepEqual(state.networkNames, [network, second]);
    assert.deepEqual(await endpoint(container, network), before);
    assert.ok(await endpoint(container, second));
  });

  it("of a stopped container are there when it starts", async () => {
    const { container, network } = await created("stopped");
    await docker.docker.getContainer(container).stop({ t: 1 });
    await leave(network, container);
    await hold(container, [{ name: network }]);
    await docker.docker.getContainer(container).start();
    assert.ok((await endpoint(container, network))?.IPAddress);
  });

  it("of a container that never ran are seen", async () => {
    const { container, network } = await created("unstarted", false);
    const { state } = await hold(container, [{ name: network }]);
    assert.deepEqual(state.networkNames, [network]);
  });

  it("are imported by the container's name, and then nothing differs, by name or by id", async () => {
    const { container, network } = await created("import");
    const found = await provider.read(URN, container);
    assert.ok(found);
    assert.deepEqual(found.inputs, { container, networks: [{ name: network }] });
    const ids = { container: found.id, networks: [{ name: (await docker.network(network))?.Id ?? "" }] };
    for (const inputs of [found.inputs, ids]) {
      const diff = await provider.diff(URN, found.id, found.state, inputs, { oldInputs: found.inputs });
      assert.equal(diff.changes, "none");
    }
  });

  it("of another container are another resource; a further network is an update", async () => {
    const { container, network } = await created("edit");
    const { id, state, inputs } = await hold(container, [{ name: network }]);
    const other = await provider.diff(URN, id, state, { ...inputs, container: "other" }, { oldInputs: inputs });
    assert.deepEqual(other.detailed, { container: "update_replace" });
    const more = await docker.makeNetwork("more");
    const wider = { ...inputs, networks: [{ name: network }, { name: more }] };
    const diff = await provider.diff(URN, id, state, wider, { oldInputs: inputs });
    assert.deepEqual([diff.detailed, diff.replaces], [{ "networks[1]": "update" }, []]);
    const updated = await provider.update(URN, id, state, wider, { oldInputs: inputs });
    assert.deepEqual(updated.state.networkNames, [network, more]);
  });

  it("in preview are not touched", async () => {
    const { container, network } = await created("dry");
    await leave(network, container);
    const { state } = await provider.create(URN, { container, networks: [{ name: network }] }, { preview: true });
    assert.equal(state.containerId, UNKNOWN);
    assert.equal(await endpoint(container, network), undefined);
  });

  it("and an attachment that renames the container there can be made at the same moment: the attachment's names hold", async () => {
    const { container, network } = await created("moment");
    const attachment = { container, network, aliases: ["renamed"], adopt: true };
    for (let round = 0; round < 10; round++) {
      await leave(network, container);
      await Promise.all([
        provider.create(urnOf("dockwire:index:NetworkAttachment"), attachment),
        hold(container, [{ name: network, aliases: ["first"] }]),
      ]);
      const { Aliases } = (await endpoint(container, network)) ?? {};
      assert.ok(Aliases?.includes("renamed") && !Aliases.includes("first"), `round ${round}: ${String(Aliases)}`);
    }
  });

  it("are gone with the container", async () => {
    const { container, network } = await created("removed");
    const { id, state, inputs } = await hold(container, [{ name: network }]);
    await docker.docker.getContainer(container).remove({ force: true, v: true });
    await fresh();
    assert.equal(await provider.read(URN, id, state, inputs), undefined);
    await provider.delete(URN, id, state);
  });

  it("that are not there are refused with what to do, and so is a container that is not there", async () => {
    const { container, network } = await created("refused");
    await assert.rejects(
      hold(container, [{ name: docker.name("nowhere") }]),
      /Connecting container ".*refused" again to network ".*nowhere", which it was created on: there is no such network\. List them with "docker network ls"/,
    );
    await assert.rejects(
      hold(docker.name("nobody"), [{ name: network }]),
      /Holding container ".*nobody" on the networks that it was created on: there is no such container\. List them with "docker ps --all"/,
    );
  });

  it("whose address somebody else has by now are refused with the holder's name", async () => {
    const { container, network } = await created("taken");
    const ipv4Address = await docker.address(network, 9);
    await leave(network, container);
    const holder = await docker.makeContainer("holder");
    await docker.docker.getNetwork("none").disconnect({ Container: holder });
    const EndpointConfig = { IPAMConfig: { IPv4Address: ipv4Address } };
    await docker.docker.getNetwork(network).connect({ Container: holder, EndpointConfig });
    await assert.rejects(
      hold(container, [{ name: network, ipv4Address }]),
      new RegExp(`${ipv4Address.replaceAll(".", "\\.")} is in use by container "${holder}"`),
    );
  });

  const wrong: [string, Properties, string, RegExp][] = [
    ["no container", { networks: [] }, "container", /"container" is required/],
    ["an empty container", { container: "", networks: [] }, "container", /"container" is empty/],
    ["no networks", { container: "c" }, "networks", /"networks" is required/],
    ["a network without a name", { container: "c", networks: [{}] }, "networks[0].name", /is required/],
    ["an empty name", { container: "c", networks: [{ name: "" }] }, "networks[0].name", /"name" is empty/],
    [
      "an address that is none",
      { container: "c", networks: [{ name: "n", ipv4Address: "10.0.0" }] },
      "networks[0].ipv4Address",
      /"10\.0\.0" is not an IPv4 address/,
    ],
  ];
  for (const [what, inputs, property, says] of wrong) {
    it(`with ${what} fail at preview, on the property's name`, async () => {
      const { failures } = await provider.check(URN, inputs);
      assert.equal(failures[0]?.property, property);
      assert.match(failures[0]?.reason ?? "", says);
    });
  }
});

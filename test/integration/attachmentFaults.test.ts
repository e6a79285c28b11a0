import assert from "node:assert/strict";
import { DockerFixture } from "../support/DockerFixture";
import { FaultKind, FaultProxy } from "../support/FaultProxy";
import { integrationSuite } from "../support/integrationSuite";
import { ProviderProcess, urnOf } from "../support/ProviderProcess";

const URN = urnOf("dockwire:index:NetworkAttachment");

/** As the Engine tells it. */
interface RawEndpoint {
  EndpointID: string;
  Aliases: string[];
  DriverOpts: unknown;
  IPAMConfig: unknown;
}

integrationSuite("An edit of an attachment while something goes wrong", ["engine"], () => {
  const docker = new DockerFixture();
  let proxy: FaultProxy;
  let provider: ProviderProcess;
  let network = "";
  let edits = 0;

  before(async () => {
    network = await docker.makeNetwork("front");
    await docker.makeNetwork("home");
    proxy = await FaultProxy.start();
  });
  beforeEach(async () => {
    proxy.arm();
    provider = await ProviderProcess.configured({ environment: { DOCKER_HOST: proxy.host } });
  });
  afterEach(() => provider.stop());
  after(async () => {
    await proxy.stop();
    await docker.remove();
  });

  async function attach() {
    const options = { image: "alpine", command: ["sleep", "600"], network: docker.name("home") };
    const container = await docker.makeContainer(`edited${(edits += 1)}`, options);
    const inputs = { container, network, aliases: [`before${edits}`] };
    return { container, inputs, ...(await provider.create(URN, inputs)) };
  }
  async function endpoint(container: string): Promise<RawEndpoint | undefined> {
    const networks = (await docker.container(container))?.NetworkSettings.Networks;
    return (networks as unknown as Record<string, RawEndpoint | undefined>)[network];
  }

  const calls: [string, RegExp][] = [
    ["disconnect", /\/disconnect$/],
    ["connect", /\/connect$/],
  ];
  const faults: [FaultKind, string][] = [
    ["answer lost", "the answer of the CALL is lost"],
    ["cut", "the line is cut before the CALL"],
    ["restart", "the Engine restarts before the CALL"],
    ["cancel", "the operation is cancelled at the CALL"],
  ];
  for (const [call, among] of calls) {
    for (const [kind, when] of faults) {
      it(`is carried out when ${when.replace("CALL", call)}`, async () => {
        const { container, id, state, inputs } = await attach();
        proxy.arm({ kind, at: 0, among, met: () => void (kind === "cancel" && provider.cancel()) });
        const wanted = [`after${edits}`];
        const after = await provider.update(URN, id, state, { ...inputs, aliases: wanted });
        assert.ok(proxy.met);
        assert.deepEqual(after.state.aliases, wanted);
        const live = await endpoint(container);
        assert.equal(live?.EndpointID, after.state.endpointId);
        assert.deepEqual(live?.Aliases.slice(0, 1), wanted);
      });
    }
  }

  it("is not begun once the operation is cancelled, and says that all is as before", async () => {
    const { container, id, state, inputs } = await attach();
    await provider.cancel();
    await assert.rejects(
      provider.update(URN, id, state, { ...inputs, aliases: ["late"] }),
      /the operation was cancelled/,
    );
    assert.equal((await endpoint(container))?.EndpointID, state.endpointId);
  });

  it("puts back what it cannot do, with link-local addresses, options and the program's mark", async () => {
    const options = { image: "alpine", command: ["sleep", "600"], network: docker.name("home") };
    const container = await docker.makeContainer("fixed", options);
    const fixed = { driverOpts: { of: "ours" }, linkLocalIps: ["169.254.7.7"] };
    const inputs = { container, network, aliases: ["kept"], ...fixed };
    const { id, state } = await provider.create(URN, inputs);
    const ipv4Address = await docker.address(network, 77);
    // Somebody takes the address after the last look at it.
    const thief = await docker.makeContainer("thief", options);
    const EndpointConfig = { IPAMConfig: { IPv4Address: ipv4Address } };
    const met = () => docker.docker.getNetwork(network).connect({ Container: thief, EndpointConfig });
    proxy.arm({ kind: "cancel", at: 0, among: /\/disconnect$/, met });
    const wrong = { ...inputs, aliases: ["gone"], ipv4Address };
    await assert.rejects(provider.update(URN, id, state, wrong), /The attachment is as it was before/);
    assert.ok(proxy.met);
    const live = await endpoint(container);
    assert.equal(live?.Aliases[0], "kept");
    assert.deepEqual(live?.DriverOpts, { of: "ours", "dockwire.owner": "test/test" });
    assert.deepEqual(live?.IPAMConfig, { LinkLocalIPs: fixed.linkLocalIps });
  });

  it("succeeds in being deleted when the answer is lost", async () => {
    const { container, id, state } = await attach();
    proxy.arm({ kind: "answer lost", at: 0, among: /\/disconnect$/ });
    await provider.delete(URN, id, state);
    assert.equal(await endpoint(container), undefined);
  });

  it("keeps to customTimeouts in being deleted when nobody answers, and the next time succeeds", async () => {
    const { container, id, state } = await attach();
    proxy.arm({ kind: "silence", at: 0, among: /\/disconnect$/ });
    const started = Date.now();
    await assert.rejects(provider.delete(URN, id, state, { timeoutSeconds: 2 }), /no answer within [12](\.\d)? s/);
    assert.ok(Date.now() - started < 10_000, `it took ${Date.now() - started} ms`);
    assert.equal((await endpoint(container))?.EndpointID, state.endpointId);
    await provider.delete(URN, id, state);
    assert.equal(await endpoint(container), undefined);
  });
});

import assert from "node:assert/strict";
import { randomInt } from "node:crypto";
import type { Properties } from "../../provider/protocol/values";
import { poll } from "../../sandbox/poll";
import { DockerFixture } from "../support/DockerFixture";
import { FaultProxy } from "../support/FaultProxy";
import { integrationSuite } from "../support/integrationSuite";
import { ProviderProcess, urnOf } from "../support/ProviderProcess";

/** What the user gives, and what may go beyond it: a few looks, and a machine under load. */
const BOUND_S = 2;
const BEYOND_MS = 14_000;

integrationSuite("An Engine that takes every call and answers none any more", ["engine"], () => {
  const docker = new DockerFixture();
  let proxy: FaultProxy;
  let provider: ProviderProcess;
  let container: string;
  let network: string;

  before(async () => {
    network = await docker.makeNetwork("front");
    await docker.makeNetwork("home");
    const options = { image: "alpine", command: ["sleep", "600"], network: docker.name("home") };
    container = await docker.makeContainer("app", options);
    proxy = await FaultProxy.start();
  });
  beforeEach(async () => {
    proxy.arm();
    provider = await ProviderProcess.configured({ environment: { DOCKER_HOST: proxy.host } });
    // The API version is agreed on, so that the Engine has answered before.
    await provider.invoke("dockwire:index:inspectNetwork", { network });
  });
  afterEach(() => provider.stop());
  after(async () => {
    await proxy.stop();
    await docker.remove();
  });

  /** The Engine answers again; on a busy machine the provider's short calls may need several tries to notice. */
  async function answers(): Promise<void> {
    proxy.arm();
    const heard = () => provider.invoke("dockwire:index:inspectNetwork", { network }).catch(() => undefined);
    assert.ok(await poll(heard, { timeout: 30_000 }), "the provider does not hear the Engine again");
  }

  const bound = { timeoutSeconds: BOUND_S };
  const examples: [string, () => Properties, Properties][] = [
    ["NetworkAttachment", () => ({ container, network, aliases: ["a"] }), { aliases: ["b"] }],
    ["Network", () => ({ name: docker.name(`net${randomInt(1e9)}`) }), { labels: { a: "b" } }],
    ["Volume", () => ({ name: docker.name(`volume${randomInt(1e9)}`) }), {}],
    ["PidsLimit", () => ({ container, limit: 100 }), { limit: 200 }],
  ];

  /** Runs one operation that has to fail in time, and to say that nobody answered. */
  async function failsInTime(operation: () => Promise<unknown>, boundS = BOUND_S): Promise<void> {
    const began = Date.now();
    await assert.rejects(operation(), /does not answer: no answer within \d/);
    const beyond = Date.now() - began - boundS * 1000;
    assert.ok(beyond < BEYOND_MS, `it took ${beyond} ms longer than asked for`);
  }

  for (const [type, example, edit] of examples) {
    for (const [when, among] of <[string, RegExp][]>[
      ["from the first call on", /./],
      ["from the first change on", /^(POST|DELETE) /],
    ]) {
      it(`is given up for a ${type} within customTimeouts and a few seconds, ${when}`, async () => {
        const urn = urnOf(`dockwire:index:${type}`);
        const silence = () => proxy.arm({ kind: "silence", at: 0, among, lasting: true });
        silence();
        await failsInTime(() => provider.create(urn, example(), bound));
        await answers();
        const inputs = example();
        const { id, state } = await provider.create(urn, inputs);
        // Another process, for which nothing is to be taken over.
        await provider.stop();
        provider = await ProviderProcess.configured({ environment: { DOCKER_HOST: proxy.host } });
        await provider.invoke("dockwire:index:inspectNetwork", { network });
        if (Object.keys(edit).length && type !== "Network") {
          silence();
          // What takes a container off its network is given a minute: done after it was given up, it would stay off.
          const isEdit = type === "NetworkAttachment" && when.includes("change");
          await failsInTime(
            () => provider.update(urn, id, state, { ...inputs, ...edit }, bound),
            isEdit ? 60 : BOUND_S,
          );
        }
        silence();
        await failsInTime(() => provider.delete(urn, id, state, bound));
        await answers();
        await provider.delete(urn, id, state);
      });
    }
  }

  it("is waited for no longer than a minute and a few seconds in the middle of an edit of a network", async () => {
    const urn = urnOf("dockwire:index:Network");
    const inputs = { name: docker.name("edited") };
    const { id, state } = await provider.create(urn, inputs);
    proxy.arm({ kind: "silence", at: 0, among: /^DELETE .networks/, lasting: true });
    const began = Date.now();
    await assert.rejects(
      provider.update(urn, id, state, { ...inputs, labels: { a: "b" } }, bound),
      /no answer within 60 s/,
    );
    assert.ok(Date.now() - began < 60_000 + BEYOND_MS, `it took ${Date.now() - began} ms`);
    proxy.arm();
    const read = await provider.read(urn, id, state, inputs);
    assert.equal(read?.state.networkId, "", "the next update goes on from what is recorded");
    await provider.update(urn, id, read.state, { ...inputs, labels: { a: "b" } });
    assert.deepEqual((await docker.network(inputs.name))?.Labels?.a, "b");
  });
});

import assert from "node:assert/strict";
import { getEventListeners } from "node:events";
import { OperationBounds } from "../../engine/Bounds";
import { engineAddress } from "../../engine/engineAddress";
import { EngineClient } from "../../engine/EngineClient";
import { UnreachableError } from "../../engine/EngineError";
import { networkFrom } from "../../engine/model";
import { DockerFixture } from "../support/DockerFixture";
import { FaultKind, FaultProxy } from "../support/FaultProxy";
import { integrationSuite } from "../support/integrationSuite";

integrationSuite("The client of the Engine", ["engine"], () => {
  const docker = new DockerFixture();
  let proxy: FaultProxy;
  let engine: EngineClient;
  let made = 0;

  before(async () => {
    proxy = await FaultProxy.start();
    engine = new EngineClient(engineAddress({ host: proxy.host }, {}));
    await engine.api();
  });
  beforeEach(() => proxy.arm());
  after(async () => {
    await proxy.stop();
    await docker.remove();
  });

  function fail(kind: FaultKind, among: RegExp): void {
    proxy.arm({ kind, among, at: 0 });
  }

  /** How often the Engine was asked to make the network, and the id of what the client says it made. */
  async function makeNetwork(name: string): Promise<{ id: string; sent: number }> {
    const id = await engine.change({
      touched: [name],
      send: (client) => client.createNetwork({ Name: name, CheckDuplicate: true }).then((network) => network.id),
      done: async () => (await engine.network(name))?.id,
    });
    return { id, sent: proxy.calls.filter((call) => call === "POST /networks/create").length };
  }

  for (const kind of ["cut", "answer lost", "restart"] as const) {
    it(`reads again when a read meets "${kind}"`, async () => {
      fail(kind, /^GET \/networks$/);
      const networks = await engine.read((client) => client.listNetworks());
      assert.ok(networks.some(({ Name }) => Name === "bridge"));
    });
  }

  for (const [kind, calls] of [
    ["answer lost", 1],
    ["cut", 2],
    ["restart", 2],
  ] as const) {
    it(`makes a thing once when the call meets "${kind}", and tells its id`, async () => {
      const name = docker.name(`client-${++made}`);
      fail(kind, /create$/);
      const { id, sent } = await makeNetwork(name);
      assert.equal(sent, calls);
      const all = await docker.client.read((client) => client.listNetworks());
      assert.deepEqual(
        all.filter((one) => one.Name === name).map(({ Id }) => Id),
        [id],
      );
      await docker.client.read((client) => client.getNetwork(id).remove());
    });
  }

  it("that was not answered at its first contact asks again for the next call", async () => {
    const fresh = new EngineClient(engineAddress({ host: proxy.host }, {}));
    fail("silence", /^GET \/version$/);
    await assert.rejects(fresh.container("nobody", { timeoutMs: 300 }), /does not answer: no answer within/);
    assert.equal(await fresh.container("nobody", { timeoutMs: 5000 }), undefined);
  });

  it("connects and disconnects a container once, whatever becomes of the answers", async () => {
    const container = await docker.makeContainer("client-ends", { network: "none" });
    const network = await docker.makeNetwork("client-ends");
    await docker.client.read((client) => client.getNetwork("none").disconnect({ Container: container }));
    const [it, on] = await Promise.all([engine.container(container), engine.network(network)]);
    assert.ok(it && on);
    for (const kind of ["answer lost", "cut", "restart"] as const) {
      fail(kind, /\/connect$/);
      await engine.connect(on, it, {}, {});
      const present = await docker.client.read((client) => client.getNetwork(network).inspect());
      assert.deepEqual(
        networkFrom(present).members.map((member) => member.id),
        [it.id],
      );
      fail(kind, /\/disconnect$/);
      await engine.disconnect(on, it.id, false, {});
      const gone = await docker.client.read((client) => client.getNetwork(network).inspect());
      assert.deepEqual(networkFrom(gone).members, []);
    }
  });

  it("gives up a call that is never answered after its bound, and says so", async () => {
    fail("silence", /^GET \/networks$/);
    const began = Date.now();
    const read = engine.read((client) => client.listNetworks(), { answerMs: 400 });
    await assert.rejects(read, (error: Error) => {
      assert.ok(error instanceof UnreachableError && error.loss === "late");
      assert.match(error.message, /does not answer: no answer within 0\.4 s/);
      return true;
    });
    assert.ok(Date.now() - began < 2000);
  });

  it("does not send a change again that may still be under way", async () => {
    const name = docker.name("client-late");
    fail("silence", /create$/);
    const late = engine.change(
      {
        touched: [name],
        send: (client) => client.createNetwork({ Name: name }).then(({ id }) => id),
        done: async () => (await engine.network(name))?.id,
      },
      { answerMs: 400 },
    );
    await assert.rejects(late, /no answer within 0\.4 s/);
    assert.equal(proxy.calls.filter((call) => call.endsWith("/create")).length, 1);
  });

  it("ends a read at once when the operation is cancelled, and listens to the signal no longer", async () => {
    const cancel = new AbortController();
    fail("silence", /json$/);
    const waiting = engine.container("any", { signal: cancel.signal });
    const reading = engine.read((client) => client.listNetworks(), { signal: cancel.signal });
    await reading;
    assert.equal(getEventListeners(cancel.signal, "abort").length, 1, "a read that is done still listens");
    const began = Date.now();
    setTimeout(() => cancel.abort(new Error("the operation was cancelled")), 50);
    await assert.rejects(waiting, /^Error: the operation was cancelled$/);
    assert.ok(Date.now() - began < 1000);
    assert.equal(getEventListeners(cancel.signal, "abort").length, 0);
  });

  it("serves a hundred operations at once without a warning of listeners", async () => {
    const warnings: string[] = [];
    const listen = (warning: Error) => warnings.push(warning.name);
    process.on("warning", listen);
    const bounds = new OperationBounds(new AbortController().signal, 60_000);
    await Promise.all(Array.from({ length: 100 }, () => engine.read((client) => client.ping(), bounds)));
    await new Promise((resolve) => setImmediate(resolve));
    process.off("warning", listen);
    assert.deepEqual(warnings, []);
  });

  it("tells a fault of the program as what it is, and a name with a blank as no such thing", async () => {
    const faulty = engine.read(() => Promise.reject(new TypeError("x is not a function")));
    await assert.rejects(faulty, { name: "TypeError", message: "x is not a function" });
    for (const name of ["", "a b", "a/b", "..", "a/../b", "/a", "ä?x=y#z", "%2e"]) {
      assert.equal(await engine.container(name), undefined, name);
      assert.equal(await engine.network(name), undefined, name);
    }
  });
});

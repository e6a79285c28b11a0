import assert from "node:assert/strict";
import { AppNetwork } from "../../components";
import { ChildOptions, componentEngine, watching } from "../support/componentEngine";
import { unwrap } from "../support/unwrap";

const NETWORK = "dockwire:index:Network";
const ATTACHMENT = "dockwire:index:NetworkAttachment";

for (const preview of [false, true]) {
  describe(`An AppNetwork ${preview ? "at a preview" : "in an update"}`, () => {
    it("is its network alone when nothing else is asked for", async () => {
      const engine = componentEngine(preview);
      const children: ChildOptions[] = [];
      const net = await engine.run(() => new AppNetwork("net", {}, watching(children)));
      assert.deepEqual(
        engine.registered.map((one) => `${one.type} ${one.name}`),
        ["dockwire:index:AppNetwork net", `${NETWORK} net-network`],
      );
      assert.equal(engine.one(NETWORK).inputs.name, "net");
      assert.equal(children.find((child) => child.name === "net-network")?.opts.parent, net);
    });

    it("attaches servers under their aliases, and lets its clients wait for them", async () => {
      const engine = componentEngine(preview);
      const children: ChildOptions[] = [];
      const { back, front } = await engine.run(() => {
        const back = new AppNetwork("back", { redis: { containerName: "redis" } });
        const attachments = { cache: { server: back.redis, aliases: ["db"] } };
        const clients = { app: { image: "x" } };
        return { back, front: new AppNetwork("front", { attachments, clients }, watching(children)) };
      });
      const { inputs } = engine.one(ATTACHMENT);
      assert.equal(engine.one(ATTACHMENT).name, "front-cache");
      assert.deepEqual(inputs.aliases, ["db"]);
      if (!preview)
        assert.deepEqual([inputs.container, inputs.network], ["back-redis-container-id", "front-network-id"]);
      const dependsOn = children.find((child) => child.name === "front-app-container")?.opts.dependsOn;
      assert.deepEqual(dependsOn, [front.attachments.cache, back.redis]);
      assert.equal(front.nodes.clients.app, front.clients.app);
      assert.equal(front.nodes.redis, undefined);
    });
  });
}

describe("An AppNetwork", () => {
  it("lets its clients use its servers by name: its own, and those that are attached", async () => {
    const network = { id: "net-network-id", name: "net", dnsNames: ["cache", "sessions"] };
    const found = { id: "c".repeat(64), name: "any", status: "running", environment: {}, networks: [network] };
    const engine = componentEngine(false, { "dockwire:index:inspectContainer": () => found });
    await engine.run(() => {
      const other = new AppNetwork("other", { redis: { containerName: "sessions" } });
      new AppNetwork("net", {
        redis: { containerName: "cache" },
        attachments: { sessions: { server: other.redis } },
        clients: { app: { image: "x", uses: { cache: "redis", session: "sessions" } } },
      });
    });
    const envs = engine.one("docker:index/container:Container", "net-app-container").inputs.envs as string[];
    assert.ok(envs.includes("CACHE_HOST=cache"), envs.join());
    assert.ok(envs.includes("SESSION_HOST=sessions"), envs.join());
  });

  it("takes a network that is there already, and then makes none", async () => {
    const engine = componentEngine(false);
    const net = await engine.run(() => new AppNetwork("net", { network: "given", redis: {} }));
    assert.equal(engine.all(NETWORK).length, 0);
    assert.equal(net.nodes.network, undefined);
    assert.equal(await unwrap(net.networkId), "given");
    const container = engine.one("docker:index/container:Container");
    assert.deepEqual(container.inputs.networksAdvanced, [{ name: "given" }]);
    assert.equal(container.inputs.name, "net");
  });

  it("hands a network's options on, and lets each child be changed", async () => {
    const engine = componentEngine(false);
    const transform = { network: { labels: { a: "b" } }, attachment: { gatewayPriority: 5 } };
    await engine.run(() => {
      const back = new AppNetwork("back", { redis: { mode: "tutorial" } });
      const pool = { range: "10.201.0.0/16", prefixLength: 29 };
      return new AppNetwork("net", {
        networkName: "n",
        internal: true,
        subnetPool: pool,
        transform,
        attachments: { r: { server: back.redis } },
      });
    });
    const { inputs } = engine.one(NETWORK, "net-network");
    assert.deepEqual(inputs, {
      name: "n",
      internal: true,
      subnetPool: { range: "10.201.0.0/16", prefixLength: 29 },
      labels: { a: "b" },
    });
    assert.equal(engine.one(ATTACHMENT).inputs.gatewayPriority, 5);
  });
});

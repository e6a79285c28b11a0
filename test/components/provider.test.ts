import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { Network, Provider, RedisServer } from "../../components";
import schema from "../../provider/schema.json";
import { componentEngine } from "../support/componentEngine";

describe("A Provider", () => {
  it("takes what the schema has, hands lists over as JSON, and keeps the key secret", async () => {
    const engine = componentEngine(false);
    const args = {
      host: "ssh://a",
      context: "c",
      caMaterial: "CA",
      certMaterial: "CERT",
      keyMaterial: "KEY",
      certPath: "/p",
      sshOpts: ["-p", "2222"],
    };
    assert.deepEqual(Object.keys(args).sort(), Object.keys(schema.provider.inputProperties).sort());
    await engine.run(() => new Provider("b", args));
    const [made] = engine.all("pulumi:providers:dockwire");
    assert.deepEqual(made?.inputs, { ...args, sshOpts: '["-p","2222"]' });
    assert.deepEqual([...(made?.secrets ?? [])], ["keyMaterial"]);
  });

  it("is told from other resources", async () => {
    const engine = componentEngine(false);
    const [provider, network] = await engine.run(() => [new Provider("b"), new Network("n", { name: "n" })] as const);
    assert.equal(Provider.isInstance(provider), true);
    for (const other of [network, undefined, null, "dockwire", {}]) assert.equal(Provider.isInstance(other), false);
  });

  it("given to a component is asked for all of its resources and functions", async () => {
    const engine = componentEngine(false, { "dockwire:index:inspectContainer": () => ({ environment: {} }) });
    await engine.run(() => {
      const providers = [new Provider("b", { host: "unix:///b.sock" })];
      return pulumi.output(new RedisServer("redis", { network: "back" }, { providers }).environment);
    });
    const ours = engine.registered.filter(({ type, custom }) => custom && type.startsWith("dockwire:"));
    assert.ok(ours.length > 1);
    for (const { name, provider } of ours) assert.match(provider, /pulumi:providers:dockwire::b::/, name);
    assert.ok(engine.called.length > 0);
    for (const { token, provider } of engine.called) assert.match(provider, /pulumi:providers:dockwire::b::/, token);
  });
});

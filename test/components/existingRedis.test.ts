import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { ExistingRedis, type ExistingRedisArgs } from "../../components";
import { componentEngine } from "../support/componentEngine";
import { unwrap } from "../support/unwrap";

async function made(args: ExistingRedisArgs) {
  const engine = componentEngine(false);
  return { engine, redis: await engine.run(() => new ExistingRedis("cache", args)) };
}

describe("An ExistingRedis", () => {
  const managed = { host: "cache.example.org", password: "whatever", tls: true };

  it("makes no resource beside itself and calls no function", async () => {
    const { engine } = await made(managed);
    assert.deepEqual(
      engine.registered.map((one) => one.type),
      ["dockwire:index:ExistingRedis"],
    );
    assert.deepEqual(engine.called, []);
  });

  it("tells clients its address, which is secret with a password in it", async () => {
    const { redis } = await made(managed);
    assert.equal(await unwrap(redis.url), "rediss://default:whatever@cache.example.org:6379");
    assert.equal(await pulumi.isSecret(redis.url), true);
    assert.equal(await unwrap(redis.ready), "cache.example.org");
    const command = await unwrap(redis.cliCommand);
    assert.match(command, /redis-cli -h cache\.example\.org -p 6379 --tls --user default --askpass$/);
  });

  it("has no login and no certificate when none is given", async () => {
    const { engine, redis } = await made({ host: "fd00::1", username: "nobody" });
    assert.equal(await unwrap(redis.url), "redis://[fd00::1]:6379");
    assert.deepEqual([redis.username, redis.password, redis.caPem], [undefined, undefined, undefined]);
    const outputs = engine.registeredOutputs("cache");
    assert.deepEqual([outputs?.authentication, outputs?.privateCa], [false, false]);
  });

  it("hands on the CA certificate of a private authority", async () => {
    const { engine, redis } = await made({ host: "h", tls: { caPem: "CA" } });
    assert.equal(redis.caPem && (await unwrap(redis.caPem)), "CA");
    assert.equal(engine.registeredOutputs("cache")?.privateCa, true);
  });
});

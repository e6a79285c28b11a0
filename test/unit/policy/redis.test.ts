import assert from "node:assert/strict";
import { isRedisImage, runsRedis } from "../../../policy/redis";
import { UNKNOWN } from "../../../policy/values";

const image = (name: string) => ({ name, built: false });
const digest = `sha256:${"a".repeat(64)}`;

describe("A redis by its image's name", () => {
  const servers = [
    "redis",
    "redis:7",
    "redis7",
    "my-redis",
    "bitnami/redis-cluster",
    "redis/redis-stack-server:7.4.0-v1",
    "example.org:5000/team/valkey:8",
    "eqalpha/keydb",
    "docker.example.org/dragonflydb/dragonfly",
    `redis@${digest}`,
    `redis:7@${digest}`,
    "library/redis:7.2-alpine",
    "REDIS",
  ];
  for (const name of servers) it(`is ${name}`, () => assert.equal(isRedisImage(image(name)), true));
  const others = [
    "alpine",
    "redis/redisinsight",
    "oliver006/redis_exporter",
    "rediscommander/redis-commander",
    "katacoda/redis-node-docker-example",
    "redis.example.org/app",
    "example.org/redis/app",
    "app:redis",
    digest,
    "",
  ];
  for (const name of others)
    it(`is not ${name || "none at all"}`, () => assert.equal(isRedisImage(image(name)), false));
});

describe("A redis by its command", () => {
  const runs = (images: string[], command: string[]) => runsRedis({ images: images.map(image), command });
  it("is one in any image when a server is among its words", () => {
    for (const server of [
      "redis-server",
      "/usr/local/bin/redis-server",
      "keydb-server",
      "valkey-server",
      "dragonfly",
    ]) {
      assert.equal(runs(["alpine"], ["exec", server, "--port", "1"]), true, server);
    }
  });
  it("is none when one of the clients runs in a redis's image", () => {
    assert.equal(runs(["redis"], ["redis-cli", "-h", "db"]), false);
    assert.equal(runs(["redis"], ["sh", "-c", "redis-benchmark", "-q"]), false);
  });
  it("is one when a redis's image runs what nobody knows", () => {
    assert.equal(runs(["redis"], []), true);
    assert.equal(runs(["redis"], ["/start"]), true);
    assert.equal(runsRedis({ images: [image("redis")], command: UNKNOWN }), true);
    assert.equal(runsRedis({ images: [image("alpine")], command: UNKNOWN }), false);
  });
});

import assert from "node:assert/strict";
import * as docker from "@pulumi/docker";
import * as pulumi from "@pulumi/pulumi";
import { ClientApp, Provider, RedisReplicas, type RedisReplicasArgs } from "../../components";
import { ChildOptions, componentEngine, MADE_PASSWORD, watching } from "../support/componentEngine";
import type { MockedPulumi } from "../support/MockedPulumi";
import { unwrap } from "../support/unwrap";

const CONTAINER = "docker:index/container:Container";
const FILES = "dockwire:index:VolumeFiles";
const INSPECT = "dockwire:index:inspectNetwork";
const LIST = "dockwire:index:listNetworks";
const machines = { a: "ssh://a.example", b: "ssh://b.example", c: "ssh://c.example" };
const wide = { driver: "overlay", attachable: true };

interface Made {
  readonly engine: MockedPulumi;
  readonly redis: RedisReplicas;
  readonly children: ChildOptions[];
}

async function made(args: Partial<RedisReplicasArgs> = {}, preview = false, present = ["net"]): Promise<Made> {
  const engine = componentEngine(preview, {
    [INSPECT]: () => ({ name: "net", ...wide }),
    [LIST]: () => ({ networks: present.map((name) => ({ id: `${name}-id`, name })) }),
  });
  const children: ChildOptions[] = [];
  const redis = await engine.run(() => new RedisReplicas("redis", { network: "net", ...args }, watching(children)));
  return { engine, redis, children };
}

function containers(engine: MockedPulumi): string[] {
  return engine.all(CONTAINER).map(({ inputs }) => String(inputs.name));
}

function file(engine: MockedPulumi, resource: string, path: string): string {
  const list = engine.one(FILES, resource).inputs.files as { path: string; content: string }[];
  const found = list.find((one) => one.path === path);
  assert.ok(found, `${resource} has no file ${path}`);
  return found.content;
}

const SERVERS = ["redis-1", "redis-2", "redis-3"];
const SENTINELS = ["redis-sentinel-1", "redis-sentinel-2", "redis-sentinel-3"];

for (const preview of [false, true]) {
  describe(`A RedisReplicas ${preview ? "at a preview" : "in an update"}`, () => {
    it("has three servers, three Sentinels and a router on one Engine, each named after its kind and number", async () => {
      const { engine } = await made({}, preview);
      assert.deepEqual(containers(engine).sort(), [...SERVERS, "redis-router-1", ...SENTINELS].sort());
    });

    it("has one of each on every machine, by that machine's own providers", async () => {
      const { engine } = await made({ machines }, preview);
      for (const key of ["a", "b", "c"]) {
        for (const name of [`redis-${key}`, `redis-sentinel-${key}`, `redis-router-${key}`]) {
          assert.match(engine.one(CONTAINER, `${name}-container`).provider, new RegExp(`::redis-${key}-containers::`));
          assert.match(engine.one(FILES, `${name}-files`).provider, new RegExp(`::redis-${key}::`));
        }
      }
    });

    it("shows no password to whoever inspects a container", async () => {
      const { engine } = await made({ password: "a-given-password", tls: true }, preview);
      for (const { inputs } of engine.all(CONTAINER)) {
        const text = JSON.stringify(inputs);
        assert.ok(!text.includes("a-given-password") && !text.includes(MADE_PASSWORD), text);
      }
    });
  });
}

describe("A RedisReplicas", () => {
  it("tells clients one name, the login, and who the Sentinels are", async () => {
    const { redis } = await made({ containerName: "db" });
    assert.equal(await unwrap(redis.host), "db");
    assert.equal(await unwrap(redis.url), `redis://client:${MADE_PASSWORD}@db:6379`);
    assert.ok((await pulumi.isSecret(redis.url)) && (await pulumi.isSecret(redis.password)));
    assert.deepEqual(
      await unwrap(redis.sentinels),
      [1, 2, 3].map((i) => `db-sentinel-${i}:26379`),
    );
    assert.equal(await unwrap(redis.primaryName), "db");
    assert.equal(await unwrap(redis.ready), "db");
    assert.match(await unwrap(redis.cliCommand), /^docker exec .* db-1 \/usr\/local\/etc\/redis\/cli -h db$/);
  });

  it("keeps every file secret that a password is in", async () => {
    const { engine } = await made({ password: "a-given-password" });
    const open = engine.all(FILES).filter(({ secrets }) => !secrets.has("files"));
    assert.deepEqual(
      open.map(({ name }) => name),
      ["redis-router-1-files"],
    );
  });

  it("gives a client the name and the Sentinels as variables, the password as a file", async () => {
    const engine = componentEngine(false);
    await engine.run(() => {
      const redis = new RedisReplicas("redis", { network: "net" });
      new ClientApp("web", { network: "net", image: "web:1", uses: { db: redis } });
    });
    const envs = engine.one(CONTAINER, "web-container").inputs.envs as string[];
    assert.deepEqual(envs.filter((one) => /^DB_(HOST|SENTINELS|PRIMARY_NAME|PASSWORD_FILE)=/.test(one)).sort(), [
      "DB_HOST=redis",
      "DB_PASSWORD_FILE=/run/secrets/db_password",
      "DB_PRIMARY_NAME=redis",
      `DB_SENTINELS=${SENTINELS.map((name) => `${name}:26379`).join(",")}`,
    ]);
  });

  it("has its one name on every router, and on nothing else", async () => {
    const { engine } = await made({ machines });
    const named = engine.all(CONTAINER).filter(({ inputs }) => {
      const [network] = inputs.networksAdvanced as { aliases?: string[] }[];
      return network?.aliases?.includes("redis");
    });
    assert.deepEqual(named.map(({ inputs }) => inputs.name).sort(), [
      "redis-router-a",
      "redis-router-b",
      "redis-router-c",
    ]);
  });

  it("changes one server after another, and one Sentinel after another, the Sentinels first", async () => {
    const { children } = await made();
    const order = children.map(({ name }) => name);
    for (const list of [SENTINELS, SERVERS]) {
      for (const [i, name] of list.slice(1).entries()) {
        const before = list[i] ?? "";
        assert.ok(order.indexOf(`${before}-ready`) < order.indexOf(`${name}-container`), `${name} after ${before}`);
      }
    }
    assert.ok(order.indexOf("redis-sentinel-3-ready") < order.indexOf("redis-1-container"));
    assert.ok(order.indexOf("redis-3-ready") < order.indexOf("redis-router-1-container"));
  });

  it("keeps the Sentinels' volumes for as long as the data, for they say whose data counts", async () => {
    for (const keepData of [true, false]) {
      const { children } = await made({ keepData });
      const kept = (name: string) => children.find((one) => one.name === name)?.opts.retainOnDelete;
      assert.deepEqual([kept("redis-1-data"), kept("redis-sentinel-1-data")], [keepData, keepData]);
    }
  });

  it("has a primary take no writes without a replica in reach, unless there is one alone or the program says otherwise", async () => {
    const setting = async (args: Partial<RedisReplicasArgs>) =>
      /^min-replicas-to-write (.*)$/m.exec(file((await made(args)).engine, "redis-1-files", "redis.conf"))?.[1];
    assert.equal(await setting({}), "1");
    assert.equal(await setting({ replicas: 1 }), "0");
    assert.equal(await setting({ config: { "min-replicas-to-write": 2 } }), "2");
  });

  it("has one certificate for all of it, which names every container and the one name", async () => {
    const { engine, redis } = await made({ tls: { names: ["cache"] } });
    const { names } = engine.one("dockwire:index:Certificate").inputs as { names: string[] };
    for (const name of [...SERVERS, ...SENTINELS, "redis", "cache", "localhost"]) assert.ok(names.includes(name), name);
    assert.equal(await unwrap(redis.url), `rediss://client:${MADE_PASSWORD}@redis:6379`);
    assert.match(file(engine, "redis-1-files", "redis.conf"), /^tls-replication yes$/m);
    assert.match(file(engine, "redis-sentinel-1-files", "sentinel.conf"), /^port 0\ntls-port 26379$/m);
  });

  it("takes providers in place of an Engine's address, and makes none of its own then", async () => {
    const engine = componentEngine(false, { [INSPECT]: () => ({ name: "net", ...wide }) });
    await engine.run(() => {
      const providers = ["a", "b", "c"].map((key): [string, pulumi.ProviderResource[]] => {
        const host = `ssh://${key}.example`;
        return [key, [new Provider(`own-${key}`, { host }), new docker.Provider(`own-${key}-containers`, { host })]];
      });
      new RedisReplicas("redis", { network: "net", machines: Object.fromEntries(providers) });
    });
    assert.match(engine.one(CONTAINER, "redis-b-container").provider, /::own-b-containers::/);
    assert.equal(engine.registered.filter(({ type }) => type.startsWith("pulumi:providers:")).length, 6);
  });

  it("asks the first machine's Engine, once there are several, whether containers on each can be on the network", async () => {
    const { engine } = await made({ machines });
    const asked = engine.called.filter(({ token }) => token === INSPECT);
    assert.deepEqual(
      asked.map(({ inputs, provider }) => [inputs.network, /::redis-a::/.test(provider)]),
      [["net", true]],
    );
  });

  it("leaves a network that is not there yet to the update, which makes it", async () => {
    const { engine } = await made({ machines }, true, []);
    assert.equal(engine.called.filter(({ token }) => token === INSPECT).length, 0);
    assert.equal(containers(engine).length, 9);
  });

  it("refuses wrong arguments on their names", async () => {
    const refused: [Partial<RedisReplicasArgs>, string][] = [
      [{ replicas: 0 }, `RedisReplicas "redis": "replicas": 0 is not a number of replicas`],
      [{ quorum: 9 }, `RedisReplicas "redis": "quorum": 9 Sentinels can never agree`],
      [{ password: "short" }, `RedisReplicas "redis": "password": a password needs 12 characters or more`],
      [{ image: "Redis" }, `RedisReplicas "redis": "image": "Redis" cannot be an image's name`],
      [{ routerImage: "" }, `RedisReplicas "redis": "routerImage": "" cannot be an image's name`],
    ];
    for (const [args, message] of refused) {
      await assert.rejects(made(args), (error: Error) => error.message.startsWith(message), message);
    }
  });
});

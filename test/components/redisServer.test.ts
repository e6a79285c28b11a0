import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { RedisServer, type RedisServerArgs } from "../../components";
import { ChildOptions, componentEngine, MADE_PASSWORD, watching } from "../support/componentEngine";
import { MockedPulumi } from "../support/MockedPulumi";
import { isKnown, unwrap } from "../support/unwrap";

const CONTAINER = "docker:index/container:Container";
const VOLUME = "dockwire:index:Volume";
const FILES = "dockwire:index:VolumeFiles";

interface File {
  path: string;
  content: string;
  mode: string;
}

async function made(args: Partial<RedisServerArgs> = {}, preview = false) {
  const engine = componentEngine(preview);
  const children: ChildOptions[] = [];
  const redis = await engine.run(() => new RedisServer("redis", { network: "backend", ...args }, watching(children)));
  return { engine, redis, children };
}

function files(engine: MockedPulumi): Record<string, File> {
  const list = engine.one(FILES).inputs.files as File[];
  return Object.fromEntries(list.map((file) => [file.path, file]));
}

for (const preview of [false, true]) {
  describe(`A RedisServer ${preview ? "at a preview" : "in an update"}`, () => {
    it("is made of an image, two volumes, a password, files, a container and its label, what holds it on its network, a limit and a wait", async () => {
      const { engine } = await made({}, preview);
      assert.deepEqual(engine.registered.map(({ type, name }) => `${type} ${name}`).sort(), [
        "docker:index/container:Container redis-container",
        "docker:index/remoteImage:RemoteImage redis-image",
        "dockwire:index:ContainerNetworks redis-networks",
        "dockwire:index:ContainerReady redis-ready",
        "dockwire:index:Password redis-password",
        "dockwire:index:PidsLimit redis-pids",
        "dockwire:index:RedisServer redis",
        "dockwire:index:StackLabel redis-label",
        "dockwire:index:Volume redis-config",
        "dockwire:index:Volume redis-data",
        "dockwire:index:VolumeFiles redis-files",
      ]);
    });

    it("is the parent of all of them", async () => {
      const { redis, children } = await made({}, preview);
      const strangers = children.filter((child) => child.name !== "redis" && child.opts.parent !== redis);
      assert.deepEqual(strangers, []);
      assert.equal(children.length, 11);
    });

    it("closes its container in", async () => {
      const { engine } = await made({}, preview);
      const { inputs } = engine.one(CONTAINER);
      const { user, readOnly, capabilities, securityOpts, memory, memorySwap, ulimits, restart } = inputs;
      assert.deepEqual(
        { user, readOnly, capabilities, securityOpts, memory, memorySwap, ulimits, restart },
        {
          user: "999",
          readOnly: true,
          capabilities: { drops: ["ALL"], adds: [] },
          securityOpts: ["no-new-privileges:true"],
          memory: 512,
          memorySwap: 512,
          ulimits: [{ name: "nofile", soft: 10_240, hard: 10_240 }],
          restart: "unless-stopped",
        },
      );
      assert.deepEqual(inputs.tmpfs, { "/tmp": "rw,noexec,nosuid,nodev,size=16m" });
      assert.deepEqual(inputs.logOpts, { "max-size": "10m", "max-file": "3" });
      assert.deepEqual(inputs.ports, []);
      assert.equal(inputs.privileged, undefined);
      assert.equal(inputs.networkMode, undefined);
      assert.equal(engine.one("dockwire:index:PidsLimit").inputs.limit, 128);
    });

    it("has neither password nor variable in what everybody may inspect", async () => {
      const { engine } = await made({ password: "a-given-password" }, preview);
      const { inputs } = engine.one(CONTAINER);
      assert.equal(inputs.envs, undefined);
      assert.deepEqual(inputs.command, ["redis-server", "/usr/local/etc/redis/redis.conf"]);
      assert.ok(!JSON.stringify(inputs).includes("a-given-password"));
      assert.deepEqual([...engine.one(FILES).secrets], ["files"]);
    });

    it("is deleted before it is replaced, and leaves the data when it goes", async () => {
      const { children } = await made({}, preview);
      const options = (type: string, name: string) =>
        children.find((one) => one.type === type && one.name === name)?.opts;
      assert.equal(options(CONTAINER, "redis-container")?.deleteBeforeReplace, true);
      assert.deepEqual(options(CONTAINER, "redis-container")?.replaceOnChanges, ["tmpfs"]);
      assert.equal(options(VOLUME, "redis-data")?.retainOnDelete, true);
      assert.equal(options(VOLUME, "redis-config")?.retainOnDelete, undefined);
      for (const name of ["redis-data", "redis-config"]) {
        assert.equal(options(VOLUME, name)?.deleteBeforeReplace, undefined, name);
      }
    });

    it("bears the label that tells its stack, and gives no volume a label", async () => {
      const { engine } = await made({}, preview);
      const labels = engine.one(CONTAINER).inputs.labels as { label: string; value: string }[];
      assert.deepEqual(labels[0], { label: "dockwire.stack", value: "dockwire-stack/test" });
      for (const volume of engine.all(VOLUME)) assert.equal(volume.inputs.labels, undefined);
    });
  });
}

describe("A RedisServer", () => {
  it("tells where it is, and keeps what holds the password secret", async () => {
    const { redis } = await made({ containerName: "r1" });
    assert.equal(await unwrap(redis.host), "r1");
    assert.equal(await unwrap(redis.port), 6379);
    assert.equal(await unwrap(redis.url), `redis://client:${MADE_PASSWORD}@r1:6379`);
    assert.equal(await pulumi.isSecret(redis.url), true);
    assert.ok(redis.password && redis.username);
    assert.equal(await pulumi.isSecret(redis.password), true);
    assert.equal(await unwrap(redis.username), "client");
    assert.equal(await pulumi.isSecret(redis.cliCommand), false);
    const cli = "docker exec --interactive --tty --user 0 r1 /usr/local/etc/redis/cli";
    assert.equal(await unwrap(redis.cliCommand), cli);
  });

  it("hands its public fields to registerOutputs under the same names", async () => {
    const { engine, redis } = await made({ tls: true });
    const outputs = Object.keys(engine.registeredOutputs("redis") ?? {}).sort();
    const fields = [
      ...["caPem", "cliCommand", "containerId", "containerName", "host"],
      ...["password", "port", "ready", "url", "username"],
    ];
    // What tells programs in other languages which of these have a value.
    const flags = ["authentication", "privateCa"];
    assert.deepEqual(outputs, [...fields, ...flags].sort());
    for (const field of fields) assert.ok(field in redis, field);
  });

  it("takes a password that is given, and then makes none", async () => {
    const { engine, redis } = await made({ password: pulumi.output("a-given-password") });
    assert.equal(engine.all("dockwire:index:Password").length, 0);
    assert.equal(await unwrap(redis.url), "redis://client:a-given-password@redis:6379");
    assert.equal(await pulumi.isSecret(redis.url), true);
    assert.equal(files(engine)["client.password"]?.content, "a-given-password");
    assert.equal(files(engine)["client.password"]?.mode, "0400");
    assert.ok(!files(engine)["users.acl"]?.content.includes("a-given-password"));
  });

  it("has an admin only when that is asked for", async () => {
    assert.doesNotMatch(files((await made()).engine)["users.acl"]?.content ?? "", /admin reset/);
    const { engine } = await made({ adminPassword: "an-admin-password" });
    assert.match(files(engine)["users.acl"]?.content ?? "", /^user admin reset on #[0-9a-f]{64} ~\* &\* \+@all$/m);
  });

  it("speaks TLS with a certificate for its names", async () => {
    const { engine, redis } = await made({ tls: { names: ["db"] } });
    assert.deepEqual(engine.one("dockwire:index:Certificate").inputs.names, ["redis", "db", "localhost", "127.0.0.1"]);
    assert.match(await unwrap(redis.url), /^rediss:/);
    assert.equal(redis.caPem && (await unwrap(redis.caPem)), "CA");
    assert.equal(files(engine)["tls/server.key"]?.content, "KEY");
    assert.match(files(engine)["redis.conf"]?.content ?? "", /^tls-port 6379$/m);
  });

  it("uses a certificate that is given", async () => {
    const { engine } = await made({ tls: { certPem: "c", keyPem: "k", caPem: "a" } });
    assert.equal(engine.all("dockwire:index:Certificate").length, 0);
    assert.equal(files(engine)["tls/server.crt"]?.content, "c");
  });

  it("lets every limit be relaxed", async () => {
    const { engine } = await made({
      ...{ user: "root", readOnly: false, tmpfs: {}, capabilities: {}, noNewPrivileges: false },
      ...{ memoryMiB: false, pids: false, openFiles: false, restart: 3, logs: false, cpus: 0.5 },
    });
    const { inputs } = engine.one(CONTAINER);
    assert.equal(inputs.user, "root");
    assert.equal(inputs.readOnly, false);
    for (const key of ["tmpfs", "capabilities", "securityOpts", "memory", "ulimits", "logDriver"]) {
      assert.equal(inputs[key], undefined, key);
    }
    assert.deepEqual([inputs.restart, inputs.maxRetryCount], ["on-failure", 3]);
    assert.equal(inputs.cpus, "0.5");
    assert.equal(engine.all("dockwire:index:PidsLimit").length, 0);
    assert.doesNotMatch(files(engine)["redis.conf"]?.content ?? "", /maxmemory/);
  });

  it("opens ports on loopback unless told otherwise", async () => {
    const { engine } = await made({
      ports: [
        { internal: 6379, external: 7000 },
        { internal: 6379, ip: "0.0.0.0" },
      ],
    });
    const ips = (engine.one(CONTAINER).inputs.ports as { ip: string }[]).map((port) => port.ip);
    assert.deepEqual(ips, ["127.0.0.1", "0.0.0.0"]);
  });

  it("names its volumes after its container once, and as it is told for good", async () => {
    const { engine } = await made();
    for (const rest of ["data", "config"]) {
      assert.equal(engine.one(VOLUME, `redis-${rest}`).inputs.defaultName, `redis-${rest}`);
      assert.equal(engine.one(VOLUME, `redis-${rest}`).inputs.name, undefined);
    }
    const told = (await made({ volumeName: "kept" })).engine.one(VOLUME, "redis-data").inputs;
    assert.deepEqual([told.name, told.defaultName], ["kept", undefined]);
  });

  it("forgets its data with itself when told so", async () => {
    const { children } = await made({ keepData: false });
    const volume = children.find((one) => one.name === "redis-data");
    assert.equal(volume?.opts.retainOnDelete, false);
  });

  it("mounts somebody else's volume without making it its own", async () => {
    const { engine } = await made({ existingVolume: "theirs" });
    assert.deepEqual(
      engine.all(VOLUME).map((one) => one.name),
      ["redis-config"],
    );
    const mounts = engine.one(CONTAINER).inputs.volumes as { volumeName: string; containerPath: string }[];
    assert.equal(mounts.find((mount) => mount.containerPath === "/data")?.volumeName, "theirs");
    const [check] = engine.called.filter((call) => call.token === "dockwire:index:checkContainer");
    assert.equal(check?.inputs.existingVolume, "theirs");
  });

  it("keeps its own labels beside those of a transform", async () => {
    const labels = [
      { label: "team", value: "shop" },
      { label: "dockwire.stack", value: "theirs" },
    ];
    const { engine } = await made({ transform: { container: { labels } } });
    assert.deepEqual(engine.one(CONTAINER).inputs.labels, [
      { label: "dockwire.stack", value: "dockwire-stack/test" },
      { label: "dockwire.files", value: "v1" },
      { label: "team", value: "shop" },
    ]);
  });

  it("asks with the name that its label was made with, and its container bears the same", async () => {
    const first = () => ({ value: "before/renamed" });
    const engine = componentEngine(false, {}, { "dockwire:index:StackLabel": first });
    await engine.run(() => new RedisServer("redis", { network: "backend" }));
    assert.equal(engine.called[0]?.inputs.stack, "before/renamed");
    assert.deepEqual(engine.one("dockwire:index:StackLabel").inputs.containers, { "": "redis" });
    const labels = engine.one(CONTAINER).inputs.labels as { label: string; value: string }[];
    assert.deepEqual(labels[0], { label: "dockwire.stack", value: "before/renamed" });
  });

  it("lets a child be changed before it is made", async () => {
    const { engine } = await made({
      transform: {
        container: { hostname: "h" },
        dataVolume: (args, opts, name) => {
          Object.assign(args, { driver: name });
          opts.protect = true;
        },
      },
    });
    assert.equal(engine.one(CONTAINER).inputs.hostname, "h");
    assert.equal(engine.one(CONTAINER).inputs.readOnly, true);
    assert.equal(engine.one(VOLUME, "redis-data").inputs.driver, "redis-data");
  });
});

describe("What holds a RedisServer on its networks", () => {
  const HOLDER = "dockwire:index:ContainerNetworks";

  it("has those that its container is made with, whoever named them", async () => {
    const own = (await made()).engine;
    assert.deepEqual(own.one(HOLDER).inputs, { container: "redis-container-id", networks: [{ name: "backend" }] });
    const networksAdvanced = [{ name: "backend", aliases: ["db"] }, { name: "second" }];
    const { engine } = await made({ transform: { container: { networksAdvanced } } });
    assert.deepEqual(engine.one(HOLDER).inputs.networks, networksAdvanced);
  });

  it("is absent when its container is made with none", async () => {
    const container = { networksAdvanced: undefined, networkMode: "host" };
    const { engine, redis } = await made({ transform: { container } });
    assert.deepEqual(engine.all(HOLDER), []);
    assert.equal(await unwrap(redis.ready), "redis-container-id");
  });
});

describe("A RedisServer in tutorial mode", () => {
  it("runs the image's own command, without password, files and volumes", async () => {
    const { engine, redis } = await made({ mode: "tutorial" });
    const { inputs } = engine.one(CONTAINER);
    assert.equal(inputs.command, undefined);
    assert.deepEqual(inputs.volumes, []);
    assert.equal(engine.one("docker:index/remoteImage:RemoteImage").inputs.name, "redis");
    for (const type of [VOLUME, FILES, "dockwire:index:Password"]) assert.equal(engine.all(type).length, 0, type);
    assert.equal(await unwrap(redis.url), "redis://redis:6379");
    assert.equal(await pulumi.isSecret(redis.url), false);
    assert.equal(redis.password, undefined);
    assert.equal(await unwrap(redis.cliCommand), "docker exec --interactive --tty redis redis-cli");
  });

  it("keeps its data when it is given a volume", async () => {
    const { engine } = await made({ mode: "tutorial", volumeName: "kept" });
    assert.equal(engine.one(VOLUME).inputs.name, "kept");
  });
});

describe("At a preview of a RedisServer", () => {
  it("what the Engine or the provider makes up is not known, and the password's place is secret all the same", async () => {
    const { redis } = await made({}, true);
    for (const output of [redis.ready, redis.containerId, redis.url]) assert.equal(await isKnown(output), false);
    assert.equal(await pulumi.isSecret(redis.url), true);
  });
});

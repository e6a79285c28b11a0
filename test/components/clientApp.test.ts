import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { ClientApp, type ClientAppArgs, ExistingRedis, RedisServer, type RedisServerArgs } from "../../components";
import { ChildOptions, componentEngine, MADE_PASSWORD, watching } from "../support/componentEngine";
import { Bag } from "../support/MockedPulumi";
import { isKnown, unwrap } from "../support/unwrap";

const CONTAINER = "docker:index/container:Container";
const ON_FRONT = {
  id: "front",
  name: "front",
  ipv4Address: "10.0.0.2",
  ipv6Address: "",
  aliases: [],
  dnsNames: ["redis"],
};
const FOUND: Bag = {
  ...{ id: "0123456789abcdef", name: "redis", status: "running" },
  environment: { REDIS_VERSION: "7" },
  networks: [ON_FRONT],
};

/** The provider for another Engine. */
class OtherEngine extends pulumi.ProviderResource {
  constructor(name: string) {
    super("dockwire", name, { host: "tcp://127.0.0.1:1" });
  }
}

interface Plan {
  readonly args?: Partial<ClientAppArgs>;
  readonly redis?: Partial<RedisServerArgs>;
  readonly uses?: boolean;
  readonly link?: object;
  readonly found?: Bag;
  readonly preview?: boolean;
}

async function made({ args = {}, redis = {}, uses = false, link, found = FOUND, preview = false }: Plan) {
  const engine = componentEngine(preview, { "dockwire:index:inspectContainer": () => found });
  const children: ChildOptions[] = [];
  const app = await engine.run(() => {
    const server = new RedisServer("redis", { network: "back", ...redis });
    const wired = {
      ...(uses ? { uses: { db: server } } : {}),
      ...(link ? { links: { xxx: { server, ...link } } } : {}),
    };
    return new ClientApp("app", { network: "front", image: "example/app:1", ...wired, ...args }, watching(children));
  });
  return { engine, app, children };
}

function variables(inputs: Bag): string[] {
  return [...(inputs.envs as string[])].sort();
}

for (const preview of [false, true]) {
  describe(`A ClientApp ${preview ? "at a preview" : "in an update"}`, () => {
    it("is an image, a container and its label, what holds it on its network and a limit, all its own children", async () => {
      const { children, app } = await made({ preview });
      assert.deepEqual(children.map((child) => child.name).sort(), [
        "app",
        "app-container",
        "app-image",
        "app-label",
        "app-networks",
        "app-pids",
      ]);
      assert.deepEqual(
        children.filter((child) => child.name !== "app" && child.opts.parent !== app),
        [],
      );
    });
  });
}

describe("A ClientApp", () => {
  it("is created on its network with an ordinary image's rights, and takes what it is given", async () => {
    const { engine } = await made({
      args: {
        command: ["serve", "--fast"],
        environment: { A: "1", B: pulumi.output("2") },
        volumes: {
          "/data": "store",
          "/conf": { hostPath: "/srv/app", readOnly: true },
          "/etc/localtime": { hostPath: "/etc/localtime", readOnly: true, allowSystemPath: true },
        },
        stopSeconds: 3,
        user: "1000",
      },
    });
    const { inputs } = engine.one(CONTAINER, "app-container");
    assert.deepEqual(inputs.networksAdvanced, [{ name: "front" }]);
    assert.deepEqual(inputs.command, ["serve", "--fast"]);
    assert.deepEqual(variables(inputs), ["A=1", "B=2"]);
    assert.deepEqual(inputs.volumes, [
      { containerPath: "/data", volumeName: "store", readOnly: false },
      { containerPath: "/conf", hostPath: "/srv/app", readOnly: true },
      { containerPath: "/etc/localtime", hostPath: "/etc/localtime", readOnly: true },
    ]);
    assert.equal(inputs.destroyGraceSeconds, 3);
    assert.equal(inputs.user, "1000");
    assert.deepEqual(inputs.capabilities, { drops: ["CAP_AUDIT_WRITE", "CAP_MKNOD"], adds: [] });
    assert.deepEqual(inputs.securityOpts, ["no-new-privileges:true"]);
    assert.equal(inputs.readOnly, false);
  });

  it("gets what it uses by variables and files, with nothing secret among the variables", async () => {
    const { engine } = await made({ uses: true });
    const container = engine.one(CONTAINER, "app-container");
    assert.deepEqual(variables(container.inputs), [
      "DB_HOST=redis",
      "DB_PASSWORD_FILE=/run/secrets/db_password",
      "DB_PORT=6379",
      "DB_URL_FILE=/run/secrets/db_url",
      "DB_USERNAME=client",
    ]);
    assert.equal(container.secrets.has("envs"), false);
    const files = engine.one("dockwire:index:VolumeFiles", "app-files");
    assert.deepEqual(files.inputs.files, [
      { path: "db_password", content: MADE_PASSWORD },
      { path: "db_url", content: `redis://client:${MADE_PASSWORD}@redis:6379` },
    ]);
    assert.equal(files.secrets.has("files"), true);
    assert.deepEqual(container.inputs.volumes, [
      { volumeName: "app-secrets", containerPath: "/run/secrets", readOnly: true },
    ]);
  });

  it("gets the plain address of a redis without a password, and then needs no files", async () => {
    const { engine } = await made({ uses: true, redis: { mode: "tutorial" } });
    assert.deepEqual(variables(engine.one(CONTAINER, "app-container").inputs), [
      "DB_HOST=redis",
      "DB_PORT=6379",
      "DB_URL=redis://redis:6379",
    ]);
    assert.equal(engine.all("dockwire:index:VolumeFiles").length, 0);
    assert.equal(engine.all("dockwire:index:Volume").length, 0);
  });

  it("asks the Engine of its own provider for everything", async () => {
    const engine = componentEngine(false, { "dockwire:index:inspectContainer": () => FOUND });
    await engine.run(() => {
      const provider = new OtherEngine("other");
      const server = new RedisServer("redis", { network: "back" }, { providers: [provider] });
      const link = { server, by: "address" as const, environment: true };
      const wired = { uses: { db: server }, links: { xxx: link } };
      return new ClientApp("app", { network: "front", image: "x", ...wired }, { providers: [provider] });
    });
    assert.ok(engine.called.length >= 5, `${engine.called.length} calls`);
    for (const { token, provider } of engine.called) assert.match(provider, /::other::/, token);
  });

  it("uses a redis that was there already without asking the Engine for it", async () => {
    const engine = componentEngine(false);
    await engine.run(() => {
      const db = new ExistingRedis("cache", { host: "cache.example.org" });
      return new ClientApp("app", { network: "front", image: "x", uses: { db } });
    });
    assert.ok(variables(engine.one(CONTAINER).inputs).includes("DB_HOST=cache.example.org"));
    assert.equal(engine.called.filter((call) => call.token === "dockwire:index:inspectContainer").length, 0);
  });

  it("links by name with no look at the Engine, and by address with the host line", async () => {
    const byName = await made({ link: {} });
    const named = variables(byName.engine.one(CONTAINER, "app-container").inputs);
    assert.ok(named.includes("XXX_PORT=tcp://redis:6379"));
    assert.equal(byName.engine.called.filter((call) => call.token === "dockwire:index:inspectContainer").length, 0);
    const { engine } = await made({ link: { by: "address", hosts: true, environment: true } });
    const { inputs } = engine.one(CONTAINER, "app-container");
    assert.ok(variables(inputs).includes("XXX_PORT_6379_TCP_ADDR=10.0.0.2"));
    assert.ok(variables(inputs).includes("XXX_ENV_REDIS_VERSION=7"));
    assert.deepEqual(inputs.hosts, [{ host: "xxx redis-contai redis", ip: "10.0.0.2" }]);
  });

  it("has containers with stable names for its replicas, which answer to one name", async () => {
    const { engine, app } = await made({ args: { replicas: ["a", "b"], networks: { third: "third" } } });
    const names = engine.all(CONTAINER).map((one) => one.inputs.name);
    assert.deepEqual(
      names.filter((name) => name !== "redis"),
      ["app-a", "app-b"],
    );
    const { inputs } = engine.one(CONTAINER, "app-b-container");
    assert.deepEqual(inputs.networksAdvanced, [{ name: "front", aliases: ["app"] }]);
    const attached = engine
      .all("dockwire:index:NetworkAttachment")
      .map(({ name, inputs: ends }) => [name, ends.container, ends.network]);
    assert.deepEqual(attached, [
      ["app-a-on-third", "app-a-container-id", "third"],
      ["app-b-on-third", "app-b-container-id", "third"],
    ]);
    assert.deepEqual(Object.keys(app.nodes.attachments), ["a-third", "b-third"]);
    assert.deepEqual(Object.keys(app.nodes.containerNetworks), ["a", "b"]);
    assert.deepEqual(engine.one("dockwire:index:ContainerNetworks", "app-b-networks").inputs, {
      container: "app-b-container-id",
      networks: [{ name: "front", aliases: ["app"] }],
    });
    const checked = engine.called.filter((call) => call.token === "dockwire:index:checkContainer");
    assert.deepEqual(checked.map(({ inputs }) => inputs.container).sort(), ["app-a", "app-b", "redis"]);
    const label = engine.one("dockwire:index:StackLabel", "app-label");
    assert.deepEqual(label.inputs.containers, { "-a": "app-a", "-b": "app-b" });
  });

  it("is waited for when it has a health check, and not without", async () => {
    const healthcheck = { command: "curl -f localhost", startPeriodSeconds: 90 };
    const { engine } = await made({ args: { healthcheck } });
    assert.equal(engine.one("dockwire:index:ContainerReady", "app-ready").inputs.timeoutSeconds, 60);
    assert.deepEqual(engine.one(CONTAINER, "app-container").inputs.healthcheck, {
      ...{
        tests: ["CMD-SHELL", "curl -f localhost"],
        interval: "30s",
        timeout: "3s",
        retries: 3,
        startPeriod: "1m30s",
      },
    });
    const plain = await made({});
    assert.equal(plain.engine.all("dockwire:index:ContainerReady").filter((one) => one.name === "app-ready").length, 0);
  });

  it("builds its image from a folder, and again when a file in it changes", async () => {
    const build = { context: "examples/redis-node-docker-example", args: { A: "1" } };
    const { engine } = await made({ args: { image: undefined, build } });
    const { inputs } = engine.one("docker:index/remoteImage:RemoteImage", "app-image");
    assert.equal(inputs.name, "dockwire/app");
    assert.match((inputs.triggers as { context: string }).context, /^[0-9a-f]{64}$/);
    assert.match((inputs.build as { context: string }).context, /\/examples\/redis-node-docker-example$/);
    const other = await made({ args: { image: undefined, build: { ...build, args: { A: "2" } } } });
    const changed = other.engine.one("docker:index/remoteImage:RemoteImage", "app-image").inputs.triggers;
    assert.notDeepEqual(changed, inputs.triggers);
  });

  it("hands its public fields to registerOutputs under the same names", async () => {
    const { engine, app } = await made({ args: { ports: [{ internal: 80, external: 8080 }] } });
    const outputs = Object.keys(engine.registeredOutputs("app") ?? {}).sort();
    assert.deepEqual(outputs, ["containerId", "containerName", "ready", "urls"]);
    assert.deepEqual(await unwrap(app.urls), ["http://localhost:8080"]);
  });

  it("has a URL for each address that its ports are open on", async () => {
    const open = (ip: string, external: number) => ({ internal: 80, external, ip });
    const ports = [open("::1", 1), open("::", 2), open("10.0.0.1", 3), { ...open("::1", 4), protocol: "udp" as const }];
    const { app } = await made({ args: { ports } });
    const urls = ["http://[::1]:1", "http://localhost:2", "http://10.0.0.1:3"];
    assert.deepEqual(await unwrap(app.urls), urls);
  });

  it("cannot be known at a preview before the servers that it uses are", async () => {
    const { app } = await made({ uses: true, preview: true });
    assert.equal(await isKnown(app.containerId), false);
  });
});

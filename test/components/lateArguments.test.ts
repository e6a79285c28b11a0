import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { AppNetwork, ClientApp, ExistingRedis, RedisServer } from "../../components";
import { componentEngine } from "../support/componentEngine";

const CONTAINER = "docker:index/container:Container";

/** Makes an input out of a value. */
type Late = <T>(value: T) => pulumi.Input<T>;

/** An output of the value's type that only the update will know. */
const unknown: Late = <T>(): pulumi.Input<T> => {
  const Made = pulumi.Output as unknown as new (...parts: unknown[]) => pulumi.Output<T>;
  const known = Promise.resolve(false);
  return new Made(new Set(), Promise.resolve(undefined), known, Promise.resolve(false), Promise.resolve(new Set()));
};

/** Settings of every container that may be late, as `late` makes them. */
function settings(late: Late) {
  return {
    containerName: late("own"),
    image: late("redis:7"),
    ports: [{ internal: late(6379), external: late(7000), ip: late("127.0.0.1"), protocol: late("tcp" as const) }],
    user: late("999"),
    readOnly: late(true),
    tmpfs: { "/tmp": late("size=1m") },
    capabilities: { drops: late(["ALL"]), adds: [late("CHOWN")] },
    noNewPrivileges: late(false),
    memoryMiB: late(64),
    cpus: late(0.5),
    pids: late(100),
    openFiles: late(1000),
    restart: late(5),
    logs: { maxSizeMiB: late(1), maxFiles: late(2) },
    readyTimeoutSeconds: late(9),
  };
}

function redisArgs(late: Late) {
  return {
    ...settings(late),
    network: late("net"),
    config: { maxclients: late(10) },
    volumeName: late("own-volume"),
    password: late("a-long-password"),
    adminPassword: late("another-password"),
    tls: { names: late(["db"]) },
  };
}

function clientArgs(late: Late) {
  return {
    ...settings(late),
    network: late("net"),
    command: late(["serve"]),
    environment: late({ A: "b" }),
    volumes: { "/data": late("data"), "/conf": { hostPath: late("/srv"), readOnly: late(true) } },
    healthcheck: { command: ["check", late("it")], intervalSeconds: late(4), retries: late(2) },
    stopSeconds: late(3),
  };
}

describe("Arguments that only the update knows", () => {
  it("do not stand in the way of a preview", async () => {
    const engine = componentEngine(true);
    await engine.run(() => {
      new RedisServer("redis", redisArgs(unknown));
      new ClientApp("app", clientArgs(unknown));
      new ExistingRedis("cache", {
        host: unknown("h"),
        port: unknown(1),
        username: unknown("u"),
        password: unknown("p"),
      });
      return new AppNetwork("net", { networkName: unknown("n"), labels: unknown({ a: "b" }) });
    });
    assert.equal(engine.all(CONTAINER).length, 2);
  });

  for (const [title, late] of [
    ["outputs", (value: unknown) => pulumi.output(value)],
    ["promises", (value: unknown) => Promise.resolve(value)],
  ] as const) {
    it(`come out in an update as plain ones do, as ${title}`, async () => {
      const made = async (make: Late) => {
        const engine = componentEngine(false);
        await engine.run(() => {
          new RedisServer("redis", redisArgs(make));
          return new ClientApp("app", clientArgs(make));
        });
        return engine.registered.map(({ type, name, inputs }) => ({ type, name, inputs }));
      };
      const byName = (all: Awaited<ReturnType<typeof made>>) => all.sort((a, b) => a.name.localeCompare(b.name));
      const plain = byName(await made((value) => value));
      assert.deepEqual(byName(await made(late as Late)), plain);
      assert.ok(plain.length > 10, `${plain.length} resources`);
    });
  }
});

describe("An argument that comes late", () => {
  const LATE_MS = 2_000;
  const IMAGE = "docker:index/remoteImage:RemoteImage";
  const cases: Record<string, (late: Promise<string>) => unknown> = {
    RedisServer: (late) => new RedisServer("redis", { network: "net", config: { "maxmemory-policy": late } }),
    ClientApp: (late) => new ClientApp("app", { network: "net", image: "x", environment: { A: late } }),
    "client of an AppNetwork": (late) =>
      new AppNetwork("net", { clients: { app: { image: "x", environment: { A: late } } } }),
  };

  for (const [title, make] of Object.entries(cases)) {
    it(`does not hold up the image of a ${title}`, async () => {
      const order: string[] = [];
      let give: (value: string) => void = () => undefined;
      const late = new Promise<string>((resolve) => (give = resolve)).finally(() => order.push("argument"));
      const timer = setTimeout(give, LATE_MS, "noeviction");
      const image = () => {
        order.push("image");
        give("noeviction");
        return { imageId: "sha256:x" };
      };
      await componentEngine(false, {}, { [IMAGE]: image }).run(() => make(late));
      clearTimeout(timer);
      assert.deepEqual(order, ["image", "argument"]);
    });
  }
});

describe("An argument that is wrong once it is known ends the update on its name:", () => {
  const cases: [string, (bad: pulumi.Output<never>) => pulumi.Output<unknown>, unknown, RegExp][] = [
    ["a name", (containerName) => redis({ containerName }).containerName, "-x", /"containerName": "-x" cannot be/],
    [
      "a port",
      (internal) => redis({ ports: [{ internal }] }).containerId,
      0,
      /"ports\[0\]\.internal": 0 is not a port/,
    ],
    ["a limit", (memoryMiB) => redis({ memoryMiB }).containerId, 1, /"memoryMiB": 1 is not a memory limit/],
    ["a capability", (drops) => redis({ capabilities: { drops } }).containerId, ["x"], /"capabilities": "x" is not/],
    ["a policy", (restart) => redis({ restart }).containerId, "often", /"restart": "often" is not a policy/],
    ["a setting", (hz) => redis({ config: { hz } }).containerId, "x", /"config": "hz" is "x"; give a whole number/],
    ["a volume", (volumeName) => redis({ volumeName }).containerId, "a/b", /"volumeName": "a\/b" cannot be a volume's/],
    ["a variable", (environment) => app({ environment }).containerId, { "A=B": "" }, /"environment": "A=B" cannot be/],
    ["a mount", (data) => app({ volumes: { "/d": data } }).containerId, "/etc", /"volumes": "\/etc" is not a volume's/],
    [
      "a folder of the system",
      (hostPath) => app({ volumes: { "/d": { hostPath } } }).containerId,
      "/etc",
      /"volumes": "\/etc" is the system's or the Engine's own/,
    ],
    [
      "a count",
      (retries) => app({ healthcheck: { command: "x", retries } }).containerId,
      0,
      /"healthcheck\.retries": 0 is not a count/,
    ],
  ];
  const redis = (args: object) => new RedisServer("redis", { network: "net", ...args });
  const app = (args: object) => new ClientApp("app", { network: "net", image: "x", ...args });

  for (const [title, make, value, text] of cases) {
    it(title, async () => {
      const engine = componentEngine(false);
      const failed: Error[] = [];
      const note = (error: Error) => failed.push(error);
      process.on("unhandledRejection", note);
      try {
        // An engine that waits would wait for what never is registered.
        void engine.run(() => make(pulumi.output<never>(value as never))).catch(note);
        for (let tries = 0; tries < 3000 && !failed.some(({ message }) => text.test(message)); tries++) {
          await new Promise((done) => setTimeout(done, 10));
        }
      } finally {
        process.off("unhandledRejection", note);
      }
      assert.ok(
        failed.some(({ message }) => text.test(message)),
        failed.map(({ message }) => message).join("\n") || "nothing failed",
      );
      assert.equal(engine.all(CONTAINER).length, 0);
    });
  }
});

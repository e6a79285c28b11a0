import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { AppNetwork, ClientApp, ExistingRedis, Probe, RedisServer } from "../../components";
import type {
  AppNetworkArgs,
  ClientAppArgs,
  ExistingRedisArgs,
  RedisServerArgs,
  Service,
  ServerContainer,
} from "../../components";
import { componentEngine } from "../support/componentEngine";
import { imageProblem } from "../../components/shared/names";
import { Validator } from "../../components/shared/validate";
import { unwrap } from "../support/unwrap";

const text = pulumi.output("x");
const server: ServerContainer = { containerId: text, containerName: text, port: pulumi.output(1), ready: text };
const cache: Service = { host: text, port: pulumi.output(1), url: text, ready: text };

const REDIS: [string, Partial<RedisServerArgs>, string][] = [
  ["no network", { network: undefined }, `"network" is required: the network that the server is created on`],
  ["a wrong container name", { containerName: "-x" }, `"containerName": "-x" cannot be a container's name: begin with`],
  ["a wrong image", { image: "Redis" }, `"image": "Redis" cannot be an image's name: write [REGISTRY/]NAME`],
  ["an empty image", { image: "" }, `"image": "" cannot be an image's name`],
  ["a wrong digest", { image: "redis:7@sha256:12" }, `"image": "redis:7@sha256:12" cannot be an image's name`],
  [
    "a wrong port",
    { ports: [{ internal: 0 }] },
    `"ports[0].internal": 0 is not a port: give a whole number from 1 to 65535`,
  ],
  [
    "a wrong protocol",
    { ports: [{ internal: 1, protocol: "icmp" as "tcp" }] },
    `"ports[0].protocol": "icmp" is not a protocol: give "tcp" or "udp"`,
  ],
  ["a wrong host port", { ports: [{ internal: 1, external: 70000 }] }, `"ports[0].external": 70000 is not a port`],
  ["an unknown setting", { config: { maxmemroy: 1 } }, `"config": "maxmemroy" is not a setting of redis that this`],
  [
    "a setting of ours",
    { config: { requirepass: "x" } },
    `"config": "requirepass" is set by this component: use "password"`,
  ],
  ["a wrong setting", { config: { maxclients: "x" } }, `"config": "maxclients" is "x"; give a whole number`],
  ["a short password", { password: "abc" }, `"password": a password needs 12 characters or more`],
  ["a short admin password", { adminPassword: "abc" }, `"adminPassword": a password needs 12 characters or more`],
  ["an empty admin password", { adminPassword: "" }, `"adminPassword": a password needs 12 characters or more`],
  [
    "negative memory",
    { memoryMiB: -1 },
    `"memoryMiB": -1 is not a memory limit: give a whole number of MiB, 6 or more`,
  ],
  ["negative processes", { pids: -5 }, `"pids": -5 is not a limit: give a whole number, 1 or more, or false for none`],
  ["no files", { openFiles: 0 }, `"openFiles": 0 is not a limit`],
  ["no processor", { cpus: 0 }, `"cpus": 0 is not a number of processors: give one above 0, for instance 0.5`],
  ["a wrong user", { user: "a b" }, `"user": "a b" is not a user: give a name or number, and a group after ":"`],
  ["a wrong capability", { capabilities: { adds: ["CAP_CHOWN"] } }, `"capabilities": "CAP_CHOWN" is not a capability`],
  ["a relative tmpfs", { tmpfs: { tmp: "" } }, `"tmpfs": "tmp" is not a path in a container: begin with "/"`],
  ["a wrong policy", { restart: "often" as "no" }, `"restart": "often" is not a policy: give "no", "always"`],
  ["a negative restart count", { restart: -1 }, `"restart": -1 is not a limit`],
  ["a negative log size", { logs: { maxSizeMiB: -1 } }, `"logs.maxSizeMiB": -1 is not a limit`],
  ["no time", { readyTimeoutSeconds: 0 }, `"readyTimeoutSeconds": 0 is not a time: give seconds, more than 0`],
  ["a wrong volume", { volumeName: "a/b" }, `"volumeName": "a/b" cannot be a volume's name`],
  [
    "a volume's name that is too long",
    { volumeName: "v".repeat(256) },
    `"volumeName": a volume's name has 255 characters at the most`,
  ],
  ["a wrong existing volume", { existingVolume: "a/b" }, `"existingVolume": "a/b" cannot be a volume's name`],
  [
    "two volumes",
    { volumeName: "aa", existingVolume: "bb" },
    `"volumeName" does not go with "existingVolume", which names a volume that is there`,
  ],
  ["a setting with the name of a method", { config: { toString: 1 } }, `"config": "toString" is not a setting`],
  ["a setting called constructor", { config: { constructor: 1 } }, `"config": "constructor" is not a setting`],
  ["a wrong mode", { mode: "fast" as "tutorial" }, `"mode" is "fast"; it can be "production" or "tutorial"`],
  ["a tutorial with a password", { mode: "tutorial", password: "x" }, `"password" does not go with mode "tutorial"`],
  ["a tutorial with TLS", { mode: "tutorial", tls: true }, `"tls" does not go with mode "tutorial"`],
  ["a tutorial with settings", { mode: "tutorial", config: {} }, `"config" does not go with mode "tutorial"`],
];

const EXISTING: [string, Partial<ExistingRedisArgs>, string][] = [
  ["no host", { host: undefined }, `"host" is required: the name or address of the redis`],
  ["an empty host", { host: "" }, `"host": "" is not a host name or address`],
  ["a host with a port", { host: "h:1/2" }, `"host": "h:1/2" is not a host name or address`],
  ["a wrong port", { port: -1 }, `"port": -1 is not a port`],
  ["an empty password", { password: "" }, `"password": it is empty; leave it out if none is needed`],
];

const CLIENT: [string, Partial<ClientAppArgs>, string][] = [
  ["no network", { network: undefined }, `"network" is required: the network that it is created on`],
  ["no image", { image: undefined }, `give "image" or "build", one of the two`],
  ["image and build", { build: { context: "." } }, `give "image" or "build", one of the two`],
  ["a wrong image", { image: "A b" }, `"image": "A b" cannot be an image's name`],
  [
    "a missing build context",
    { image: undefined, build: { context: "/no/such" } },
    `"build.context": there is no folder "/no/such"`,
  ],
  ["an empty build context", { image: undefined, build: { context: "" } }, `"build.context" is empty`],
  [
    "a missing Dockerfile",
    { image: undefined, build: { context: __dirname } },
    `"build.dockerfile": there is no "Dockerfile" in`,
  ],
  ["an empty command", { command: [] }, `"command": it is empty; leave it out for the image's own`],
  ["a wrong variable", { environment: { "A=B": "c" } }, `"environment": "A=B" cannot be a variable's name`],
  ["a wrong folder", { volumes: { data: "v" } }, `"volumes": "data" is not a path in a container: begin with "/"`],
  [
    "the Engine's socket",
    { volumes: { "/s": { hostPath: "/var/run/docker.sock" } } },
    `"volumes": "/var/run/docker.sock" would make whoever runs in the container root`,
  ],
  [
    "the Engine's socket's folder",
    { volumes: { "/s": { hostPath: "/run/" } } },
    `"volumes": "/run/" is the system's or the Engine's own on the Engine's machine; mount a folder of your own, or say "allowSystemPath: true" if that is meant`,
  ],
  [
    "a folder as a volume's name",
    { volumes: { "/s": "/etc" } },
    `"volumes": "/etc" is not a volume's name; for a folder of the Engine's machine give { hostPath: "/etc" }`,
  ],
  [
    "a folder as a volume",
    { volumes: { "/s": { volume: "/run" } } },
    `"volumes": "/run" is not a volume's name; for a folder of the Engine's machine give { hostPath: "/run" }`,
  ],
  [
    "a way up",
    { volumes: { "/s": { hostPath: "/a/../etc" } } },
    `"volumes": "/a/../etc" is not a path on the Engine's machine`,
  ],
  ["no replicas", { replicas: 0 }, `"replicas": 0 is not a number of containers: give a whole number, 1 or more`],
  ["no replica keys", { replicas: [] }, `"replicas" is empty; leave it out for one container`],
  ["a key twice", { replicas: ["a", "a"] }, `"replicas": the key "a" is there twice`],
  ["a wrong key", { replicas: ["a b"] }, `"replicas": "a b" cannot be a key`],
  [
    "replicas on one port",
    { replicas: 2, ports: [{ internal: 1, external: 1 }] },
    `"ports": 2 replicas cannot share one port of the host`,
  ],
  ["an empty check", { healthcheck: { command: [] } }, `"healthcheck.command": it is empty`],
  [
    "a wrong interval",
    { healthcheck: { command: "x", intervalSeconds: -1 } },
    `"healthcheck.intervalSeconds": -1 is not a time`,
  ],
  ["wrong retries", { healthcheck: { command: "x", retries: 0 } }, `"healthcheck.retries": 0 is not a count`],
  ["a wrong grace", { stopSeconds: -1 }, `"stopSeconds": -1 is not a time: give whole seconds, 0 or more`],
  ["a wrong use", { uses: { "1db": cache } }, `"uses": "1db" cannot be a name of use: begin with a letter`],
  [
    "a use of nothing",
    { uses: { db: {} as Service } },
    `"uses.db" is no service: give a RedisServer, a RedisReplicas, an ExistingRedis, or a Service of yours`,
  ],
  ["a wrong link", { links: { "a b": server } }, `"links": "a b" cannot be a link's name`],
  [
    "a link to what is no container",
    { links: { a: cache as unknown as ServerContainer } },
    `"links.a": this server has no container on the Engine; name it in "uses" instead`,
  ],
  [
    "a wrong kind of link",
    { links: { a: { server, by: "ip" as "name" } } },
    `"links.a.by" is "ip"; it can be "name" or "address"`,
  ],
  ["negative memory", { memoryMiB: -1 }, `"memoryMiB": -1 is not a memory limit`],
];

const NETWORK: [string, AppNetworkArgs, string][] = [
  ["a wrong name", { networkName: "-x" }, `"networkName": "-x" cannot be a network's name`],
  ["the Engine's own", { networkName: "bridge" }, `"networkName": "bridge" is a network of the Engine's own`],
  ["a given network with a subnet", { network: "n", subnet: "10.0.0.0/24" }, `"subnet" does not go with "network"`],
  ["a given network with a name", { network: "n", networkName: "m" }, `"networkName" does not go with "network"`],
  [
    "no server",
    { attachments: { a: {} as { server: ServerContainer } } },
    `"attachments.a.server" is required: the server to attach`,
  ],
  [
    "a server that is no container",
    { attachments: { a: { server: cache as unknown as ServerContainer } } },
    `"attachments.a.server": this server has no container on the Engine; only containers are attached`,
  ],
  [
    "a key twice",
    { attachments: { a: { server } }, clients: { a: { image: "x" } } },
    `"attachments.a" and "clients.a" have the same key`,
  ],
  [
    "an alias twice under keys with names of methods",
    { attachments: { toString: { server, aliases: ["db"] }, constructor: { server, aliases: ["db"] } } },
    `"attachments.toString" and "attachments.constructor" both have the alias "db"`,
  ],
  [
    "a client that uses what is not there",
    { redis: {}, attachments: { cache: { server } }, clients: { a: { image: "x", uses: { db: "reddis" } } } },
    `"clients.a.uses.db" is "reddis", which is no server of this network; it has "redis", "cache"`,
  ],
  [
    "a client that uses a server by name where there is none",
    { clients: { a: { image: "x", uses: { db: "toString" } } } },
    `"clients.a.uses.db" is "toString", which is no server of this network; it has none`,
  ],
  [
    "a client that uses one of two of that name",
    { redis: {}, attachments: { redis: { server } }, clients: { a: { image: "x", uses: { db: "redis" } } } },
    `"clients.a.uses.db" is "redis", which is the network's own server and a key of "attachments"; rename that key`,
  ],
  [
    "a client that uses a container without an address",
    { attachments: { cache: { server } }, clients: { a: { image: "x", uses: { db: "cache" } } } },
    `"clients.a.uses.db" is "cache", which has a container and no address that clients know`,
  ],
  ["the network's own key", { attachments: { network: { server } } }, `the key "network" names the network itself`],
  [
    "an alias twice",
    { attachments: { a: { server, aliases: ["db"] }, b: { server, aliases: ["DB"] } } },
    `"attachments.a" and "attachments.b" both have the alias "db"`,
  ],
];

function refuses(title: string, text: string, make: () => unknown): void {
  it(title, async () => {
    const engine = componentEngine(true);
    await engine.run(() => {
      assert.throws(make, (error: Error) => {
        assert.ok(error.message.includes(text), `"${error.message}" does not hold "${text}"`);
        return true;
      });
    });
  });
}

describe("A RedisServer refuses at a preview", () => {
  for (const [title, args, text] of REDIS) {
    refuses(title, `RedisServer "redis": ${text}`, () => new RedisServer("redis", { network: "n", ...args }));
  }
});

describe("An ExistingRedis refuses at a preview", () => {
  for (const [title, args, text] of EXISTING) {
    refuses(title, `ExistingRedis "cache": ${text}`, () => new ExistingRedis("cache", { host: "h", ...args }));
  }
});

describe("A ClientApp refuses at a preview", () => {
  for (const [title, args, text] of CLIENT) {
    refuses(title, `ClientApp "app": ${text}`, () => new ClientApp("app", { network: "n", image: "x", ...args }));
  }
});

describe("An AppNetwork refuses at a preview", () => {
  for (const [title, args, text] of NETWORK) {
    refuses(title, `AppNetwork "net": ${text}`, () => new AppNetwork("net", args));
  }
});

describe("A Probe refuses at a preview", () => {
  const links = { "a b": server };
  refuses(
    "a wrong link",
    `Probe "p": "links": "a b" cannot be`,
    () => new Probe("p", { image: "x", command: ["y"], links }),
  );
});

describe("What is known late is checked as soon as it is known:", () => {
  const late: [string, pulumi.Input<string>][] = [
    ["an output", pulumi.output("Redis")],
    ["a secret", pulumi.secret("Redis")],
    ["a promise", Promise.resolve("Redis")],
  ];
  for (const [title, value] of late) {
    it(title, async () => {
      const engine = componentEngine(false);
      const redis = await engine.run(() => new ExistingRedis("redis", { host: "h" }));
      const checked = pulumi.output(new Validator(redis, `RedisServer "redis"`).input("image", value, imageProblem));
      await assert.rejects(unwrap(checked), (error: Error) => {
        assert.ok(error instanceof pulumi.ResourceError);
        assert.match(error.message, /^RedisServer "redis": "image": "Redis" cannot be an image's name: write/);
        return true;
      });
    });
  }

  it("a good one passes as it is, and stays secret", async () => {
    const engine = componentEngine(false);
    const redis = await engine.run(() => new ExistingRedis("redis", { host: "h" }));
    const check = new Validator(redis, "x");
    assert.equal(check.input("image", "redis:7", imageProblem), "redis:7");
    const late = pulumi.output(check.input("image", pulumi.secret("redis:7"), imageProblem));
    assert.equal(await unwrap(late), "redis:7");
    assert.equal(await pulumi.isSecret(late), true);
  });
});

import assert from "node:assert/strict";
import { withoutPassword } from "../../../policy/rules/passwords";
import { publishedOpenly } from "../../../policy/rules/publishedPorts";
import { VOLUME_FILES } from "../../../policy/resources";
import { container, LATE, probe, resource, said, saidAlone } from "./programs";

describe("The policy redis-on-loopback", () => {
  const redis = { image: "redis:7" };
  it("lets loopback pass, no port at all, and an address that is not known yet", () => {
    for (const ports of [
      [{ internal: 6379, ip: "127.0.0.1" }],
      [{ internal: 1, ip: "::1" }],
      [],
      [{ internal: 1, ip: LATE }],
    ]) {
      assert.deepEqual(said(publishedOpenly, [container("r", { ...redis, ports })]), []);
    }
  });
  for (const ip of ["0.0.0.0", "::", "192.168.1.5", "", undefined]) {
    it(`refuses ${JSON.stringify(ip)}`, () => {
      const where = ip ? ip : "all interfaces";
      assert.deepEqual(said(publishedOpenly, [container("r", { ...redis, ports: [{ internal: 6379, ip }] })]), [
        `container "r" publishes port 6379 of redis on ${where}; give "127.0.0.1" as its "ip"`,
      ]);
    });
  }
  it("refuses redis's port of any other image, and lets its other ports pass", () => {
    const ports = [{ internal: 6379 }, { internal: 80 }];
    assert.deepEqual(said(publishedOpenly, [container("c", { ports })]), [
      `container "c" publishes port 6379 of redis on all interfaces; give "127.0.0.1" as its "ip"`,
    ]);
  });
  it("refuses publishAllPorts", () => {
    assert.deepEqual(said(publishedOpenly, [container("r", { ...redis, publishAllPorts: true })]), [
      `container "r" publishes all ports of redis on all interfaces; give "ports" in place of "publishAllPorts"`,
    ]);
    assert.deepEqual(said(publishedOpenly, [container("c", { publishAllPorts: true })]), []);
  });
  it("refuses the network of the Engine's machine", () => {
    assert.deepEqual(said(publishedOpenly, [container("r", { ...redis, networksAdvanced: [], networkMode: "host" })]), [
      `container "r" is a redis on all interfaces of the Engine's machine; give it a network in place of "host"`,
    ]);
  });
  it("knows a redis by its command, also in a shell's script", () => {
    for (const command of [["redis-server"], ["sh", "-c", "sleep 1; exec redis-server --port 6379"]]) {
      assert.equal(said(publishedOpenly, [container("r", { command, publishAllPorts: true })]).length, 1);
    }
  });
  it("knows a redis by the image that its own is another name of", () => {
    const tag = resource("docker:index/tag:Tag", "t", { sourceImage: "redis:7", targetImage: "app:1" });
    const disguised = container("r", { image: "app:1", publishAllPorts: true }, { image: [tag] });
    assert.equal(said(publishedOpenly, [tag, disguised]).length, 1);
  });
  it("is told before the container is made", () => {
    assert.equal(saidAlone(publishedOpenly, container("r", { ...redis, publishAllPorts: true })).length, 1);
  });
});

describe("The policy redis-with-password", () => {
  const OPEN = `container "r" is a redis without a password; make it with a RedisServer, or give it "requirepass"`;
  const UNSEEN =
    `container "r" is a redis whose password would be in "/conf/redis.conf", which this program does not write; write it with ` +
    `VolumeFiles, or name the container in "configuredElsewhere"`;
  const configured = { image: "redis", command: ["redis-server", "/conf/redis.conf"] };
  const mounted = { ...configured, volumes: [{ volumeName: "v", containerPath: "/conf" }] };
  const files = (content: string) =>
    resource(VOLUME_FILES, "f", { volume: "v", image: "redis", files: [{ path: "redis.conf", content }] });

  it("refuses a redis without a password, and an empty one", () => {
    assert.deepEqual(said(withoutPassword, [container("r", { image: "redis" })]), [OPEN]);
    const command = ["redis-server", "--requirepass", ""];
    assert.deepEqual(said(withoutPassword, [container("r", { image: "redis", command })]), [OPEN]);
    assert.deepEqual(saidAlone(withoutPassword, container("r", { image: "redis", command })), [OPEN]);
  });
  it("takes a script's variables from the container's environment", () => {
    const command = ["sh", "-c", `redis-server --requirepass "$PASSWORD"`];
    const given = { image: "redis", command, envs: ["PASSWORD=x=y"] };
    assert.deepEqual(said(withoutPassword, [container("r", given)]), []);
    assert.deepEqual(said(withoutPassword, [container("r", { ...given, envs: ["PASSWORD="] })]), [OPEN]);
  });
  it("reads what the program writes into a volume or into the container", () => {
    const upload = (content: object) => ({ ...configured, uploads: [{ file: "/conf/redis.conf", ...content }] });
    assert.deepEqual(said(withoutPassword, [container("r", mounted), files("requirepass x")]), []);
    assert.deepEqual(said(withoutPassword, [container("r", mounted), files("appendonly yes")]), [OPEN]);
    assert.deepEqual(said(withoutPassword, [container("r", upload({ content: "requirepass x" }))]), []);
    const contentBase64 = Buffer.from("requirepass x").toString("base64");
    assert.deepEqual(said(withoutPassword, [container("r", upload({ contentBase64 }))]), []);
  });
  it("waits for what a preview does not know yet", () => {
    assert.deepEqual(said(withoutPassword, [container("r", mounted), files(LATE)]), []);
    assert.deepEqual(said(withoutPassword, [container("r", { image: "redis", command: ["--requirepass", LATE] })]), []);
  });
  it("refuses a configuration that it cannot see, unless the container is named", () => {
    assert.deepEqual(said(withoutPassword, [container("r", configured)]), [UNSEEN]);
    assert.deepEqual(said(withoutPassword, [container("r", configured)], { configuredElsewhere: ["r"] }), []);
  });
  it("leaves a configuration to the whole stack, where one resource alone is judged", () => {
    assert.deepEqual(saidAlone(withoutPassword, container("r", mounted)), []);
  });
  it("lets a Probe pass that is a client in an image of redis, and refuses one that is a server", () => {
    assert.deepEqual(said(withoutPassword, [probe("p", { image: "redis", command: ["redis-cli", "-h", "db"] })]), []);
    assert.deepEqual(said(withoutPassword, [probe("p", { image: "redis", command: ["env"] })]), []);
    assert.match(
      said(withoutPassword, [probe("p", { command: ["redis-server"] })]).join(),
      /^probe "p" is a redis without/,
    );
  });
});

import assert from "node:assert/strict";
import {
  bridgesTrust,
  isProduction,
  movingImage,
  onDefaultBridge,
  publishedOpenly,
  withoutPassword,
} from "../../../policy/rules";
import { meant } from "../../../policy/settings";

const NONE = { trustedNetworks: [], untrustedNetworks: [], bridgingContainers: [], productionStacks: [] };
const redis = (container: object) => ({ imageName: "redis:7", container: { name: "r", ...container } });

describe("The policy about published ports", () => {
  it("lets loopback pass, and no port at all", () => {
    const ports = [
      { internal: 6379, ip: "127.0.0.1" },
      { internal: 6379, ip: "::1" },
    ];
    assert.deepEqual(publishedOpenly(redis({ ports })), []);
    assert.deepEqual(publishedOpenly(redis({})), []);
  });
  for (const ip of ["0.0.0.0", "::", "192.168.1.5", "", undefined]) {
    it(`refuses ${JSON.stringify(ip)}`, () => {
      assert.match(
        publishedOpenly(redis({ ports: [{ internal: 6379, ip }] })).join(),
        /^container "r" publishes port 6379 of redis on /,
      );
    });
  }
});

describe("The policy about passwords", () => {
  it("lets a redis with a configuration or an option for one pass", () => {
    const commands = [
      ["redis-server", "/usr/local/etc/redis/redis.conf"],
      ["redis-server", "--requirepass", "x"],
    ];
    for (const command of commands) assert.deepEqual(withoutPassword(redis({ command })), []);
  });
  it("refuses a redis as the image comes", () => {
    assert.deepEqual(withoutPassword(redis({})), [
      `container "r" is a redis without a password; leave out mode "tutorial", or give it one`,
    ]);
  });
});

describe("The policy about images", () => {
  const digest = `sha256:${"a".repeat(64)}`;
  for (const image of ["redis:7", `redis@${digest}`, `redis:7@${digest}`, digest, "host:5000/app:1"]) {
    it(`lets ${image.slice(0, 30)} pass`, () => assert.deepEqual(movingImage(image), []));
  }
  for (const image of ["redis", "redis:latest", "host:5000/app", "host:5000/app:latest"]) {
    it(`refuses ${image}`, () => assert.match(movingImage(image).join(), /is whatever "latest" means on the day/));
  }
  it("is for production stacks alone", () => {
    for (const stack of ["prod", "production", "prod-eu", "eu-prod"])
      assert.equal(isProduction(stack, NONE), true, stack);
    for (const stack of ["dev", "reproduction", "product"]) assert.equal(isProduction(stack, NONE), false, stack);
    assert.equal(isProduction("live", { ...NONE, productionStacks: ["live"] }), true);
  });
});

describe("The policy about the default bridge", () => {
  it("refuses a container with no network of its own, or on it by name", () => {
    for (const facts of [
      { name: "c" },
      { name: "c", networkMode: "bridge" },
      { networksAdvanced: [{ name: "bridge" }] },
    ]) {
      assert.equal(onDefaultBridge(facts).length, 1);
    }
  });
  it("lets a network of its own pass, also one whose id is not known yet", () => {
    assert.deepEqual(onDefaultBridge({ networkMode: "bridge", networksAdvanced: [{}] }), []);
    assert.deepEqual(onDefaultBridge({ networkMode: "none" }), []);
  });
});

describe("The policy about trust", () => {
  const settings = { ...NONE, trustedNetworks: ["back*"], untrustedNetworks: ["web"] };
  it("refuses a container on both kinds of network", () => {
    assert.match(
      bridgesTrust("c", ["backend", "web"], settings).join(),
      /is on "backend", which is trusted, and on "web", which is not/,
    );
  });
  it("lets it pass when it is named, or on one kind alone", () => {
    assert.deepEqual(bridgesTrust("proxy-1", ["backend", "web"], { ...settings, bridgingContainers: ["proxy-*"] }), []);
    assert.deepEqual(bridgesTrust("c", ["backend", "other"], settings), []);
    assert.deepEqual(bridgesTrust("c", ["backend", "web"], NONE), []);
  });
  it("takes a name's signs as they are, but for the star", () => {
    assert.equal(meant("a.b", ["a.b"]), true);
    assert.equal(meant("aXb", ["a.b"]), false);
    assert.equal(meant("front-network2", ["front-*"]), true);
  });
});

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parseSettings, SETTINGS } from "../../../stack/settings";
import { projectRoot } from "../../support/projectRoot";

const refused = (config: Record<string, string>) => {
  try {
    parseSettings(config, "s");
  } catch (error) {
    assert.ok(error instanceof Error);
    return error.message;
  }
  return assert.fail(`${JSON.stringify(config)} was taken`);
};

describe("The stack's settings", () => {
  it("are the tutorials' own names, images and port when nothing is configured", () => {
    assert.deepEqual(parseSettings({}, "s"), {
      namePrefix: "",
      serverName: "redis",
      linkedServerName: "redis-server",
      appName: "app",
      linkNetwork: "link-network",
      backendNetwork: "backend-network",
      frontendNetwork: "frontend-network",
      frontend2Network: "frontend-network2",
      redisImage: "redis",
      appImage: "katacoda/redis-node-docker-example",
      probeImage: "alpine",
      appPort: 3000,
      mode: "tutorial",
      keepData: false,
      linkTutorial: true,
      frontendAttached: true,
      probes: false,
    });
  });

  it("put the prefix before every name of a container or network, and before nothing else", () => {
    const plain = Object.entries(parseSettings({}, "s"));
    const prefixed = Object.entries(parseSettings({ "s:namePrefix": "b-" }, "s"));
    const changed = prefixed.filter(([key, value]) => value !== Object.fromEntries(plain)[key]);
    assert.deepEqual(
      changed.map(([key]) => key),
      [
        "namePrefix",
        "serverName",
        "linkedServerName",
        "appName",
        "linkNetwork",
        "backendNetwork",
        "frontendNetwork",
        "frontend2Network",
      ],
    );
    assert.equal(Object.fromEntries(prefixed).serverName, "b-redis");
  });

  it("read numbers and truth values out of the text that Pulumi hands over", () => {
    const config = { "s:appPort": "8080", "s:probes": "true", "s:linkTutorial": "false", "s:mode": "production" };
    const { appPort, probes, linkTutorial, mode } = parseSettings(config, "s");
    assert.deepEqual([appPort, probes, linkTutorial, mode], [8080, true, false, "production"]);
  });

  it("leave the keys of other projects and of providers alone", () => {
    assert.equal(parseSettings({ "dockwire:host": "unix:///s", "other:appPort": "no" }, "s").appPort, 3000);
  });

  const wrong: [string, string, RegExp][] = [
    ["apPort", "3000", /"s:apPort" is not a setting; there are namePrefix, serverName, .*appPort/],
    ["appPort", "0", /"s:appPort": "0" is not a port: give a whole number from 1 to 65535/],
    ["appPort", "65536", /"s:appPort": "65536" is not a port/],
    ["appPort", "-1", /"s:appPort": "-1" is not a port/],
    ["appPort", "80.5", /"s:appPort": "80.5" is not a port/],
    ["appPort", "0x50", /"s:appPort": "0x50" is not a port/],
    ["appPort", "", /"s:appPort": "" is not a port/],
    ["probes", "yes", /"s:probes": "yes" is neither true nor false/],
    ["mode", "demo", /"s:mode": "demo" is none of "tutorial", "production"/],
    ["serverName", "", /"s:serverName": "" cannot be a container's name/],
    ["serverName", "-redis", /"s:serverName": "-redis" cannot be a container's name/],
    ["backendNetwork", "a b", /"s:backendNetwork": "a b" cannot be a network's name/],
    ["namePrefix", "b/", /"s:serverName": "b\/redis" cannot be a container's name/],
    ["redisImage", "Redis", /"s:redisImage": "Redis" cannot be an image's name/],
    ["serverName", "app", /"s:appName" and "s:serverName" are both "app"; they have to differ/],
    ["frontend2Network", "backend-network", /"s:frontend2Network" and "s:backendNetwork" are both "backend-network"/],
  ];
  for (const [key, value, text] of wrong) {
    it(`refuse ${key} = "${value}", naming the key`, () => assert.match(refused({ [`s:${key}`]: value }), text));
  }

  it("name every wrong key at once", () => {
    const text = refused({ "s:appPort": "no", "s:mode": "no", "s:nothing": "1" });
    for (const key of ["appPort", "mode", "nothing"]) assert.match(text, new RegExp(`"s:${key}"`));
  });

  it("are described to the CLI with the same types and defaults", () => {
    const yaml = readFileSync(join(projectRoot, "Pulumi.yaml"), "utf8");
    const entry = /^ {2}(\w+):\n {4}type: (\w+)\n {4}description: (.+)\n {4}default: (.+)$/gm;
    const described = [...yaml.matchAll(entry)].map(([, key, type, , byDefault]) => [
      key,
      type,
      byDefault?.replace('""', ""),
    ]);
    const wanted = Object.entries(SETTINGS).map(([key, { type, byDefault }]) => [key, type, String(byDefault)]);
    assert.deepEqual(described, wanted);
  });
});

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parseSettings } from "../../../stack/settings";
import { projectRoot } from "../../support/projectRoot";

/** The defaults of Pulumi.yaml, as the CLI hands them to the program of a project "s". */
function defaults(): Record<string, string> {
  const yaml = readFileSync(join(projectRoot, "Pulumi.yaml"), "utf8");
  const entries = yaml.matchAll(/^ {2}(\w+):\n {4}type: \w+\n {4}description: .+\n {4}default: (.+)$/gm);
  return Object.fromEntries([...entries].map(([, key, text]) => [`s:${key}`, text?.replace('""', "") ?? ""]));
}

const parse = (config: Record<string, string> = {}) => parseSettings({ ...defaults(), ...config }, "s");

const refused = (config: Record<string, string>) => {
  try {
    parse(config);
  } catch (error) {
    assert.ok(error instanceof Error);
    return error.message;
  }
  return assert.fail(`${JSON.stringify(config)} was taken`);
};

describe("The stack's settings", () => {
  it("are the tutorials' own names, images and port when nothing is configured", () => {
    assert.deepEqual(parse(), {
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
      probes: false,
    });
  });

  it("put the prefix before every name of a container or network, and before nothing else", () => {
    const plain = Object.entries(parse());
    const prefixed: Record<string, unknown> = parse({ "s:namePrefix": "b-" });
    const changed = plain.filter(([key, value]) => value !== prefixed[key]).map(([key]) => key);
    assert.deepEqual(changed, [
      "serverName",
      "linkedServerName",
      "appName",
      "linkNetwork",
      "backendNetwork",
      "frontendNetwork",
      "frontend2Network",
    ]);
    assert.equal(prefixed.serverName, "b-redis");
  });

  it("read numbers and truth values out of the text that Pulumi hands over", () => {
    const { appPort, probes } = parse({ "s:appPort": "8080", "s:probes": "true" });
    assert.deepEqual([appPort, probes], [8080, true]);
  });

  it("leave the keys of other projects and of providers alone", () => {
    assert.equal(parse({ "dockwire:host": "unix:///s", "other:appPort": "no" }).appPort, 3000);
  });

  const wrong: [string, string, RegExp][] = [
    ["apPort", "3000", /"s:apPort": this is not a setting; the settings are namePrefix, serverName, .*appPort/],
    ["appPort", "0", /"s:appPort": 0 is not a port: give a whole number from 1 to 65535/],
    ["appPort", "65536", /"s:appPort": 65536 is not a port/],
    ["appPort", "-1", /"s:appPort": -1 is not a port/],
    ["serverName", "", /"s:serverName": "" cannot be a container's name/],
    ["serverName", "-redis", /"s:serverName": "-redis" cannot be a container's name/],
    ["backendNetwork", "a b", /"s:backendNetwork": "a b" cannot be a network's name/],
    ["namePrefix", "b/", /"s:serverName": "b\/redis" cannot be a container's name/],
    ["redisImage", "Redis", /"s:redisImage": "Redis" cannot be an image's name/],
    ["appName", "redis", /"s:appName": "redis" is the value of "serverName" too; the two have to differ/],
    ["frontend2Network", "backend-network", /"s:frontend2Network": "backend-network" is the value of "backendNetwork"/],
  ];
  for (const [key, value, text] of wrong) {
    it(`refuse ${key} = "${value}", naming the key`, () => assert.match(refused({ [`s:${key}`]: value }), text));
  }

  it("name every wrong key at once", () => {
    const text = refused({ "s:appPort": "0", "s:serverName": "a/b", "s:nothing": "1" });
    for (const key of ["appPort", "serverName", "nothing"]) assert.match(text, new RegExp(`"s:${key}"`));
  });
});

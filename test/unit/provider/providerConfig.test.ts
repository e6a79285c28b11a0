import assert from "node:assert/strict";
import { enginePlace } from "../../../engine/engineAddress";
import type { isSameEngine } from "../../../engine/isSameEngine";
import { diffConfig } from "../../../provider/protocol/providerConfig";
import { Properties, UNKNOWN } from "../../../provider/protocol/values";

describe("An edit of the provider's configuration", () => {
  let before: string | undefined;
  beforeEach(() => {
    before = process.env.DOCKER_HOST;
    process.env.DOCKER_HOST = "unix:///here.sock";
  });
  afterEach(() => {
    if (before === undefined) delete process.env.DOCKER_HOST;
    else process.env.DOCKER_HOST = before;
  });

  const cases: [string, Properties, Properties, string[], boolean][] = [
    ["of the host to another machine", { host: "ssh://a" }, { host: "ssh://b" }, ["update host"], true],
    ["of the host to another port", { host: "tcp://a:1" }, { host: "tcp://a:2" }, ["update host"], true],
    [
      "of the host to another user of the machine",
      { host: "ssh://a@h" },
      { host: "ssh://b@h" },
      ["update host"],
      false,
    ],
    ["that writes down where the Engine is anyway", {}, { host: "unix:///here.sock" }, ["add host"], false],
    ["that leaves out where the Engine is anyway", { host: "unix:///here.sock" }, {}, ["delete host"], false],
    ["that gives a host where there was none", {}, { host: "unix:///there.sock" }, ["add host"], true],
    ["to a context that is not there", {}, { context: "nowhere" }, ["add context"], true],
    ["to a host that is not known yet", { host: "ssh://a" }, { host: UNKNOWN }, ["update host"], true],
    ["of certificates", { certPath: "/a" }, { certPath: "/b" }, ["update certPath"], false],
    ["of ssh's options", { sshOpts: '["-p","1"]' }, { sshOpts: '["-p","2"]' }, ["update sshOpts[1]"], false],
    ["that gives it an id of the state", {}, { __stateId: "a1" }, [], false],
    ["of the plugin's version", { version: "0.1.0" }, { version: "0.2.0" }, [], false],
  ];
  for (const [title, old, now, expected, replaces] of cases) {
    it(`${title} ${replaces ? "needs new resources" : "needs no new resource"}`, async () => {
      const byPlace = async (...[one, other]: Parameters<typeof isSameEngine>) =>
        enginePlace(one) === enginePlace(other);
      const { changes, replaceOn } = await diffConfig(old, now, byPlace);
      assert.deepEqual(
        changes.map(({ kind, path }) => `${kind} ${path}`),
        expected,
      );
      assert.deepEqual(replaceOn, replaces ? ["host", "context"] : []);
    });
  }
});

import assert from "node:assert/strict";
import { daemonEnvironment } from "../../../sandbox/engine/daemonEnvironment";

describe("The environment of a dockerd of ours", () => {
  it("has proxies and the system's programs, and none of the shell's secrets", () => {
    const { PATH, ...rest } = daemonEnvironment({
      PATH: "/usr/bin",
      HOME: "/root",
      https_proxy: "http://127.0.0.1:3128",
      PULUMI_CONFIG_PASSPHRASE: "secret",
      PULUMI_ACCESS_TOKEN: "secret",
      AWS_SECRET_ACCESS_KEY: "secret",
      DOCKER_HOST: "unix:///elsewhere",
    });
    assert.deepEqual(rest, { HOME: "/root", https_proxy: "http://127.0.0.1:3128" });
    assert.match(PATH ?? "", /:\/usr\/sbin/);
  });
});

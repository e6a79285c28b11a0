import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { engineAddress, hostProblem } from "../../../engine/engineAddress";

describe("The address of the Engine", () => {
  let folder = "";
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), "docker-config-"))));
  afterEach(() => rmSync(folder, { recursive: true }));

  function context(name: string, host: string, tls?: Record<string, string>): void {
    const key = createHash("sha256").update(name).digest("hex");
    mkdirSync(join(folder, "contexts/meta", key), { recursive: true });
    writeFileSync(
      join(folder, "contexts/meta", key, "meta.json"),
      JSON.stringify({ Endpoints: { docker: { Host: host } } }),
    );
    if (!tls) return;
    mkdirSync(join(folder, "contexts/tls", key, "docker"), { recursive: true });
    for (const [file, text] of Object.entries(tls))
      writeFileSync(join(folder, "contexts/tls", key, "docker", file), text);
  }

  it("comes from the configuration first, then DOCKER_HOST, then the current context, then the default socket", () => {
    const env = { DOCKER_CONFIG: folder, DOCKER_HOST: "unix:///env.sock" };
    assert.equal(engineAddress({ host: "unix:///given.sock" }, env).options.socketPath, "/given.sock");
    assert.equal(engineAddress({}, env).options.socketPath, "/env.sock");
    context("lab", "unix:///lab.sock");
    writeFileSync(join(folder, "config.json"), JSON.stringify({ currentContext: "lab" }));
    assert.equal(engineAddress({}, { DOCKER_CONFIG: folder }).options.socketPath, "/lab.sock");
    rmSync(join(folder, "config.json"));
    assert.equal(engineAddress({}, { DOCKER_CONFIG: folder }).options.socketPath, "/var/run/docker.sock");
  });

  it("of a context carries that context's certificates", () => {
    context("remote", "tcp://10.9.8.7:2376", { "ca.pem": "CA", "cert.pem": "CERT", "key.pem": "KEY" });
    const { options } = engineAddress({ context: "remote" }, { DOCKER_CONFIG: folder });
    assert.deepEqual(options, { host: "10.9.8.7", port: 2376, protocol: "https", ca: "CA", cert: "CERT", key: "KEY" });
  });

  it("by tcp without certificates is plain, on Docker's plain port", () => {
    const { options } = engineAddress({ host: "tcp://10.9.8.7" }, {});
    assert.deepEqual(options, { host: "10.9.8.7", port: 2375, protocol: "http" });
  });

  it("by ssh takes the user, the port and ssh's own options", () => {
    const { options, description } = engineAddress({ host: "ssh://deploy@10.9.8.7", sshOpts: ["-p", "2222"] }, {});
    assert.equal(options.protocol, "ssh");
    assert.equal(options.username, "deploy");
    assert.equal(options.port, 2222);
    assert.match(description, /^ssh:\/\/10\.9\.8\.7 \(from provider configuration\)$/);
    assert.throws(() => engineAddress({ host: "ssh://h", sshOpts: ["-o", "X=Y"] }, {}), /"-o X=Y" is not supported/);
  });

  it("never shows a password that stands in it", () => {
    const { description } = engineAddress({ host: "tcp://me:hush@10.9.8.7:2375" }, {});
    assert.doesNotMatch(description, /hush/);
  });

  it("of a context that does not exist is an error that says how to go on", () => {
    assert.throws(
      () => engineAddress({ context: "nowhere" }, { DOCKER_CONFIG: folder }),
      /"nowhere" .* does not exist: .*docker context ls/,
    );
  });

  for (const [host, reason] of [
    ["localhost:2375", /is not an Engine address/],
    ["ftp://h", /is not an Engine address/],
    ["unix://", /names no socket/],
    ["tcp://", /(is not an Engine address|names no host)/],
  ] as const) {
    it(`that reads "${host}" is refused with the reason`, () => assert.match(hostProblem(host) ?? "", reason));
  }
});

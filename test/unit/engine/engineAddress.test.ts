import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  DEFAULT_SOCKET,
  dockerProviderAddress,
  engineAddress,
  enginePlace,
  hostProblem,
  isOpenToOthers,
} from "../../../engine/engineAddress";

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
    const { options, ...named } = engineAddress({ context: "remote" }, { DOCKER_CONFIG: folder });
    assert.deepEqual(options, { host: "10.9.8.7", port: 2376, protocol: "https", ca: "CA", cert: "CERT", key: "KEY" });
    assert.deepEqual([named.host, named.origin], ["tcp://10.9.8.7:2376", 'the docker context "remote"']);
    assert.match(named.certificates ?? "", /contexts\/tls\/[0-9a-f]{64}\/docker$/);
  });

  it("says in the form of DOCKER_HOST where it is, and who named it", () => {
    const { host, origin, certificates } = engineAddress({}, { DOCKER_HOST: "unix:///my.sock" });
    assert.deepEqual([host, origin, certificates], ["unix:///my.sock", "DOCKER_HOST", undefined]);
    assert.equal(engineAddress({}, { DOCKER_CONFIG: folder }).origin, DEFAULT_SOCKET);
  });

  it("by tcp without certificates is plain, on Docker's plain port", () => {
    const { options } = engineAddress({ host: "tcp://10.9.8.7" }, {});
    assert.deepEqual(options, { host: "10.9.8.7", port: 2375, protocol: "http" });
  });

  it("by ssh takes the user, the port and ssh's own options", () => {
    const sshOpts = [
      "-p",
      "2222",
      "-o",
      "UserKnownHostsFile=~/known",
      "-oStrictHostKeyChecking=accept-new",
      "-i ~/key",
    ];
    const { ssh, description } = engineAddress({ host: "ssh://deploy@10.9.8.7", sshOpts }, { HOME: "/home/me" });
    assert.deepEqual(ssh, {
      host: "10.9.8.7",
      port: 2222,
      user: "deploy",
      identityFiles: ["/home/me/key"],
      isIdentityGiven: true,
      knownHostsFiles: ["/home/me/known"],
      hostKeys: "accept-new",
    });
    assert.match(description, /^ssh:\/\/10\.9\.8\.7 \(from provider configuration\)$/);
  });

  it("by ssh looks at the user's known hosts and is strict about them, unless told otherwise", () => {
    const { ssh } = engineAddress({ host: "ssh://[fd00::1]:2022" }, { HOME: "/home/me", USER: "me" });
    assert.deepEqual([ssh?.host, ssh?.port, ssh?.user, ssh?.hostKeys], ["fd00::1", 2022, "me", "strict"]);
    assert.deepEqual(ssh?.knownHostsFiles, ["/home/me/.ssh/known_hosts", "/etc/ssh/ssh_known_hosts"]);
  });

  for (const [sshOpts, reason] of [
    [["-o", "ProxyJump=h"], /"-o ProxyJump=h" is not supported; use -p PORT/],
    [["-p"], /"-p" is not supported/],
    [["-p", "http"], /"NaN" is no port/],
    [["-o", "StrictHostKeyChecking=perhaps"], /is yes, accept-new or no, not "perhaps"/],
    [["deploy"], /is not supported/],
  ] as const) {
    it(`by ssh with the options ${sshOpts.join(" ")} is refused with what there is`, () =>
      assert.throws(() => engineAddress({ host: "ssh://h", sshOpts: [...sshOpts] }, {}), reason));
  }

  it("without any is the system's socket, and where that is missing a rootless Engine's", function () {
    if (existsSync("/var/run/docker.sock")) this.skip();
    const env = { DOCKER_CONFIG: folder, XDG_RUNTIME_DIR: folder };
    assert.equal(engineAddress({}, env).options.socketPath, "/var/run/docker.sock");
    writeFileSync(join(folder, "docker.sock"), "");
    assert.equal(engineAddress({}, env).options.socketPath, join(folder, "docker.sock"));
  });

  it("by tcp with a folder of certificates that is not there is an error that names the folder", () => {
    const env = { DOCKER_TLS_VERIFY: "1", DOCKER_CERT_PATH: "/nowhere", DOCKER_HOST: "tcp://10.9.8.7:2376" };
    assert.throws(() => engineAddress({}, env), /The folder \/nowhere \(from DOCKER_CERT_PATH\) has no ca\.pem/);
    assert.equal(engineAddress({ host: "unix:///a.sock" }, env).options.socketPath, "/a.sock");
  });

  for (const [env, differ] of [
    [{}, false],
    [{ DOCKER_HOST: "tcp://10.9.8.7:2375" }, false],
    [{ DOCKER_CONTEXT: "lab" }, false],
    [{ DOCKER_HOST: "unix:///env.sock", DOCKER_CONTEXT: "lab" }, true],
    [{ current: "lab" }, true],
  ] as [{ current?: string; DOCKER_HOST?: string; DOCKER_CONTEXT?: string }, boolean][]) {
    it(`by ${JSON.stringify(env)} is ${differ ? "not " : ""}where the Docker provider looks`, () => {
      context("lab", "unix:///lab.sock");
      if (env.current) writeFileSync(join(folder, "config.json"), JSON.stringify({ currentContext: env.current }));
      const variables = { DOCKER_CONFIG: folder, HOME: folder, ...env };
      const same = enginePlace(engineAddress({}, variables)) === enginePlace(dockerProviderAddress(variables));
      assert.equal(same, !differ);
    });
  }

  it("is open to others by plain tcp to another machine alone", () => {
    const open = (host: string) => isOpenToOthers(engineAddress({ host }, {}));
    assert.deepEqual(
      ["tcp://10.9.8.7:2375", "http://h", "tcp://127.0.0.1:2375", "tcp://[::1]:2375", "unix:///a", "ssh://h"].map(open),
      [true, true, false, false, false, false],
    );
    const material = { caMaterial: "CA", certMaterial: "CERT", keyMaterial: "KEY" };
    assert.equal(isOpenToOthers(engineAddress({ host: "tcp://10.9.8.7:2376", ...material }, {})), false);
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
    ["npipe:////./pipe/docker_engine", /a named pipe, which only Windows has/],
    ["ftp://h", /is not an Engine address/],
    ["unix://", /names no socket/],
    ["tcp://", /(is not an Engine address|names no host)/],
  ] as const) {
    it(`that reads "${host}" is refused with the reason`, () => assert.match(hostProblem(host) ?? "", reason));
  }
});

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DockerFixture } from "../support/DockerFixture";
import { EngineOverSsh } from "../support/EngineOverSsh";
import { EngineOverTls } from "../support/EngineOverTls";
import { ProviderProcess } from "../support/ProviderProcess";
import { integrationSuite } from "../support/integrationSuite";

const NONE = { DOCKER_HOST: "unix:///nowhere/docker.sock", DOCKER_CONTEXT: undefined };
/** The key of the host is the matter of engineOverSsh.test.ts. */
const UNCHECKED = ["-o", "StrictHostKeyChecking=no", "-o", "UserKnownHostsFile=/dev/null"];

integrationSuite("The Engine is reached", ["engine"], () => {
  const docker = new DockerFixture();

  async function networksBy(
    config: Record<string, string | string[]>,
    environment: Record<string, string | undefined> = NONE,
  ) {
    const provider = await ProviderProcess.start({ environment });
    try {
      assert.deepEqual((await provider.checkConfig(config)).failures, []);
      await provider.configure(config);
      const { result } = await provider.invoke("dockwire:index:listNetworks", {});
      return { names: (result.networks as { name: string }[]).map((one) => one.name), lines: provider.lines };
    } finally {
      await provider.stop();
    }
  }

  it("over ssh, as the user that the address names", async () => {
    const ssh = await EngineOverSsh.start();
    const { names } = await networksBy({ host: ssh.host("deploy"), sshOpts: UNCHECKED });
    assert.ok(names.includes("bridge"));
    assert.deepEqual([...new Set(ssh.users)], ["deploy"]);
    await ssh.stop();
  });

  it("over tcp with certificates given as text, and not without them", async () => {
    const tls = await EngineOverTls.start();
    const { certPem, keyPem } = tls.client;
    const material = { caMaterial: tls.certificate.caPem, certMaterial: certPem, keyMaterial: keyPem };
    assert.ok((await networksBy({ host: tls.host, ...material })).names.includes("bridge"));
    await assert.rejects(networksBy({ host: tls.host, caMaterial: tls.certificate.caPem }), /does not answer/);
    await assert.rejects(
      networksBy({ host: tls.host, ...material, caMaterial: tls.client.caPem }),
      /does not answer.*(certificate|signature)/,
    );
    await tls.stop();
  });

  it("in the form of the configuration rather than of the environment, and by the environment without one", async () => {
    const mine = process.env.DOCKER_HOST ?? "unix:///var/run/docker.sock";
    assert.ok((await networksBy({ host: mine })).names.includes("bridge"));
    assert.ok((await networksBy({}, { DOCKER_HOST: mine })).names.includes("bridge"));
    await assert.rejects(networksBy({}), /unix:\/\/\/nowhere\/docker\.sock \(from DOCKER_HOST\) does not answer/);
  });

  it("by the socket of the configuration although DOCKER_HOST and DOCKER_CERT_PATH lead elsewhere", async () => {
    const host = process.env.DOCKER_HOST ?? "unix:///var/run/docker.sock";
    for (const DOCKER_HOST of ["tcp://127.0.0.1:1", "ssh://me@127.0.0.1:1", "npipe:////./pipe/x"]) {
      const elsewhere = { DOCKER_HOST, DOCKER_CERT_PATH: "/nowhere", DOCKER_TLS_VERIFY: "1" };
      assert.ok((await networksBy({ host }, elsewhere)).names.includes("bridge"), DOCKER_HOST);
    }
  });

  it("or not at all without the certificates that DOCKER_CERT_PATH promises, which the error names", async () => {
    const environment = { DOCKER_HOST: "tcp://127.0.0.1:1", DOCKER_CERT_PATH: "/nowhere", DOCKER_TLS_VERIFY: "1" };
    await assert.rejects(networksBy({}, environment), /The folder \/nowhere \(from DOCKER_CERT_PATH\) has no ca\.pem/);
  });

  it("never by a host that cannot be one: the configuration is refused on the property's name", async () => {
    const provider = await ProviderProcess.start();
    for (const host of ["localhost", "tcp//x:1", "unix://"]) {
      const { failures } = await provider.checkConfig({ host });
      assert.deepEqual(
        failures.map((failure) => failure.property),
        ["host"],
      );
      assert.match(failures[0]?.reason ?? "", /write unix:\/\/\/path\/to\/docker\.sock/);
    }
    assert.deepEqual(
      (await provider.checkConfig({ hots: "x" })).failures.map((failure) => failure.property),
      ["hots"],
    );
    await provider.stop();
  });

  it("or the error says where it was looked for and what to do: refused, silent, not an Engine", async () => {
    const silent = createServer();
    const sockets: Socket[] = [];
    silent.on("connection", (socket) => sockets.push(socket));
    await new Promise<void>((resolve) => silent.listen(0, "127.0.0.1", resolve));
    const { port } = silent.address() as { port: number };
    await assert.rejects(
      networksBy({ host: `tcp://127.0.0.1:${port}` }),
      /does not answer: no answer within 10 s.*"docker info"/,
    );
    sockets.forEach((socket) => socket.destroy());
    await new Promise((resolve) => silent.close(resolve));
    await assert.rejects(
      networksBy({ host: `tcp://127.0.0.1:${port}` }),
      /ECONNREFUSED.*Set dockwire:host or DOCKER_HOST/,
    );
    await assert.rejects(networksBy({ host: `ssh://me@127.0.0.1:${port}` }), /does not answer/);
  });

  it("with a loud word when the address is plain tcp to another machine, and none when it is this one", async () => {
    const provider = await ProviderProcess.start();
    await provider.configure({ host: "tcp://192.0.2.1:2375" });
    assert.match(provider.lines[0]?.message ?? "", /without TLS.*whoever is on the way/);
    await provider.stop();
    const local = await ProviderProcess.start();
    await local.configure({ host: "tcp://127.0.0.1:2375" });
    assert.deepEqual(local.lines, []);
    await local.stop();
    const environment = {
      DOCKER_HOST: "tcp://192.0.2.1:2375",
      DOCKER_CONTEXT: undefined,
      DOCKER_TLS_VERIFY: undefined,
    };
    const byVariable = await ProviderProcess.configured({ environment });
    assert.match(byVariable.lines[0]?.message ?? "", /tcp:\/\/192\.0\.2\.1:2375 \(from DOCKER_HOST\).*without TLS/);
    await byVariable.stop();
  });

  it("with a word when @pulumi/docker asks another Engine for the same environment", async () => {
    const folder = mkdtempSync(join(tmpdir(), "dw-docker-"));
    const meta = join(folder, "contexts/meta", createHash("sha256").update("lab").digest("hex"));
    mkdirSync(meta, { recursive: true });
    writeFileSync(join(meta, "meta.json"), JSON.stringify({ Endpoints: { docker: { Host: "unix:///lab.sock" } } }));
    writeFileSync(join(folder, "config.json"), JSON.stringify({ currentContext: "lab" }));
    const environment = { DOCKER_CONFIG: folder, DOCKER_HOST: undefined, DOCKER_CONTEXT: undefined };
    const provider = await ProviderProcess.configured({ environment });
    assert.deepEqual(
      provider.lines.map((line) => line.message),
      [
        'dockwire asks the Engine at unix:///lab.sock (from the docker context "lab"), and without configuration ' +
          "@pulumi/docker asks the one at unix:///var/run/docker.sock (from its default). Set DOCKER_HOST, or " +
          "dockwire:host and docker:host, so that both ask the same.",
      ],
    );
    await provider.stop();
    const told = await ProviderProcess.start({ environment });
    await told.configure({ context: "lab" });
    assert.deepEqual(told.lines, []);
    await told.stop();
    rmSync(folder, { recursive: true });
  });

  it("by several providers of one program at once, each with its own Engine", async () => {
    const name = await docker.makeNetwork("several");
    const ssh = await EngineOverSsh.start();
    const mine = process.env.DOCKER_HOST ?? "unix:///var/run/docker.sock";
    const both = await Promise.all([
      networksBy({ host: ssh.host("a"), sshOpts: UNCHECKED }),
      networksBy({ host: mine }),
    ]);
    for (const { names } of both) assert.ok(names.includes(name));
    await ssh.stop();
    await docker.remove();
  });
});

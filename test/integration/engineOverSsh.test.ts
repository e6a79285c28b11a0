import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { EngineOverSsh } from "../support/EngineOverSsh";
import { integrationSuite } from "../support/integrationSuite";
import { ProviderProcess } from "../support/ProviderProcess";

integrationSuite("An Engine over ssh", ["engine"], () => {
  let ssh: EngineOverSsh;
  let home: string;
  let provider: ProviderProcess | undefined;

  beforeEach(async () => {
    ssh = await EngineOverSsh.start();
    home = mkdtempSync(join(tmpdir(), "dw-home-"));
  });
  afterEach(async () => {
    await provider?.stop();
    await ssh.stop();
    rmSync(home, { recursive: true });
  });

  /** The names of the Engine's networks, by a provider whose user has this known_hosts file. */
  async function networks(knownHosts: string, ...sshOpts: string[]): Promise<string[]> {
    const file = join(home, "known_hosts");
    writeFileSync(file, knownHosts);
    const environment = { HOME: home, DOCKER_HOST: undefined, SSH_AUTH_SOCK: undefined };
    provider = await ProviderProcess.start({ environment });
    const options = ["-o", `UserKnownHostsFile=${file}`, ...sshOpts];
    await provider.configure({ host: ssh.host("deploy"), sshOpts: options });
    return list();
  }

  async function list(): Promise<string[]> {
    const answer = await provider?.invoke("dockwire:index:listNetworks", {});
    return (answer?.result.networks as { name: string }[]).map((one) => one.name);
  }

  for (const form of ["plain", "hashed"] as const) {
    it(`is trusted by a ${form} line of the known hosts`, async () => {
      assert.ok((await networks(ssh.knownHosts(form))).includes("bridge"));
    });
  }

  it("is refused with its fingerprint and what to do when it is not known, and nobody logs in", async () => {
    await assert.rejects(
      networks(""),
      /the host key of 127\.0\.0\.1:\d+ \(ssh-rsa SHA256:[\w+/]{43}\) is not in .*known_hosts\. Connect once with "ssh -p \d+ deploy@127\.0\.0\.1"/,
    );
    assert.deepEqual(ssh.users, []);
  });

  it("is refused when another key is known, also if new ones are accepted", async () => {
    const changed = networks(ssh.knownHosts("other"), "-o", "StrictHostKeyChecking=accept-new");
    await assert.rejects(changed, /is not the one in .*: somebody may be in between.*ssh-keygen -R/);
    assert.deepEqual(ssh.users, []);
  });

  it("is refused when its key is revoked, even if nothing else is looked at", async () => {
    const revoked = `@revoked ${ssh.knownHosts()}`;
    await assert.rejects(networks(revoked, "-o", "StrictHostKeyChecking=no"), /is revoked in/);
  });

  it("is written down when new ones are accepted, and known from then on", async () => {
    assert.ok((await networks("", "-o", "StrictHostKeyChecking=accept-new")).includes("bridge"));
    assert.equal(readFileSync(join(home, "known_hosts"), "utf8"), ssh.knownHosts());
  });

  it("is not looked at when told so, by the options that @pulumi/docker documents", async () => {
    assert.ok((await networks("", "-o", "StrictHostKeyChecking=no")).includes("bridge"));
    assert.equal(readFileSync(join(home, "known_hosts"), "utf8"), "");
  });

  it("answers fifty calls at once over one connection", async () => {
    await networks(ssh.knownHosts());
    const answers = await Promise.all(Array.from({ length: 50 }, list));
    assert.ok(answers.every((names) => names.includes("bridge")));
    assert.equal(ssh.connections, 1);
  });

  it("that refuses the command is an error with the reason, and the provider lives on", async () => {
    ssh.command = "refused";
    await assert.rejects(networks(ssh.knownHosts()), /"docker system dial-stdio" is refused there/);
    ssh.command = "done";
    assert.ok((await list()).includes("bridge"));
  });

  it("whose user may not use Docker is an error with the command's own words, and the provider lives on", async () => {
    ssh.command = { says: "permission denied while trying to connect to the Docker daemon socket" };
    await assert.rejects(networks(ssh.knownHosts()), /ended there with exit code 1: permission denied while trying/);
    ssh.command = "done";
    assert.ok((await list()).includes("bridge"));
  });
});

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { changed } from "../support/PulumiRun";
import { integrationSuite } from "../support/integrationSuite";
import { ServersProject } from "../support/ServersProject";

interface Outputs {
  readonly url: string;
  readonly password: string;
  readonly cliCommand: string;
}

integrationSuite("A RedisServer as one runs it for real", ["engine", "pulumi"], (engine) => {
  let project: ServersProject;
  let outputs: Outputs;
  let redis: string;

  before(async () => {
    project = await ServersProject.create();
    redis = project.name("redis");
    project.plan({ redis: { image: "redis:7", keepData: false } });
    await project.pulumi.up();
    outputs = (await project.pulumi.outputs()) as unknown as Outputs;
  });
  after(() => project.pulumi.dispose());

  /** The line that the stack gives to people, without the terminal that a test has not. */
  const cli = (...words: string[]): string => {
    const [docker = "", ...rest] = outputs.cliCommand
      .split(" ")
      .filter((word) => !["--interactive", "--tty"].includes(word));
    return execFileSync(docker, [...rest, ...words], { encoding: "utf8" }).trim();
  };
  const login = async (user: string, password: string, ...command: string[]) =>
    (await engine.exec(redis, ["redis-cli", "--no-auth-warning", "--user", user, "--pass", password, ...command]))
      .stdout;

  it("changes nothing at a second update and at a refresh", async () => {
    const again = await project.pulumi.up("--expect-no-changes");
    assert.deepEqual(changed(again), {});
    const refreshed = await project.pulumi.up("--refresh", "--expect-no-changes");
    assert.deepEqual(changed(refreshed), {});
  });

  it("answers to the pasted command line, which holds no password", () => {
    assert.ok(!outputs.cliCommand.includes(outputs.password));
    assert.equal(cli("set", "city", "Ghent"), "OK");
    assert.equal(cli("get", "city"), "Ghent");
  });

  it("refuses a wrong password, and none", async () => {
    assert.match((await engine.exec(redis, ["redis-cli", "get", "city"])).stdout, /^NOAUTH/);
    assert.match(await login("client", "not-the-password", "get", "city"), /NOAUTH|WRONGPASS/);
    assert.match(await login("default", outputs.password, "get", "city"), /NOAUTH|WRONGPASS/);
    assert.equal((await login("client", outputs.password, "get", "city")).trim(), "Ghent");
  });

  it("keeps dangerous commands from the client, and all but ping from the health check", async () => {
    for (const command of [["config", "get", "dir"], ["flushall"], ["keys", "*"], ["acl", "list"], ["shutdown"]]) {
      assert.match(cli(...command), /^NOPERM/, command.join(" "));
    }
    assert.match(cli("info", "server"), /redis_version/);
    assert.equal((await login("health", "any", "ping")).trim(), "PONG");
    assert.match(await login("health", "any", "get", "city"), /^NOPERM/);
    assert.match(await login("health", "any", "info"), /^NOPERM/);
  });

  it("has its password in no state, output, inspection, process list or log", async () => {
    const { password } = outputs;
    assert.match(password, /^[A-Za-z0-9]{32}$/);
    const state = (await project.pulumi.pulumi(["stack", "export", "--stack", project.pulumi.stack])).stdout;
    const shown = (await project.pulumi.pulumi(["stack", "output", "--json", "--stack", project.pulumi.stack])).stdout;
    const preview = (await project.pulumi.preview("--diff")).text;
    const inspected = JSON.stringify(await engine.container(redis));
    const exec = await engine.exec(redis, ["sh", "-c", "cat /proc/[0-9]*/cmdline /proc/1/environ | tr '\\0' ' '"]);
    const processes = execFileSync("ps", ["-eo", "args"], { encoding: "utf8", maxBuffer: 1 << 26 });
    const log = execFileSync("docker", ["logs", redis], { encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
    const places = { state, shown, preview, inspected, inside: exec.stdout, processes, log };
    for (const [place, text] of Object.entries(places)) {
      assert.ok(text.length > 20, `${place} is empty`);
      assert.ok(!text.includes(password), `the password is in ${place}`);
    }
    assert.ok(state.includes('"ciphertext"'));
    const conf = await engine.exec(redis, [
      "sh",
      "-c",
      "cat /usr/local/etc/redis/redis.conf /usr/local/etc/redis/users.acl",
    ]);
    assert.match(conf.stdout, /user client reset on #[0-9a-f]{64}/);
    assert.ok(!conf.stdout.includes(password));
    const file = await engine.exec(redis, ["cat", "/usr/local/etc/redis/client.password"]);
    assert.match(file.stderr, /Permission denied/);
  });

  it("is held closely: every point of the hardening list, read back from the Engine", async () => {
    const found = await engine.container(redis);
    assert.ok(found);
    const { HostConfig: host, Config: config } = found;
    assert.equal(config.User, "999");
    assert.deepEqual(host.CapDrop, ["ALL"]);
    assert.equal(host.CapAdd, null);
    assert.deepEqual(host.SecurityOpt, ["no-new-privileges:true"]);
    assert.equal(host.ReadonlyRootfs, true);
    assert.deepEqual(host.Tmpfs, { "/tmp": "rw,noexec,nosuid,nodev,size=16m" });
    assert.equal(host.Memory, 512 * 1024 * 1024);
    assert.equal(host.MemorySwap, host.Memory);
    assert.equal(host.PidsLimit, 128);
    assert.deepEqual(host.Ulimits, [{ Name: "nofile", Hard: 10_240, Soft: 10_240 }]);
    assert.deepEqual(host.RestartPolicy, { Name: "unless-stopped", MaximumRetryCount: 0 });
    assert.deepEqual(host.LogConfig, { Type: "json-file", Config: { "max-file": "3", "max-size": "10m" } });
    assert.equal(host.Privileged, false);
    // The Docker provider creates it on the default bridge and takes it off before it starts.
    assert.deepEqual(Object.keys(found.NetworkSettings.Networks).sort(), [project.name("back"), project.name("front")]);
    assert.notEqual(host.NetworkMode, "host");
    assert.deepEqual([host.PidMode, host.UTSMode, host.Devices ?? []], ["", "", []]);
    assert.deepEqual(host.PortBindings ?? {}, {});
    assert.ok(config.Healthcheck?.Test?.length);
    const status = await engine.exec(redis, [
      "sh",
      "-c",
      "grep -E 'CapEff|CapBnd|NoNewPrivs|^Uid' /proc/1/status; touch /etc/x 2>&1",
    ]);
    assert.match(status.stdout, /CapEff:\s0+\n/);
    assert.match(status.stdout, /CapBnd:\s0+\n/);
    assert.match(status.stdout, /NoNewPrivs:\s1\n/);
    assert.match(status.stdout, /Uid:\s999\s999/);
    assert.match(status.stdout, /Read-only file system/);
  });

  it("keeps its data over another image, in one clear diff", async () => {
    const before = (await engine.container(redis))?.Id;
    project.plan({ redis: { image: "redis:7-alt", keepData: false } });
    const preview = await project.pulumi.preview("--diff");
    assert.match(preview.text, /name: "redis:7" => "redis:7-alt"/);
    assert.doesNotMatch(preview.text, /Volume: \((replace|update|delete)/);
    await project.pulumi.up();
    assert.notEqual((await engine.container(redis))?.Id, before);
    assert.equal(cli("get", "city"), "Ghent");
    const attached = Object.keys((await engine.container(redis))?.NetworkSettings.Networks ?? {}).sort();
    assert.deepEqual(attached, [project.name("back"), project.name("front")]);
  });

  it("keeps its data over other settings, TLS and another password, and lets the old password go", async () => {
    const password = "another-password-1";
    project.plan({
      redis: {
        image: "redis:7-alt",
        keepData: false,
        tls: true,
        password,
        config: { "maxmemory-policy": "allkeys-lru" },
      },
    });
    await project.pulumi.up();
    assert.equal(cli("get", "city"), "Ghent");
    assert.match(cli("info", "memory"), /maxmemory_policy:allkeys-lru/);
    const now = (await project.pulumi.outputs()) as unknown as Outputs;
    assert.equal(now.url, `rediss://client:${password}@${redis}:6379`);
    const plain = await engine.exec(redis, ["redis-cli", "ping"]);
    assert.notEqual(plain.stdout, "PONG\n");
    const old = ["--no-auth-warning", "--tls", "--cacert", "/usr/local/etc/redis/tls/ca.crt", "--user", "client"];
    assert.match(
      (await engine.exec(redis, ["redis-cli", ...old, "--pass", outputs.password, "get", "city"])).stdout,
      /NOAUTH|WRONGPASS/,
    );
    assert.equal(
      (await engine.exec(redis, ["redis-cli", ...old, "--pass", password, "get", "city"])).stdout,
      "Ghent\n",
    );
    assert.deepEqual(changed(await project.pulumi.up("--refresh", "--expect-no-changes")), {});
  });

  it("refuses a wrong argument before anything is touched", async () => {
    const before = (await engine.container(redis))?.Id;
    project.plan({ redis: { image: "redis:7-alt", config: { maxmemroy: "1mb" } } });
    const text = await project.pulumi.failure(project.pulumi.up());
    assert.match(
      text,
      /RedisServer "back-redis": "config": "maxmemroy" is not a setting of redis .* did you mean "maxmemory"\?/,
    );
    assert.equal((await engine.container(redis))?.Id, before);
  });

  it("leaves its data on the Engine when it is destroyed, and has it again afterwards", async () => {
    project.plan({ redis: { image: "redis:7" } });
    await project.pulumi.up();
    cli("set", "kept", "yes");
    const destroyed = await project.pulumi.destroy();
    assert.match(destroyed.text, /Volume back-redis-data .*retain/i);
    assert.equal(await engine.container(redis), undefined);
    assert.deepEqual((await engine.list(project.pulumi.prefix)).volumes, [`${redis}-data`]);
    project.plan({ redis: { image: "redis:7", keepData: false } });
    await project.pulumi.up();
    outputs = (await project.pulumi.outputs()) as unknown as Outputs;
    assert.equal(cli("get", "kept"), "yes");
    // By then another state has it: whoever kept it alone may remove it.
    const { text } = await project.pulumi.destroy();
    assert.match(text, new RegExp(`Volume "${redis}-data" stays on the Engine with its data`));
    assert.deepEqual((await engine.list(project.pulumi.prefix)).volumes, [`${redis}-data`]);
  });
});

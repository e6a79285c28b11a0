import assert from "node:assert/strict";
import { ensureHaproxy } from "../../sandbox/images/Images";
import { poll } from "../../sandbox/poll";
import { integrationSuite } from "../support/integrationSuite";
import { ReplicatedWriter } from "../support/ReplicatedWriter";
import { runDockwire } from "../support/runDockwire";
import type { Machine } from "../support/swarm/Machine";
import { SwarmBed } from "../support/swarm/SwarmBed";
import { YamlProject } from "../support/YamlProject";

const PATIENCE = { every: 500, timeout: 120_000 };
const PASSWORD = "a-password-of-the-tests";
const LOGIN = `redis-cli --no-auth-warning --user client --pass ${PASSWORD}`;

integrationSuite("A RedisReplicas on three machines", ["engine", "pulumi", "swarm"], function () {
  this.timeout(900_000);
  let bed: SwarmBed;
  let project: YamlProject;

  before(async () => {
    await ensureHaproxy();
    bed = await SwarmBed.start({ managers: 3, images: ["redis:7", "haproxy:lts"] });
    project = await YamlProject.create();
    project.program(program("${net.name}"));
    await project.up("--skip-preview=false");
  });
  after(async () => {
    try {
      await project?.dispose();
    } finally {
      await bed?.remove();
    }
  });

  function program(network: string) {
    const [a, b, c] = bed.machines.map(({ host }) => host);
    const settings = { containerName: "redis", image: "redis:7", password: PASSWORD, keepData: false };
    return {
      resources: {
        one: { type: "pulumi:providers:dockwire", properties: { host: a } },
        net: {
          type: "dockwire:Network",
          properties: { name: "shop", driver: "overlay", attachable: true },
          options: { provider: "${one}" },
        },
        redis: { type: "dockwire:RedisReplicas", properties: { network, machines: { a, b, c }, ...settings } },
      },
    };
  }

  const onMachine = (server: string) => bed.machine("abc".indexOf(server.slice(-1)) + 1);
  const shell = async (machine: Machine, line: string) => {
    const { stdout, stderr } = await machine.exec(`shopper-${machine.number}`, ["sh", "-c", line]);
    return (stdout + stderr).trim();
  };
  const db = (machine: Machine, command: string) => shell(machine, `timeout 3 ${LOGIN} -h redis ${command}`);
  /** The server that most Sentinels name, as far as the machine sees it. */
  const primary = async (machine: Machine) => {
    const asked = ["a", "b", "c"].map(
      (key) => `timeout 2 ${LOGIN} -h redis-sentinel-${key} -p 26379 sentinel get-master-addr-by-name redis | head -n1`,
    );
    const named = (await shell(machine, asked.join("; "))).split("\n").sort();
    return named.find((name, i) => named[i + 1] === name && name.startsWith("redis-")) ?? "";
  };
  const until = async (what: string, condition: () => Promise<boolean>) => {
    const met = await poll(async () => ((await condition().catch(() => false)) ? true : undefined), PATIENCE);
    assert.ok(met, what);
  };
  const replicas = async (machine: Machine) => {
    const lines = (await shell(machine, `${LOGIN} -h redis info replication`)).split("\n");
    return lines.filter((line) => /^slave\d+:.*state=online/.test(line)).length;
  };
  async function missing(machine: Machine, numbers: readonly number[]): Promise<number[]> {
    const found = (await db(machine, `mget ${numbers.map((number) => `written:${number}`).join(" ")}`)).split("\n");
    return numbers.filter((_, i) => found[i] !== "yes");
  }
  async function shopper(machine: Machine) {
    const config = { name: `shopper-${machine.number}`, Image: "redis:7", Cmd: ["sleep", "100000"] };
    const container = await machine.docker.createContainer({ ...config, HostConfig: { NetworkMode: "shop" } });
    await container.start();
  }

  it("has one server, one Sentinel and one router on each, and one name that leads to the primary from everywhere", async () => {
    for (const machine of bed.machines) {
      await shopper(machine);
      const key = "abc"[machine.number - 1] ?? "";
      const { containers } = await machine.list("redis");
      assert.deepEqual(containers, [`redis-${key}`, `redis-router-${key}`, `redis-sentinel-${key}`]);
      assert.equal(await db(machine, `set from-${key} yes`), "OK");
    }
    assert.equal(await primary(bed.machine(2)), "redis-a");
    await until("two replicas are online", async () => (await replicas(bed.machine(1))) === 2);
    await project.up("--refresh", "--expect-no-changes");
  });

  it("refuses at preview a network that each machine has for itself", async () => {
    project.program(program("bridge"));
    const { succeeded, text } = await project.run("preview");
    assert.ok(!succeeded);
    assert.match(
      text,
      /RedisReplicas "redis": "network": network "bridge" is of the driver "bridge", which one machine has/,
    );
    project.program(program("${net.name}"));
  });

  it("is opened by redis-cli of the command line at the primary, from every machine", async () => {
    const { folder, stack, variables } = project.pulumi;
    const words = ["redis-cli", "redis", "--image", "redis:7", "--stack", stack, "--", "role"];
    for (const { host } of bed.machines) {
      const environment = { ...variables, DOCKER_HOST: host };
      const { code, stdout, stderr } = await runDockwire(words, { cwd: folder, environment });
      assert.deepEqual([code, stdout.split("\n")[0]], [0, "master"], stderr);
    }
  });

  it("goes on without the primary's machine when that is cut off, which passes no client on to the former one", async () => {
    const writer = await ReplicatedWriter.start(bed.machine(3), "shopper-3", `${LOGIN} -h redis`);
    await until("something is written", async () => (await writer.acknowledged()).length > 20);
    const lost = onMachine(await primary(bed.machine(3)));
    const before = await writer.acknowledged();
    lost.cut();
    await until("writes go on", async () => (await writer.acknowledged()).length > before.length + 20);
    const gap = await writer.longestGap();
    console.log(`      cut off: without a primary for ${gap} ms, of which 5000 until the Sentinels find it gone`);
    assert.deepEqual(await missing(bed.machine(3), await writer.acknowledged()), []);
    await until("the cut off machine has no primary", async () => !/^(OK|yes)$/m.test(await db(lost, "set stray yes")));
    lost.heal();
    const now = await primary(bed.machine(3));
    await until("all lead to the one primary again", async () => (await replicas(lost)) === 2);
    assert.equal(await primary(lost), now);
    assert.equal(await db(lost, "get stray"), "");
    assert.deepEqual(await missing(lost, await writer.acknowledged()), []);
  });

  it("goes on without the primary's machine when that is switched off, and takes it back", async () => {
    const lost = onMachine(await primary(bed.machine(3)));
    const [client] = bed.machines.filter((machine) => machine !== lost);
    assert.ok(client);
    await shell(client, "rm -f /tmp/writes");
    const writer = await ReplicatedWriter.start(client, `shopper-${client.number}`, `${LOGIN} -h redis`);
    await until("something is written", async () => (await writer.acknowledged()).length > 20);
    const before = await writer.acknowledged();
    await lost.stop();
    await until("writes go on", async () => (await writer.acknowledged()).length > before.length + 20);
    const gap = await writer.longestGap();
    console.log(`      switched off: without a primary for ${gap} ms, of which 5000 until the Sentinels find it gone`);
    assert.deepEqual(await missing(client, await writer.acknowledged()), []);
    const now = await primary(client);
    await lost.launch();
    await until("it has two replicas again", async () => (await replicas(client)) === 2);
    assert.equal(await primary(client), now);
    await project.up("--refresh", "--expect-no-changes");
  });

  it("leaves nothing on any machine when it is destroyed", async () => {
    for (const machine of bed.machines) {
      await machine.docker.getContainer(`shopper-${machine.number}`).remove({ force: true });
    }
    await project.destroy();
    for (const machine of bed.machines) {
      await until("nothing is left", async () => {
        const { containers, networks, volumes } = await machine.list("");
        const ours = [...containers, ...volumes, ...networks].filter((name) => /redis|shop/.test(name));
        return ours.length === 0;
      });
    }
  });
});

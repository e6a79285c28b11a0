import assert from "node:assert/strict";
import { EngineClient } from "../../engine/EngineClient";
import { engineAddress } from "../../engine/engineAddress";
import { EngineWatch } from "../../live/EngineWatch";
import { poll } from "../../sandbox/poll";
import { integrationSuite } from "../support/integrationSuite";
import { ProviderProcess, urnOf } from "../support/ProviderProcess";
import { runDockwire } from "../support/runDockwire";
import { SteadyClient } from "../support/SteadyClient";
import type { Machine } from "../support/swarm/Machine";
import { SwarmBed } from "../support/swarm/SwarmBed";
import { YamlProject, type YamlProgram } from "../support/YamlProject";

const NETWORK = urnOf("dockwire:index:Network");
const CHECK_SERVICE = "dockwire:index:checkService";
const ATTACHMENT = urnOf("dockwire:index:NetworkAttachment");

integrationSuite("An overlay network over three machines", ["engine", "pulumi", "swarm"], () => {
  let bed: SwarmBed;
  let project: YamlProject;
  let manager: Machine;
  let worker: Machine;
  let outsider: Machine;

  before(async () => {
    bed = await SwarmBed.start({ images: ["redis:7", "alpine"] });
    [manager, worker, outsider] = [bed.machine(1), bed.machine(2), bed.machine(3)];
    project = await YamlProject.create();
    await outsider.docker.swarmLeave({});
  });
  after(async () => {
    try {
      await project?.dispose();
    } finally {
      await bed?.remove();
    }
  });

  async function runContainer(machine: Machine, name: string, [Image, ...Cmd]: string[], NetworkMode = "bridge") {
    const config = { name, Image, Cmd, HostConfig: { NetworkMode } };
    await (await machine.docker.createContainer(config)).start();
  }

  /** The network by the manager's provider, the attachment by the worker's. */
  function program(aliases: readonly string[]): YamlProgram {
    const provider = ({ host }: Machine) => ({ type: "pulumi:providers:dockwire", properties: { host } });
    return {
      resources: {
        one: provider(manager),
        two: provider(worker),
        net: {
          type: "dockwire:Network",
          properties: { name: "shop", driver: "overlay", attachable: true },
          options: { provider: "${one}" },
        },
        wire: {
          type: "dockwire:NetworkAttachment",
          properties: { container: "store", network: "${net.name}", aliases },
          options: { provider: "${two}" },
        },
      },
      variables: {
        seen: {
          "fn::invoke": {
            function: "dockwire:inspectNetwork",
            arguments: { network: "${net.name}" },
            options: { provider: "${one}", dependsOn: ["${wire}"] },
          },
        },
      },
      outputs: { subnet: "${net.assignedSubnet}", seen: "${seen}" },
    };
  }

  const answer = async (host: string) => {
    const { stdout, stderr } = await manager.exec("shopper", ["redis-cli", "-h", host, "ping"]);
    return (stdout + stderr).trim();
  };
  const isUnlisted = async (machine: Machine) => ((await machine.list("shop")).networks.length ? undefined : true);
  /** A worker forgets a network a moment after its last container has left. */
  const unlisted = async (machine: Machine) =>
    assert.ok(await poll(() => isUnlisted(machine), { timeout: 60_000 }), `${machine.name} still lists the network`);

  it("is made by a manager and joined on a worker that does not list it yet; an alias answers on the other machine", async () => {
    await runContainer(worker, "store", ["redis:7", "redis-server"]);
    const before = await worker.container("store");
    project.program(program(["db"]));
    await project.up();
    await runContainer(manager, "shopper", ["redis:7", "sleep", "1000"], "shop");
    assert.equal(await answer("db"), "PONG");
    const now = await worker.container("store");
    assert.deepEqual([now?.Id, now?.State.StartedAt], [before?.Id, before?.State.StartedAt]);
    const { subnet } = await project.pulumi.outputs();
    assert.match(String(subnet), /^10\.0\.\d+\.0\/24$/);
  });

  it("is seen as a whole from the manager: members with their machines", async () => {
    const { text } = await project.up("--refresh");
    const { seen } = (await project.pulumi.outputs()) as {
      seen: { machines: string[]; members: { name: string; machine: string }[] };
    };
    assert.deepEqual(seen.machines, [manager.address, worker.address], text);
    assert.deepEqual(
      seen.members.map(({ name, machine }) => [name, machine]),
      [
        ["shopper", ""],
        ["store", worker.address],
      ],
    );
  });

  it("is seen as a whole by every command, on either machine: who is elsewhere, with address and machine", async () => {
    const on = ({ host }: Machine, ...args: string[]) => runDockwire(args, { environment: { DOCKER_HOST: host } });
    const fromManager = await on(manager, "ls");
    assert.match(fromManager.stdout, /^shop +overlay +\S+ +shopper, store on 192\.0\.2\.2$/m);
    const fromWorker = await on(worker, "ls");
    assert.match(fromWorker.stdout, /^shop +overlay +\S+ +shopper on 192\.0\.2\.1, store \(db\)$/m);
    const inspected = await on(manager, "inspect", "shop");
    const address = (await worker.container("store"))?.NetworkSettings.Networks.shop?.IPAddress ?? "?";
    assert.match(inspected.stdout, new RegExp(`^store +${address} +running, on 192\\.0\\.2\\.2$`, "m"));
    const picture = await on(manager, "graph");
    assert.ok(picture.stdout.includes(">container, on 192.0.2.2</text>"), picture.stdout);
    const provider = await ProviderProcess.configured({ environment: { DOCKER_HOST: manager.host } });
    const { result } = await provider.invoke("dockwire:index:listNetworks", {});
    await provider.stop();
    const machines = Object.fromEntries(
      (result.networks as { name: string; machines: string[] }[]).map((one) => [one.name, one.machines]),
    );
    assert.deepEqual([machines.shop, machines.bridge], [[manager.address, worker.address], []]);
  });

  it("has what is on other machines on the live page, as it comes and goes", async () => {
    const seen: string[] = [];
    const watching = new AbortController();
    const watch = new EngineWatch(new EngineClient(engineAddress({ host: manager.host })), {
      changed: ({ containers }) =>
        seen.push(containers.map(({ name, machine }) => `${name} ${machine ?? "here"}`).join(", ")),
      connected: () => undefined,
      lost: (problem) => seen.push(problem),
    });
    const until = async (wanted: string) =>
      assert.ok(await poll(() => (seen.at(-1) === wanted ? true : undefined), { timeout: 30_000 }), seen.join("\n"));
    const run = watch.run(watching.signal);
    try {
      await until("shopper here, store 192.0.2.2");
      await runContainer(worker, "lodger", ["alpine", "sleep", "1000"], "shop");
      await until("lodger 192.0.2.2, shopper here, store 192.0.2.2");
      await worker.docker.getContainer("lodger").remove({ force: true });
      await until("shopper here, store 192.0.2.2");
    } finally {
      watching.abort();
      await run;
    }
  });

  it("has a doctor that names a machine that is down, and the part that each one has", async () => {
    const doctor = ({ host }: Machine) => runDockwire(["doctor"], { environment: { DOCKER_HOST: host } });
    let onManager = await doctor(manager);
    // A manager counts three heartbeats before it takes a machine for gone.
    await poll(async () => (onManager = await doctor(manager)).code || undefined, { every: 1_000, timeout: 60_000 });
    assert.equal(onManager.code, 1, onManager.stdout);
    assert.match(onManager.stdout, /^✔ this machine is a manager of a swarm, at 192\.0\.2\.1$/m);
    assert.match(
      onManager.stdout,
      /^✘ machine machine3 \(192\.0\.2\.3\) is in the swarm, which does not hear from it\n +.*"docker node rm --force machine3"/m,
    );
    const onWorker = await doctor(worker);
    assert.equal(onWorker.code, 0, onWorker.stdout);
    assert.match(onWorker.stdout, /^✔ this machine is a worker of a swarm.*its managers \(192\.0\.2\.1:2377\)$/m);
    assert.doesNotMatch((await doctor(outsider)).stdout, /swarm/);
  });

  it("gets a further alias while clients on another network of the container miss nothing, and drifts in nothing", async () => {
    await worker.docker.createNetwork({ Name: "yard" });
    await worker.docker.getNetwork("yard").connect({ Container: "store" });
    await worker.exec("store", ["redis-cli", "set", "key", "kept"]);
    const client = await SteadyClient.start(worker, "steady", { network: "yard", host: "store", key: "key" });
    project.program(program(["db", "cache"]));
    const { resources } = await project.up();
    assert.deepEqual(resources.wire?.operations, ["update"]);
    // The machines tell each other names a moment later.
    const pong = async () => ((await answer("cache")) === "PONG" ? true : undefined);
    assert.ok(await poll(pong, { timeout: 60_000 }), "redis does not answer as cache");
    const answers = await client.answers();
    assert.ok(answers.length > 20, `only ${answers.length} answers`);
    assert.deepEqual([...new Set(answers)], ["kept"]);
    await worker.docker.getContainer("steady").remove({ force: true });
    await project.up("--refresh", "--expect-no-changes");
  });

  it("stays attached to a stopped container, whose worker then does not list the network", async () => {
    await worker.docker.getContainer("store").stop();
    await unlisted(worker);
    await project.up("--expect-no-changes");
    await worker.docker.getContainer("store").start();
    const pong = async () => ((await answer("db")) === "PONG" ? true : undefined);
    assert.ok(await poll(pong, { timeout: 60_000 }), "redis does not answer as db again");
  });

  it("gives no alias to containers of two machines, unless clients may get either", async () => {
    await runContainer(manager, "second", ["redis:7", "redis-server"]);
    const laid = program(["db"]);
    const second = (more: object = {}): YamlProgram => {
      const properties = { container: "second", network: "${net.name}", aliases: ["DB"], ...more };
      const attachment = { type: "dockwire:NetworkAttachment", properties, options: { provider: "${one}" } };
      return { ...laid, resources: { ...laid.resources, second: attachment } };
    };
    project.program(second());
    const refused = await project.run("preview");
    assert.equal(refused.succeeded, false, refused.text);
    assert.match(
      refused.text,
      /alias "db" is what attachment "(wire|second)" calls a container of another machine on this network; choose another, or set "sharedAliases: true"/,
    );
    assert.deepEqual((await manager.container("second"))?.NetworkSettings.Networks.shop, undefined);
    project.program(second({ sharedAliases: true }));
    await project.up("--skip-preview=false");
    project.program(laid);
    await project.up();
    await manager.docker.getContainer("second").remove({ force: true });
  });

  it("is refused with the reason and the cure where a swarm cannot do it", async () => {
    const providers = await Promise.all(
      [manager, worker, outsider].map(({ host }) => ProviderProcess.configured({ environment: { DOCKER_HOST: host } })),
    );
    const [onManager, onWorker, onOutsider] = providers as [ProviderProcess, ProviderProcess, ProviderProcess];
    const preview = { preview: true, timeoutSeconds: 60 };
    const overlay = { name: "other", driver: "overlay", attachable: true };
    await manager.docker.createNetwork({ Name: "closed", Driver: "overlay" });
    await runContainer(manager, "lamp", ["alpine", "sleep", "1000"]);
    const wire = (network: string, aliases: string[] = [], container = "store") => ({ container, network, aliases });
    try {
      await assert.rejects(
        onWorker.create(NETWORK, overlay, preview),
        /this Engine is a worker of its swarm\. Give the resource a provider whose Engine is a manager \(192\.0\.2\.1:2377\)/,
      );
      await assert.rejects(
        onOutsider.create(NETWORK, overlay, preview),
        /this Engine is in none\. Run "docker swarm init"/,
      );
      await assert.rejects(
        onWorker.create(ATTACHMENT, wire("nowhere"), { timeoutSeconds: 60 }),
        /network nowhere not found\. This Engine is a worker: ask a manager of its swarm \(192\.0\.2\.1:2377\) for "docker network ls"/,
      );
      await assert.rejects(
        onWorker.create(ATTACHMENT, wire("closed"), { timeoutSeconds: 60 }),
        /closed not manually attachable\. Create the network with "attachable: true"/,
      );
      await assert.rejects(
        onManager.create(ATTACHMENT, wire("closed", [], "lamp"), { timeoutSeconds: 60 }),
        /overlay network "closed" is not attachable; create it with "attachable: true"/,
      );
      await assert.rejects(
        onManager.create(ATTACHMENT, wire("shop", ["store"], "lamp"), { timeoutSeconds: 60 }),
        /alias "store" already leads to container "store" on machine 192\.0\.2\.2 on network "shop"/,
      );
      await assert.rejects(
        onWorker.invoke(CHECK_SERVICE, { service: "web" }),
        /Creating service "web": this Engine is a worker of its swarm.*whose Engine is a manager \(192\.0\.2\.1:2377\)/,
      );
      await assert.rejects(
        onOutsider.invoke(CHECK_SERVICE, { service: "web" }),
        /Creating service "web": this Engine is in no swarm\. Run "docker swarm init" on it; for one machine use a ClientApp/,
      );
      const { state } = (await onManager.read(NETWORK, "shop")) ?? {};
      await assert.rejects(
        onManager.update(NETWORK, "shop", state ?? {}, { ...overlay, name: "shop", internal: true }, preview),
        /container "store" is on another machine \(192\.0\.2\.2\), whose Engine alone can connect it again; detach it first/,
      );
    } finally {
      await Promise.all(providers.map((one) => one.stop()));
    }
  });

  it("leaves nothing behind when it is destroyed: container untouched, network gone on every machine", async () => {
    await manager.docker.getContainer("shopper").remove({ force: true });
    const before = await worker.container("store");
    await project.destroy();
    const now = await worker.container("store");
    assert.equal(now?.State.StartedAt, before?.State.StartedAt);
    assert.equal(now?.NetworkSettings.Networks.shop, undefined);
    await unlisted(manager);
    await unlisted(worker);
  });
});

import assert from "node:assert/strict";
import { poll } from "../../sandbox/poll";
import { freePort } from "../support/freePort";
import { integrationSuite } from "../support/integrationSuite";
import { PulumiProject } from "../support/PulumiProject";
import { changed } from "../support/PulumiRun";
import type { Machine } from "../support/swarm/Machine";
import { SwarmBed } from "../support/swarm/SwarmBed";
import { uniquePrefix } from "../support/uniquePrefix";

const PORT = 3000;
const PATIENCE = { every: 500, timeout: 180_000 };
const APP = "katacoda/redis-node-docker-example";
const program = "../../examples/swarm";

integrationSuite("The example of a swarm, on three machines", ["engine", "pulumi", "swarm"], () => {
  const prefix = uniquePrefix();
  const name = (rest: string) => `${prefix}-${rest}`;
  let bed: SwarmBed;
  let project: PulumiProject;

  before(async () => {
    bed = await SwarmBed.start({ managers: 3, images: ["redis:7", "alpine", APP] });
    const machines = bed.machines.map(({ host }) => host);
    const config = { machines, namePrefix: `${prefix}-`, port: PORT, replicas: 2, keepData: false };
    project = await PulumiProject.create({ program, prefix, config });
    await project.up();
  });
  after(async () => {
    try {
      await project?.dispose();
    } finally {
      await bed?.remove();
    }
  });

  /** The number of visits that the page on a machine shows; undefined while there is none. */
  function visits(machine: Machine): number | undefined {
    try {
      const page = machine.shell(`curl --silent --max-time 2 http://${machine.address}:${PORT}/`);
      return Number(/value="(\d+)"/.exec(page)?.[1]);
    } catch {
      return undefined;
    }
  }

  async function setAvailability(machine: Machine, Availability: "active" | "drain") {
    const nodes = (await bed.machine(2).docker.listNodes()) as {
      ID: string;
      Version: { Index: number };
      Spec: object;
      Description: { Hostname: string };
    }[];
    const node = nodes.find(({ Description }) => Description.Hostname === machine.name);
    assert.ok(node);
    await bed
      .machine(2)
      .docker.getNode(node.ID)
      .update({ version: node.Version.Index, ...node.Spec, Availability });
  }

  const serving = () => bed.machines.filter((machine) => visits(machine) !== undefined).map((one) => one.number);
  const until = async (numbers: number[]) => {
    const found = await poll(() => (String(serving()) === String(numbers) ? true : undefined), PATIENCE);
    assert.ok(found, `the page is on machines ${String(serving())}, not on ${String(numbers)}`);
  };

  it("counts visits of every machine in one redis, whose password no environment shows", async () => {
    const both = await poll(() => {
      const numbers = serving();
      return numbers.length === 2 ? numbers : undefined;
    }, PATIENCE);
    const [first, second] = (both ?? []).map((number) => bed.machine(number));
    assert.ok(first && second, `the page is on machines ${String(serving())}`);
    const before = visits(first) ?? NaN;
    assert.equal(visits(second), before + 1);
    const service = (await bed.machine(1).docker.getService(name("web")).inspect()) as { Spec: object };
    assert.match(JSON.stringify(service.Spec), /"REDIS_PASSWORD_FILE=\/run\/secrets\/redis_password"/);
    assert.doesNotMatch(JSON.stringify(service.Spec), /REDIS_URL=|redis:\/\//);
  });

  it("is not changed by a second update", async () => {
    assert.deepEqual(changed(await project.up("--refresh", "--expect-no-changes")), {});
  });

  it("lets the running redis be found as db on the second frontend, from another machine", async () => {
    const machine = bed.machine(3);
    const { stdout } = await machine.run("alpine", ["ping", "-c1", "db"], { network: name("frontend2") });
    assert.match(stdout, /1 packets received/);
  });

  it("goes on counting where it was when a machine was cut off and is back", async () => {
    await setAvailability(bed.machine(3), "drain");
    await until([1, 2]);
    const before = visits(bed.machine(1)) ?? NaN;
    bed.machine(1).cut();
    assert.ok(await poll(() => (visits(bed.machine(1)) ? undefined : true), PATIENCE));
    bed.machine(1).heal();
    assert.ok(await poll(() => ((visits(bed.machine(1)) ?? 0) > before ? true : undefined), PATIENCE));
    await until([1, 2]);
  });

  it("has its page on another machine when one goes, also the manager that led the swarm", async () => {
    await setAvailability(bed.machine(3), "active");
    const before = visits(bed.machine(2)) ?? NaN;
    await bed.machine(1).stop();
    await until([2, 3]);
    assert.ok((visits(bed.machine(3)) ?? 0) > before);
    await bed.machine(1).launch();
    await until([2, 3]);
  });

  it("leaves nothing on any machine when it is destroyed", async () => {
    await project.destroy();
    for (const machine of bed.machines) {
      const isEmpty = async () => {
        const { containers, networks, volumes } = await machine.list(prefix);
        return containers.length + networks.length + volumes.length === 0 ? true : undefined;
      };
      assert.ok(await poll(isEmpty, PATIENCE), JSON.stringify(await machine.list(prefix)));
    }
    assert.deepEqual(await bed.machine(2).docker.listSecrets(), []);
  });
});

integrationSuite("The example of a swarm, on one machine", ["engine", "pulumi"], (engine) => {
  it("is the same program with another configuration", async () => {
    const prefix = uniquePrefix();
    const port = await freePort();
    const machines = [process.env.DOCKER_HOST ?? "unix:///var/run/docker.sock"];
    const config = { machines, namePrefix: `${prefix}-`, port, redisImage: "redis", keepData: false };
    const project = await PulumiProject.create({ program, prefix, config });
    try {
      await project.up();
      const look = () =>
        fetch(`http://localhost:${port}`, { signal: AbortSignal.timeout(2_000) }).then(
          (answer) => answer.text(),
          () => undefined,
        );
      assert.match((await poll(look, PATIENCE)) ?? "", /value="\d+"/);
      await project.up("--refresh", "--expect-no-changes");
      await project.destroy();
      assert.deepEqual(await engine.list(prefix), { containers: [], networks: [], volumes: [] });
    } finally {
      await project.dispose();
    }
  });
});

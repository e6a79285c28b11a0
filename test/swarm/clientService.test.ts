import assert from "node:assert/strict";
import { poll } from "../../sandbox/poll";
import { integrationSuite } from "../support/integrationSuite";
import type { Machine } from "../support/swarm/Machine";
import { SwarmBed } from "../support/swarm/SwarmBed";
import { YamlProject } from "../support/YamlProject";

const PATIENCE = { every: 500, timeout: 120_000 };
const PASSWORD = "a-password-of-the-tests";

integrationSuite("A ClientService in a YAML program", ["engine", "pulumi", "swarm"], () => {
  let bed: SwarmBed;
  let project: YamlProject;
  let manager: Machine;

  before(async () => {
    bed = await SwarmBed.start({ managers: 1, machines: 2, images: ["redis:7", "alpine"] });
    manager = bed.machine(1);
    project = await YamlProject.create({ environment: { DOCKER_HOST: manager.host } });
  });
  after(async () => {
    try {
      await project?.dispose();
    } finally {
      await bed?.remove();
    }
  });

  function program(inputs: object = {}) {
    const properties = {
      ...{ network: "${shop.name}", serviceName: "web", image: "redis:7", command: ["sleep", "100000"] },
      ...{ everyMachine: true, uses: { db: "${redis}" }, links: { store: { server: "${redis}" } } },
      ...{ environment: { GREETING: "hello" }, secrets: { token: "${token}" }, configs: { "/etc/web.conf": "on" } },
      ...{ memoryMiB: 0, logs: { engineDefault: true } },
      ...inputs,
    };
    return {
      resources: {
        shop: { type: "dockwire:Network", properties: { name: "shop", driver: "overlay", attachable: true } },
        redis: {
          type: "dockwire:RedisServer",
          properties: {
            ...{ network: "${shop.name}", containerName: "redis", image: "redis:7", password: PASSWORD },
            keepData: false,
          },
        },
        web: { type: "dockwire:ClientService", properties },
      },
      variables: { token: { "fn::secret": "a-token-of-the-tests" } },
      outputs: { service: "${web.serviceName}", ready: "${web.ready}" },
    };
  }

  /** The service's container on a machine. */
  const task = async (machine: Machine) => {
    const filters = { label: ["com.docker.swarm.service.name=web"], status: ["running"] };
    return (await machine.docker.listContainers({ filters }))[0]?.Names[0]?.slice(1) ?? assert.fail(machine.name);
  };
  const shell = async (machine: Machine, line: string) => {
    const { stdout, stderr } = await machine.exec(await task(machine), ["sh", "-c", line]);
    return (stdout + stderr).trim();
  };

  it("is previewed before its network is there, and comes up on every machine", async () => {
    project.program(program());
    await project.up("--skip-preview=false");
    const { service, ready } = await project.pulumi.outputs();
    assert.equal(service, "web");
    const found = (await manager.docker.getService("web").inspect()) as { ID: string; Spec: { Mode: object } };
    assert.equal(ready, found.ID);
    assert.deepEqual(found.Spec.Mode, { Global: {} });
  });

  it("uses and links the server from each, with the password and its own secret as files", async () => {
    for (const machine of bed.machines) {
      const runs = () =>
        task(machine).then(
          () => true as const,
          () => undefined,
        );
      assert.ok(await poll(runs, PATIENCE), `nothing runs on ${machine.name}`);
      const login = "REDISCLI_AUTH=$(cat $DB_PASSWORD_FILE) redis-cli --user $DB_USERNAME -h $DB_HOST -p $DB_PORT ping";
      assert.equal(await shell(machine, login), "PONG", machine.name);
      assert.equal(
        await shell(machine, "echo $GREETING $STORE_PORT_6379_TCP_PORT; cat /etc/web.conf"),
        "hello 6379\non",
      );
      assert.equal(await shell(machine, "cat /run/secrets/token"), "a-token-of-the-tests");
    }
    const { Spec } = (await manager.docker.getService("web").inspect()) as { Spec: object };
    assert.doesNotMatch(JSON.stringify(Spec), new RegExp(`${PASSWORD}|a-token-of-the-tests`));
    assert.doesNotMatch(await project.stateText(), new RegExp(`${PASSWORD}|a-token-of-the-tests`));
  });

  it("is not changed by a second update, nor by a refresh", async () => {
    await project.up("--refresh", "--expect-no-changes");
  });

  it("takes a number in place of every machine, and another one", async () => {
    const placement = { constraints: ["node.role==manager"] };
    project.program(program({ replicas: 2, everyMachine: false, placement }));
    await project.up();
    const made = (await manager.docker.getService("web").inspect()) as { ID: string };
    project.program(program({ replicas: 3, everyMachine: false, placement }));
    await project.up();
    assert.equal(((await manager.docker.getService("web").inspect()) as { ID: string }).ID, made.ID);
    const { Spec } = (await manager.docker.getService("web").inspect()) as { Spec: { Mode: object } };
    assert.deepEqual(Spec.Mode, { Replicated: { Replicas: 3 } });
    const filters = { label: ["com.docker.swarm.service.name=web"], status: ["running"] };
    assert.equal((await manager.docker.listContainers({ filters })).length, 3);
  });

  const refused: [string, object, RegExp][] = [
    [
      "one address for all containers where the kernel has no IP_VS",
      { endpointMode: "vip" },
      /Creating service "web": "endpointMode": "vip" needs IP_VS, which the kernel of this machine does not have: .* Set "endpointMode" to "dnsrr"/,
    ],
    [
      "a port of mode ingress there",
      { ports: [{ internal: 80, external: 8080, mode: "ingress" }] },
      /Creating service "web": "ports\[0\]\.mode": "ingress" needs IP_VS/,
    ],
    ["a number that is none", { everyMachine: false, replicas: -1 }, /"replicas": -1 is not a number of containers/],
    [
      "a condition that is none",
      { placement: { constraints: ["on the left"] } },
      /"placement\.constraints\[0\]": "on the left"/,
    ],
  ];
  for (const [what, inputs, text] of refused) {
    it(`refuses at preview ${what}`, async function () {
      if (/IP_VS/.test(what + text.source) && /ip_vs/.test(manager.shell("ls /sys/module"))) this.skip();
      project.program(program(inputs));
      const run = await project.run("preview");
      assert.ok(!run.succeeded);
      assert.match(run.text, text);
      const filters = { label: ["dockwire.look"] };
      assert.deepEqual(await manager.docker.listContainers({ all: true, filters }), []);
    });
  }

  it("leaves nothing on any machine when it is destroyed", async () => {
    project.program(program());
    await project.destroy();
    for (const machine of bed.machines) {
      const gone = async () => ((await machine.docker.listContainers({ all: true })).length === 0 ? true : undefined);
      assert.ok(await poll(gone, PATIENCE), machine.name);
    }
    assert.deepEqual(await manager.docker.listSecrets(), []);
    assert.deepEqual(await manager.docker.listConfigs(), []);
  });
});

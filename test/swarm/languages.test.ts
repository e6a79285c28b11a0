import assert from "node:assert/strict";
import { findProgram } from "../../sandbox/Command";
import { poll } from "../../sandbox/poll";
import { integrationSuite } from "../support/integrationSuite";
import { LanguagesProject } from "../support/LanguagesProject";
import { skip } from "../support/skip";
import type { Machine } from "../support/swarm/Machine";
import { SwarmBed } from "../support/swarm/SwarmBed";

/** Building with an empty cache takes minutes. */
const BUILD_MS = 1_200_000;
const PATIENCE = { every: 500, timeout: 60_000 };
const NEEDS = { Python: ["go", "python3"], Go: ["go"] } as const;

integrationSuite("A ClientService", ["engine", "pulumi", "swarm"], () => {
  let bed: SwarmBed;
  let stack: LanguagesProject;
  let manager: Machine;

  before(async () => {
    bed = await SwarmBed.start({ managers: 1, machines: 2, images: ["redis:7"] });
    manager = bed.machine(1);
    const environment = { DOCKER_HOST: manager.host };
    stack = await LanguagesProject.create({ environment, config: { swarm: true } });
  });
  after(async () => {
    try {
      await stack?.dispose();
    } finally {
      await bed?.remove();
    }
  });

  const tasks = async (machine: Machine) => {
    const filters = { label: ["com.docker.swarm.service.name=web"], status: ["running"] };
    return (await machine.docker.listContainers({ filters })).map(({ Names }) => Names[0]?.slice(1) ?? "");
  };

  for (const language of ["Python", "Go"] as const) {
    it(`comes up from a program in ${language}, uses a server on another machine, and goes`, async function () {
      this.timeout(BUILD_MS);
      const missing = NEEDS[language].filter((program) => !findProgram(program));
      if (missing.length > 0) skip(this, `there is no ${missing.join(" and no ")} on PATH`);
      await stack.prepare(language);
      const { outputs } = await stack.run(language, "up");
      const { ID } = (await manager.docker.getService("web").inspect()) as { ID: string };
      assert.deepEqual(outputs, { service: "web", ready: ID });
      for (const machine of bed.machines) {
        const [task = "", ...others] = await tasks(machine);
        assert.deepEqual(others, [], machine.name);
        const { stdout } = await machine.exec(task, ["sh", "-c", "redis-cli -h $DB_HOST -p $DB_PORT ping"]);
        assert.equal(stdout.trim(), "PONG", machine.name);
      }
      assert.deepEqual((await stack.run(language, "up")).changes, {});
      await stack.run(language, "destroy");
      for (const machine of bed.machines) {
        const gone = async () => ((await tasks(machine)).length === 0 ? true : undefined);
        assert.ok(await poll(gone, PATIENCE), machine.name);
      }
      assert.deepEqual(await manager.docker.listNetworks({ filters: { name: ["shop"] } }), []);
    });
  }
});

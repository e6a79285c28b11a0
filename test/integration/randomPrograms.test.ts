import assert from "node:assert/strict";
import fc from "fast-check";
import type { Topology } from "../programs/topology/Topology";
import { expectedEndpoints, randomTopology, withMistake } from "../support/randomTopology";
import { integrationSuite } from "../support/integrationSuite";
import { TopologyProject } from "../support/TopologyProject";

const RUNS = Number(process.env.DOCKWIRE_PROGRAMS ?? 20);
const SEED = Number(process.env.DOCKWIRE_SEED ?? 1);

integrationSuite(
  `Random programs, edited into one another with hands on the machine between (seed ${SEED})`,
  ["engine", "pulumi"],
  (engine) => {
    let project: TopologyProject;
    let topologies: Topology[] = [];
    /** Which connections somebody takes away before each program. */
    let hands: number[][] = [];

    before(async () => {
      project = await TopologyProject.create();
      topologies = fc.sample(
        randomTopology((rest) => project.name(rest)),
        { numRuns: RUNS, seed: SEED },
      );
      hands = fc.sample(fc.array(fc.nat(99), { maxLength: 3 }), { numRuns: RUNS, seed: SEED });
    });
    after(() => project.pulumi.dispose());

    for (let i = 0; i < RUNS; i++) {
      it(`program ${i}: the Engine is as it says, and a second update with a refresh changes nothing`, async () => {
        const topology = topologies[i];
        if (i % 5 === 4) await refusesMistake(topologies[i - 1]);
        if (i > 0) await disconnectSome(topologies[i - 1], hands[i]);
        project.plan(topology);
        await project.pulumi.up("--refresh");
        await holds(topology);
        await project.pulumi.up("--refresh", "--expect-no-changes");
      });
    }

    it("and destroy leaves nothing", async () => {
      await project.pulumi.destroy();
      assert.deepEqual(await engine.list(project.pulumi.prefix), { containers: [], networks: [], volumes: [] });
    });

    async function holds(topology: Topology): Promise<void> {
      const expected = expectedEndpoints(topology);
      const { containers, networks } = await engine.list(project.pulumi.prefix);
      assert.deepEqual(containers, Object.keys(expected).sort());
      assert.deepEqual(
        networks,
        Object.values(topology.networks)
          .map((network) => network.networkName)
          .sort(),
      );
      for (const [name, wanted] of Object.entries(expected)) {
        const container = await engine.container(name);
        assert.equal(container?.State.Running, true);
        const endpoints: Record<string, { Aliases?: string[] | null }> = container.NetworkSettings.Networks;
        const short = container.Id.slice(0, 12);
        const found = Object.entries(endpoints).map(([network, { Aliases }]): [string, string[]] => [
          network,
          (Aliases ?? []).filter((alias) => alias !== short).sort(),
        ]);
        assert.deepEqual(Object.fromEntries(found), wanted);
      }
    }

    /** By hand, also from the networks that servers were created on. */
    async function disconnectSome(topology: Topology, choices: number[]): Promise<void> {
      const all = Object.entries(expectedEndpoints(topology)).flatMap(([Container, networks]) =>
        Object.keys(networks).map((network) => ({ Container, network })),
      );
      const chosen = new Set(all.length ? choices.map((choice) => all[choice % all.length]) : []);
      for (const { Container, network } of chosen) await engine.docker.getNetwork(network).disconnect({ Container });
    }

    /** A mistake fails at preview and leaves everything as the program before it said. */
    async function refusesMistake(before: Topology): Promise<void> {
      const { wrong, says } = withMistake(before, (rest) => project.name(rest));
      project.plan(wrong);
      assert.match(await project.pulumi.failure(project.pulumi.preview()), says);
      await holds(before);
    }
  },
);

import assert from "node:assert/strict";
import { randomInt } from "node:crypto";
import fc from "fast-check";
import { DockerFixture } from "../support/DockerFixture";
import { integrationSuite } from "../support/integrationSuite";
import { edited, type Hand, mistaken, randomStep, type RandomStep } from "../support/randomYaml";
import {
  type ContainerKey,
  expectedAliases,
  FIRST,
  fixedAddresses,
  FOREIGN,
  type RandomAttachment,
  type RandomPlan,
  OWN,
  isOwn,
} from "../support/randomYamlPlan";
import { yamlProgram } from "../support/randomYamlProgram";
import { YamlProject } from "../support/YamlProject";

const RUNS = Number(process.env.DOCKWIRE_PROGRAMS ?? 10);
const SEED = Number(process.env.DOCKWIRE_SEED ?? 1);

/** How the Engine tells a container, without our code. */
interface Seen {
  readonly id: string;
  readonly startedAt: string;
  readonly running: boolean;
  /** Without the short id that Engine 20.10 adds. */
  readonly aliases: Readonly<Record<string, string[]>>;
  /** Addresses that were asked for, by "CONTAINER NETWORK". */
  readonly fixed: Readonly<Record<string, string>>;
}

interface SeenEndpoint {
  readonly Aliases?: string[] | null;
  readonly IPAMConfig?: { readonly IPv4Address?: string } | null;
}

integrationSuite(
  `Random programs in YAML, edited into one another with hands on the machine between (seed ${SEED})`,
  ["engine", "pulumi"],
  function () {
    // After a failure the Engine is not what the next program is made from.
    this.bail(true);
    const docker = new DockerFixture();
    const bases = [10 + randomInt(100), randomInt(200)] as const;
    const ids: Record<string, string> = {};
    const surroundings = {
      name: (rest: string) => docker.name(rest),
      ids,
      range: (i: number) => `10.${80 + bases[0]}.${bases[1] + i}`,
      urn: ({ resource, child }: Pick<RandomAttachment, "resource" | "child">) =>
        project.urn("NetworkAttachment", resource, child ? "dockwire:index:Network$" : ""),
    };
    const steps = fc.sample(randomStep, { numRuns: RUNS, seed: SEED });
    let project: YamlProject;
    let plan = FIRST;

    before(async () => {
      const network = await docker.makeNetwork("home");
      for (const key of [...FOREIGN, "visitor"]) {
        const name = await docker.makeContainer(key, { image: "alpine", command: ["sleep", "100000"], network });
        ids[key] = (await docker.container(name))?.Id ?? "";
      }
      project = await YamlProject.create({ prefix: docker.prefix });
      await lay(plan);
      // Somebody's own connection to a network of the program, which has to come through each edit of it.
      const EndpointConfig = { Aliases: ["visitor"] };
      await docker.docker
        .getNetwork(docker.name("front"))
        .connect({ Container: docker.name("visitor"), EndpointConfig });
    });
    after(async () => {
      await docker.remove();
      project.pulumi.abandon();
    });

    steps.forEach((step, i) => {
      it(`program ${i}: the Engine is as it says, and a second update changes nothing`, async () => {
        const before = plan;
        plan = edited(before, step);
        try {
          await refuses(mistaken(before, step));
          for (const hand of step.hands) await lend(hand, before);
          const [present, kept] = [await seen(), keptFrom(before)];
          await layTarget(step);
          await lay(plan);
          await holds(present, kept);
          await project.up("--expect-no-changes");
        } catch (error) {
          const told = JSON.stringify({ step, before, plan });
          throw new Error(`seed ${SEED}, step ${i}: ${told}\n${(error as Error).message}`, { cause: error });
        }
      });
    });

    it("and destroy leaves what is not the program's", async () => {
      await docker.docker.getContainer(docker.name("visitor")).remove({ force: true });
      await project.destroy();
      const { containers, networks } = await docker.list(docker.prefix);
      assert.deepEqual(containers, FOREIGN.map((key) => docker.name(key)).sort());
      assert.deepEqual(networks, [docker.name("home")]);
    });

    async function lay(wanted: RandomPlan): Promise<void> {
      project.program(yamlProgram(wanted, surroundings));
      await project.up();
    }

    /** One attachment by itself: what it needs may not be there yet, and then nothing is done. */
    async function layTarget({ target }: RandomStep): Promise<void> {
      const attachment = plan.attachments[target];
      if (!attachment) return;
      project.program(yamlProgram(plan, surroundings));
      const { succeeded, text } = await project.run("up", "--target", surroundings.urn(attachment));
      if (!succeeded) assert.doesNotMatch(text, /detached now|is not known|panic/, text);
    }

    /** A mistake fails at preview and leaves everything as it is. */
    async function refuses(mistake: ReturnType<typeof mistaken>): Promise<void> {
      if (!mistake) return;
      const present = await seen();
      project.program(yamlProgram(mistake.plan, surroundings));
      const { succeeded, text } = await project.run("preview");
      assert.equal(succeeded, false, text);
      assert.match(text, mistake.says);
      assert.deepEqual(await seen(), present);
    }

    /** Containers whose definition the program leaves as it is. */
    function keptFrom(before: RandomPlan): string[] {
      return [...FOREIGN, "visitor", ...OWN.filter((key) => before.own[key] === plan.own[key])];
    }

    async function holds(before: Record<string, Seen>, kept: string[]): Promise<void> {
      const after = await seen();
      const still = (all: Record<string, Seen>) =>
        kept.map((key) => ({ key, id: all[key]?.id, startedAt: all[key]?.startedAt, running: all[key]?.running }));
      assert.deepEqual(still(after), still(before));
      const expected: Record<string, Record<string, string[]>> = {
        ...expectedAliases(plan),
        visitor: { front: ["visitor"] },
      };
      for (const key of [...FOREIGN, "visitor"]) expected[key] = { ...expected[key], home: [] };
      assert.deepEqual(Object.fromEntries(Object.entries(after).map(([key, { aliases }]) => [key, aliases])), expected);
      const fixed = Object.assign({}, ...Object.values(after).map((one) => one.fixed)) as Record<string, string>;
      const back = surroundings.range(3);
      const wanted = Object.entries(fixedAddresses(plan)).map(([ends, last]) => [ends, `${back}.${last}`]);
      assert.deepEqual(fixed, Object.fromEntries(wanted));
      for (const [key, { ipv6, pooled }] of Object.entries(plan.networks)) {
        const subnets = ((await docker.network(docker.name(key)))?.IPAM?.Config ?? []).map(({ Subnet = "" }) => Subnet);
        assert.equal(
          subnets.some((subnet) => subnet.includes(":")),
          ipv6 ?? false,
          `${key}: ${subnets.join()}`,
        );
        if (pooled)
          assert.ok(
            subnets.some((subnet) => subnet.startsWith(`${surroundings.range(9)}.`)),
            subnets.join(),
          );
      }
    }

    async function seen(): Promise<Record<string, Seen>> {
      const all = [...OWN, ...FOREIGN, "visitor"].map(async (key): Promise<[string, Seen]> => {
        const found = await docker.container(docker.name(key));
        assert.ok(found, `container "${key}" is gone`);
        const endpoints = found.NetworkSettings.Networks as Record<string, SeenEndpoint>;
        const aliases = Object.entries(endpoints).map(([network, { Aliases }]): [string, string[]] => [
          network.slice(docker.prefix.length + 1),
          (Aliases ?? []).filter((alias) => alias !== found.Id.slice(0, 12)).sort(),
        ]);
        const asked = Object.entries(endpoints).flatMap(([network, { IPAMConfig }]) =>
          IPAMConfig?.IPv4Address
            ? [[`${key} ${network.slice(docker.prefix.length + 1)}`, IPAMConfig.IPv4Address]]
            : [],
        );
        const { StartedAt: startedAt, Running: running } = found.State;
        const ends = {
          aliases: Object.fromEntries(aliases),
          fixed: Object.fromEntries(asked) as Record<string, string>,
        };
        return [key, { id: found.Id, startedAt, running, ...ends }];
      });
      return Object.fromEntries(await Promise.all(all));
    }

    async function lend({ does, of }: Hand, before: RandomPlan): Promise<void> {
      const expected = Object.entries(expectedAliases(before)) as [ContainerKey, Record<string, string[]>][];
      if (does === "restart" || does === "stop") {
        const keys = does === "stop" ? FOREIGN : expected.map(([key]) => key);
        const container = docker.docker.getContainer(docker.name(keys[of % keys.length] ?? ""));
        await (does === "stop" ? container.kill().catch(notRunning) : container.restart({ t: 0 }));
        return;
      }
      // Nothing sees whether a container is off its own network unless a ContainerNetworks holds it there, also from now on.
      const isHeld = (key: ContainerKey) =>
        [before, plan].every(({ held }) => (held as readonly string[]).includes(key));
      const connections = expected.flatMap(([key, networks]) =>
        Object.keys(networks)
          .filter((network) => !isOwn(key) || network !== "front" || isHeld(key))
          .map((network) => [docker.name(key), docker.name(network)] as const),
      );
      const [Container, network] = connections[of % Math.max(1, connections.length)] ?? [];
      if (!Container || !network) return;
      await docker.docker.getNetwork(network).disconnect({ Container }).catch(notConnected);
      if (does === "strip") await docker.docker.getNetwork(network).connect({ Container });
    }
  },
);

function notRunning(error: Error & { statusCode?: number }): void {
  if (error.statusCode !== 409) throw error;
}

/** An earlier hand took it away. */
function notConnected(error: Error): void {
  if (!/is not connected/.test(error.message)) throw error;
}

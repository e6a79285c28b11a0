import { freePort } from "../../test/support/freePort";
import { PulumiProject } from "../../test/support/PulumiProject";
import type { Bench } from "../support/Bench";
import { atLeast, Samples } from "../support/Result";
import type { Scenario } from "../support/Scenario";
import { median } from "../support/statistics";
import { seconds } from "../support/stopwatch";

const ROUNDS = 3;
const OURS = "dockwire:index:Network";
const UPSTREAM = "docker.Network";

/** The tutorials' topology on networks of ours and on those of the Docker provider. */
export const networks: Scenario = {
  name: "networks",
  title: "The tutorials' topology on dockwire:index:Network and on docker.Network",
  async run(bench) {
    const projects: [string, PulumiProject][] = [
      [OURS, await create(bench, "ours", false)],
      [UPSTREAM, await create(bench, "upstream", true)],
    ];
    const steps = { up: new Samples(), refresh: new Samples(), destroy: new Samples() };
    for (let round = 1; round <= ROUNDS; round += 1) {
      bench.say(`round ${round} of ${ROUNDS}`);
      for (const [label, project] of projects) {
        steps.up.add(label, await seconds(() => project.up()));
        steps.refresh.add(label, await seconds(() => project.refresh()));
        steps.destroy.add(label, await seconds(() => project.destroy()));
      }
    }
    const saved = (samples: Samples) => median(samples.of(UPSTREAM)) - median(samples.of(OURS));
    const named = Object.entries(steps);
    return {
      measures: named.map(([step, samples]) => samples.measure(step, "s")),
      goals: named.map(([step, samples]) => atLeast(2, `seconds that our network saves at ${step}`, saved(samples))),
      remarks: [],
    };
  },
};

async function create(bench: Bench, part: string, upstream: boolean): Promise<PulumiProject> {
  const prefix = bench.name(part);
  const config = { prefix, upstream, port: await freePort() };
  const project = await PulumiProject.create({ program: "../../bench/programs/networks", prefix, config });
  bench.atEnd(() => project.dispose());
  return project;
}

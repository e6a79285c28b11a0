import { wantedSizes } from "../support/choice";
import { Grid } from "../support/Grid";
import { measuredRun } from "../support/measuredRun";
import { atMost, Goal, Measure, Samples } from "../support/Result";
import { ratio } from "../support/statistics";
import type { Scenario } from "../support/Scenario";
import { seconds } from "../support/stopwatch";

/** Containers, networks, and how often: an attachment of each container on each network. */
const SIZES = [
  [10, 10, 2],
  [20, 20, 1],
  [25, 40, 1],
] as const;
const OURS = "dockwire, a YAML program";
const RAW = "bare calls, one after another";

/** Hundreds of attachments by one program, from nothing to nothing. */
export const attachments: Scenario = {
  name: "attachments",
  title: "100, 400 and 1000 attachments in one program",
  async run(bench) {
    const [up, again, down, cpu, memory] = [1, 2, 3, 4, 5].map(() => new Samples()) as Five;
    const goals: Goal[] = [];
    for (const [containers, networks, rounds] of wantedSizes(SIZES, ([many, on]) => many * on)) {
      const count = containers * networks;
      bench.say(`${count} attachments: containers and networks`);
      const grid = await Grid.create(bench, containers, networks);
      for (let round = 1; round <= rounds; round += 1) {
        bench.say(`${count} attachments: round ${round} of ${rounds}`);
        up.add(`${RAW}: ${count}`, await seconds(() => grid.connect()));
        down.add(`${RAW}: ${count}`, await seconds(() => grid.disconnect()));
        const made = await measuredRun(() => grid.project.pulumi.up());
        up.add(`${OURS}: ${count}`, made.seconds);
        again.add(`no-op: ${count}`, await seconds(() => grid.project.pulumi.up()));
        again.add(`no-op with --refresh: ${count}`, await seconds(() => grid.project.pulumi.up("--refresh")));
        down.add(`${OURS}: ${count}`, await seconds(() => grid.project.pulumi.destroy()));
        memory.add(`${count}`, made.providerMiB);
        for (const [role, its] of made.cpu) cpu.add(`${count}: ${role}`, its);
      }
      const times = (samples: Samples) => ratio(samples.of(`${OURS}: ${count}`), samples.of(`${RAW}: ${count}`));
      if (count > 100) goals.push(atMost(1.3, `${count} attachments up, in times of the bare connects`, times(up)));
      if (count === 1000) {
        goals.push(atMost(1.2, `${count} attachments down, in times of the bare disconnects`, times(down)));
        goals.push(atMost(150, `MiB of the provider at ${count} attachments`, Math.max(...memory.of(`${count}`))));
      }
    }
    const measures: Measure[] = [
      up.measure("up", "s"),
      again.partsOf("up again with nothing to do", "s"),
      down.measure("down", "s"),
      cpu.partsOf("processor time of the first up, by process", "s"),
      memory.partsOf("most memory of the provider", "MiB"),
    ];
    return { measures, goals, remarks: REMARKS };
  },
};

type Five = [Samples, Samples, Samples, Samples, Samples];

const REMARKS = [
  "the CLI writes the whole state down twice for each attachment (file backend), and half of what it writes is a stack trace that the YAML host adds to each resource",
];

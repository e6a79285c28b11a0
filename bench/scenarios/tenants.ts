import { wantedSizes } from "../support/choice";
import { Pulumi } from "../peers/Pulumi";
import { BareTenants } from "../support/BareTenants";
import { measuredRun } from "../support/measuredRun";
import { atMost, Samples } from "../support/Result";
import { median, ratio } from "../support/statistics";
import type { Scenario } from "../support/Scenario";
import { seconds } from "../support/stopwatch";

/** Tenants, and how often. */
const SIZES = [
  [10, 2],
  [50, 1],
  [200, 1],
] as const;
const FEW = 10;
const OURS = "dockwire";
const RAW = "bare calls, eight at a time";
const UNSAVED = "dockwire, CLI without checkpoints";
/** The CLI then writes the state once, at the end: a switch for experiments, as a run that is killed loses it. */
const WITHOUT_CHECKPOINTS = { PULUMI_EXPERIMENTAL: "true", PULUMI_SKIP_CHECKPOINTS: "true" };

/** Many times a network with a redis of its own, by one TypeScript program. */
export const tenants: Scenario = {
  name: "tenants",
  title: "10, 50 and 200 AppNetworks, each with a redis and a subnet out of one pool",
  async run(bench) {
    const program = new Pulumi(OURS, "tenants");
    const unsaved = new Pulumi(UNSAVED, "tenants", WITHOUT_CHECKPOINTS);
    for (const each of [program, unsaved]) {
      await each.prepare();
      bench.atEnd(() => each.dispose());
    }
    const [up, again, down, memory] = [new Samples(), new Samples(), new Samples(), new Samples()];
    const [upCpu, cpu] = [new Samples(), new Samples()];
    const sizes = wantedSizes(SIZES, ([many]) => many);
    for (const [count, rounds] of sizes) {
      const raw = new BareTenants(bench, bench.name(`raw${count}`), count);
      for (const each of [program, unsaved]) {
        each.write({ prefix: bench.name(`ours${count}`), count, pool: "10.190.0.0/16" });
      }
      for (let round = 1; round <= rounds; round += 1) {
        bench.say(`${count} tenants: round ${round} of ${rounds}`);
        up.add(`${RAW}: ${count}`, await seconds(() => raw.up()));
        down.add(`${RAW}: ${count}`, await seconds(() => raw.down()));
        const made = await measuredRun(() => program.up());
        up.add(`${OURS}: ${count}`, made.seconds);
        for (const [role, its] of made.cpu) upCpu.add(`${count}: ${role}`, its);
        const same = await measuredRun(() => program.up());
        again.add(`no-op: ${count}`, same.seconds);
        again.add(`no-op with --refresh: ${count}`, await seconds(() => program.repair()));
        down.add(`${OURS}: ${count}`, await seconds(() => program.down()));
        up.add(`${UNSAVED}: ${count}`, await seconds(() => unsaved.up()));
        down.add(`${UNSAVED}: ${count}`, await seconds(() => unsaved.down()));
        memory.add(`${count}`, same.providerMiB);
        for (const [role, its] of same.cpu) cpu.add(`${count}: ${role}`, its);
      }
    }
    const noop = (count: number) => median(again.of(`no-op: ${count}`));
    const goals = sizes.flatMap(([count]) => {
      if (count === FEW) return [];
      const times = ratio(up.of(`${OURS}: ${count}`), up.of(`${RAW}: ${count}`));
      const each = (noop(count) - noop(FEW)) / (count - FEW);
      return [
        atMost(2, `${count} tenants up, in times of the bare calls`, times),
        atMost(0.02, `seconds that each of ${count} tenants adds to a no-op`, each),
        atMost(150, `MiB of the provider at ${count} tenants`, Math.max(...memory.of(`${count}`))),
      ];
    });
    return {
      goals,
      measures: [
        up.measure("up", "s"),
        upCpu.partsOf("processor time of that up, by process", "s"),
        again.partsOf("up again with nothing to do", "s"),
        down.measure("down", "s"),
        cpu.partsOf("processor time of that no-op, by process", "s"),
        memory.partsOf("most memory of the provider at that no-op", "MiB"),
      ],
      remarks: ["dockwire's update ends when each redis answers; the bare calls end when its container is started"],
    };
  },
};

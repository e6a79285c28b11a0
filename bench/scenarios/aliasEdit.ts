import { DOCKWIRE } from "../peers";
import { Pulumi } from "../peers/Pulumi";
import { atMost, Samples } from "../support/Result";
import { ratio } from "../support/statistics";
import type { Scenario } from "../support/Scenario";
import { seconds } from "../support/stopwatch";

const ROUNDS = 9;
const EMPTY = "empty program, as from npm";

/** The whole command of a small edit, beside what Pulumi takes to do nothing. */
export const aliasEdit: Scenario = {
  name: "aliasEdit",
  title: "An alias more, beside an empty program as `pulumi new` lays it out",
  async run(bench) {
    const ours = new Pulumi(DOCKWIRE, "dockwire");
    const empty = new Pulumi(EMPTY, "npm");
    for (const peer of [ours, empty]) {
      await peer.prepare();
      bench.atEnd(() => peer.dispose());
    }
    const networks = { home: bench.name("home"), other: bench.name("other") };
    const redis = { name: bench.name("redis"), kind: "redis", image: "redis" } as const;
    const plan = (aliases: string[]) => {
      const on = [{ network: "home" }, { network: "other", aliases }];
      ours.plan({ networks, containers: { redis: { ...redis, on } } });
    };
    plan([]);
    await ours.up();
    await empty.up();
    const times = new Samples();
    for (let round = 1; round <= ROUNDS; round += 1) {
      bench.say(`round ${round} of ${ROUNDS}`);
      plan(Array.from({ length: round }, (_, i) => `db${i}`));
      times.add(DOCKWIRE, await seconds(() => ours.up()));
      times.add(EMPTY, await seconds(() => empty.up()));
    }
    const goal = atMost(0.85, `an alias edit, in times of an ${EMPTY}`, ratio(times.of(DOCKWIRE), times.of(EMPTY)));
    return { measures: [times.measure("the whole command", "s")], goals: [goal], remarks: [] };
  },
};

import { DOCKWIRE, planPeers } from "../peers";
import { Pulumi } from "../peers/Pulumi";
import { Stack } from "../peers/Stack";
import { atMost, Samples } from "../support/Result";
import { ratio } from "../support/statistics";
import type { Scenario } from "../support/Scenario";
import { seconds } from "../support/stopwatch";
import { tutorialPlan } from "../support/tutorialPlan";

const ROUNDS = 7;
const EMPTY = "empty Pulumi program";

/** The same again, with nothing to do. */
export const noop: Scenario = {
  name: "noop",
  title: "Up again with nothing to do",
  async run(bench) {
    const stack = new Stack(DOCKWIRE, bench.name("stack"));
    const empty = new Pulumi(EMPTY, "empty");
    const peers = [stack, empty, ...planPeers(bench).filter((peer) => peer.repeatable)];
    for (const [index, peer] of peers.entries()) {
      bench.say(`laying out with ${peer.name}`);
      await peer.prepare();
      bench.atEnd(() => peer.dispose());
      peer.plan(await tutorialPlan(bench.name(String(index))));
      await peer.up();
    }
    const times = new Samples();
    for (let round = 1; round <= ROUNDS; round += 1) {
      bench.say(`round ${round} of ${ROUNDS}`);
      times.add(DOCKWIRE, await seconds(() => stack.up()));
      for (const peer of peers.slice(1)) times.add(peer.name, await seconds(() => peer.up()));
      times.add(`${DOCKWIRE}, refreshed`, await seconds(() => stack.repair()));
      times.add(`${EMPTY}, refreshed`, await seconds(() => empty.repair()));
    }
    return {
      measures: [times.measure("up with nothing to do", "s")],
      goals: [
        atMost(1.1, "no-op up, in times of an empty Pulumi program", ratio(times.of(DOCKWIRE), times.of(EMPTY))),
        atMost(
          1.2,
          "no-op up with a refresh, in times of an empty program with one",
          ratio(times.of(`${DOCKWIRE}, refreshed`), times.of(`${EMPTY}, refreshed`)),
        ),
      ],
      remarks: ["OpenTofu looks at everything on the Engine each time, as dockwire does with a refresh"],
    };
  },
};

import { DOCKWIRE } from "../peers";
import { Pulumi } from "../peers/Pulumi";
import { Stack } from "../peers/Stack";
import { ProcessWatch, Watched } from "../support/ProcessWatch";
import { Samples } from "../support/Result";
import type { Scenario } from "../support/Scenario";
import { spanPicture } from "../support/spanPicture";

const ROUNDS = 5;
const EMPTY = "empty program";

/** What the processes of an update do with their time when there is nothing to do, beside those of an empty program. */
export const noopTimeline: Scenario = {
  name: "noopTimeline",
  title: "The processes of an update with nothing to do",
  picture: spanPicture,
  async run(bench) {
    const stack = new Stack(DOCKWIRE, bench.name("stack"));
    const empty = new Pulumi(EMPTY, "empty");
    for (const peer of [stack, empty]) {
      await peer.prepare();
      bench.atEnd(() => peer.dispose());
      await peer.up();
    }
    const cpu = new Samples();
    let middle: Watched[] = [];
    for (let round = 1; round <= ROUNDS; round += 1) {
      bench.say(`round ${round} of ${ROUNDS}`);
      const seen = [...(await watched(DOCKWIRE, stack)), ...(await watched(EMPTY, empty))];
      for (const one of seen) cpu.add(one.role, one.cpu);
      if (round === Math.ceil(ROUNDS / 2)) middle = seen;
    }
    return {
      measures: [cpu.partsOf("processor time", "s")],
      goals: [],
      remarks: ["the picture shows one run of each"],
      spans: middle.map(({ role, from, until }) => ({ label: role, kind: "process", from, until })),
    };
  },
};

async function watched(whose: string, peer: Stack | Pulumi): Promise<Watched[]> {
  const watch = new ProcessWatch();
  let seen: Watched[] = [];
  await peer.up().finally(() => (seen = watch.stop()));
  // What did not live for two looks is not worth a bar.
  return seen
    .filter(({ role, from, until }) => until > from && !role.includes("/"))
    .map((one) => ({ ...one, role: `${whose}: ${one.role}` }));
}

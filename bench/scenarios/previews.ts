import { DOCKWIRE } from "../peers";
import { OpenTofu } from "../peers/OpenTofu";
import { Pulumi } from "../peers/Pulumi";
import type { Plan } from "../support/Plan";
import { atMost, Samples } from "../support/Result";
import type { Scenario } from "../support/Scenario";
import { median } from "../support/statistics";
import { seconds } from "../support/stopwatch";

const SIZES = [1, 10, 100];
const ROUNDS = 3;
const EMPTY = "empty Pulumi program";

/** How long it takes to say what would be done. */
export const previews: Scenario = {
  name: "previews",
  title: "Preview of 1, 10 and 100 networks that each have the same redis attached",
  async run(bench) {
    const ours = new Pulumi(DOCKWIRE, "dockwire");
    const empty = new Pulumi(EMPTY, "empty");
    const upstream = new Pulumi("Docker provider alone", "upstream");
    const tofu = new OpenTofu();
    for (const peer of [ours, empty, upstream, tofu]) {
      await peer.prepare();
      bench.atEnd(() => peer.dispose());
    }
    const times = new Samples();
    for (let round = 1; round <= ROUNDS; round += 1) {
      bench.say(`round ${round} of ${ROUNDS}`);
      times.add(EMPTY, await seconds(() => empty.preview()));
      for (const size of SIZES) {
        for (const peer of [ours, upstream, tofu]) {
          peer.plan(bundles(bench.prefix, size));
          times.add(label(peer.name, size), await seconds(() => peer.preview()));
        }
      }
    }
    const at = (size: number) => median(times.of(label(DOCKWIRE, size)));
    return {
      measures: [times.measure("preview", "s")],
      goals: [atMost(0.1, "seconds that each AppNetwork of 100 adds", (at(100) - at(1)) / 99)],
      remarks: ["an AppNetwork is a component, a network and an attachment; the others have the network alone"],
    };
  },
};

function label(name: string, size: number): string {
  return `${name}, ${size}`;
}

function bundles(prefix: string, size: number): Plan {
  const keys = Array.from({ length: size }, (_, i) => `zone${i}`);
  const networks = Object.fromEntries(["home", ...keys].map((key) => [key, `${prefix}-${key}`]));
  const on = [{ network: "home" }, ...keys.map((network) => ({ network, aliases: ["db"] }))];
  return { networks, containers: { redis: { name: `${prefix}-redis`, kind: "redis", image: "redis", on } } };
}

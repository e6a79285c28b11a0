import { readdirSync } from "node:fs";
import { ProviderProcess } from "../../test/support/ProviderProcess";
import { COMPOSE, DOCKWIRE, planPeers } from "../peers";
import { Stack } from "../peers/Stack";
import { ProcessWatch, stateOf } from "../support/ProcessWatch";
import { atMost, Samples } from "../support/Result";
import type { Scenario } from "../support/Scenario";
import { median } from "../support/statistics";
import { tutorialPlan } from "../support/tutorialPlan";

const STARTS = 15;
const OURS = "dockwire provider";

/** What the processes of an update take, and how soon the provider answers. */
export const memory: Scenario = {
  name: "memory",
  title: "Memory and processor time of every process",
  async run(bench) {
    if (!readdirSync("/").includes("proc")) throw new Error("this scenario reads /proc, which only Linux has");
    const [peak, cpu, first] = [new Samples(), new Samples(), new Samples()];
    const peers = [new Stack(DOCKWIRE, bench.name("stack")), ...planPeers(bench).filter((peer) => peer.repeatable)];
    for (const [index, peer] of peers.entries()) {
      bench.say(`laying out with ${peer.name}`);
      await peer.prepare();
      bench.atEnd(() => peer.dispose());
      peer.plan(await tutorialPlan(bench.name(String(index))));
      const watch = new ProcessWatch();
      await peer.up().finally(() => {
        for (const { role, peakMiB, cpu: seconds } of watch.stop()) {
          if (role.includes("/")) continue; // a shell or the like, on its way to become something else
          peak.add(label(peer.name, role), peakMiB);
          cpu.add(label(peer.name, role), seconds);
        }
      });
    }
    bench.say(`the provider's first answer, ${STARTS} times`);
    for (let i = 0; i < STARTS; i += 1) first.add(OURS, await cpuUntilFirstAnswer());
    return {
      measures: [
        peak.partsOf("most memory at a time during the topology's update", "MiB"),
        cpu.partsOf("processor time of that update", "s"),
        first.measure("processor time until the provider's first answer", "s"),
      ],
      goals: [atMost(0.4, "seconds of processor time until the provider's first answer", median(first.of(OURS)))],
      remarks: [`${COMPOSE} and OpenTofu do with one process and two`],
    };
  },
};

async function cpuUntilFirstAnswer(): Promise<number> {
  const provider = await ProviderProcess.start();
  try {
    await provider.version();
    return stateOf(provider.pid)?.cpu ?? 0;
  } finally {
    await provider.stop();
  }
}

function label(peer: string, role: string): string {
  return peer === role ? peer : `${peer}: ${role}`;
}

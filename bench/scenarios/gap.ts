import { setTimeout as sleep } from "node:timers/promises";
import { ProviderProcess, urnOf } from "../../test/support/ProviderProcess";
import { DOCKWIRE } from "../peers";
import type { Bench } from "../support/Bench";
import { atMost, Samples } from "../support/Result";
import { ratio } from "../support/statistics";
import type { Scenario } from "../support/Scenario";
import { milliseconds } from "../support/stopwatch";
import { WatchedClient } from "../support/WatchedClient";

const TIMES = 50;
const ENGINE = "Engine's disconnect and connect";
const URN = urnOf("dockwire:index:NetworkAttachment");
/** A new connection every few milliseconds: the gap is known to this. */
const KNOCK = { pauseMs: 4, patienceMs: 100 };
/** For the last answers before, and the first after, to come in. */
const SETTLE_MS = 200;

/** Other aliases on the very network that a client uses. */
export const gap: Scenario = {
  name: "gap",
  title: "Other aliases on the network in use: the gap that a client sees",
  async run(bench) {
    const network = await bench.makeNetwork("home");
    const container = await bench.makeContainer("redis", { network });
    const address = await addressOf(bench, container, network);
    const provider = await ProviderProcess.start();
    bench.atEnd(() => provider.stop());
    await provider.configure({});
    const client = await WatchedClient.inContainer(bench, "knockingClient", network, {
      ...KNOCK,
      host: address,
      port: 6379,
    });
    const [gaps, took] = [new Samples(), new Samples()];
    const inputs = (alias: string) => ({ container, network, aliases: [alias], adopt: true });
    let before = inputs("a0");
    const made = await provider.create(URN, before);
    let { state } = made;
    let moved = 0;
    const timed = async (label: string, work: () => Promise<unknown>) => {
      await sleep(SETTLE_MS);
      const from = Date.now();
      took.add(label, await milliseconds(work));
      const until = Date.now();
      await sleep(SETTLE_MS);
      gaps.add(label, longestGap(client.printed, from - SETTLE_MS, until + SETTLE_MS));
      if ((await addressOf(bench, container, network)) !== address) moved += 1;
    };
    try {
      for (let round = 1; round <= TIMES; round += 1) {
        if (round % 10 === 0) bench.say(`${round} of ${TIMES}`);
        const after = inputs(`a${round}`);
        await timed(DOCKWIRE, async () => {
          state = (await provider.update(URN, made.id, state, after, { oldInputs: before })).state;
        });
        before = after;
        await timed(ENGINE, () => byHand(bench, network, container, `b${round}`));
      }
    } finally {
      await client.end();
    }
    return {
      measures: [
        gaps.measure("from the last answer before to the first after", "ms"),
        took.measure("the whole edit", "ms"),
      ],
      goals: [
        atMost(1.15, "the gap, in times of the Engine's own", ratio(gaps.of(DOCKWIRE), gaps.of(ENGINE))),
        atMost(0, "edits after which the container had another address", moved),
      ],
      remarks: [`a client opens a connection every ${KNOCK.pauseMs} ms; less than that cannot be told apart`],
    };
  },
};

async function byHand(bench: Bench, network: string, container: string, alias: string): Promise<void> {
  const live = bench.docker.getNetwork(network);
  await live.disconnect({ Container: container });
  await live.connect({ Container: container, EndpointConfig: { Aliases: [alias] } });
}

async function addressOf(bench: Bench, container: string, network: string): Promise<string> {
  const { NetworkSettings } = await bench.docker.getContainer(container).inspect();
  return NetworkSettings.Networks[network]?.IPAddress ?? "";
}

/** Between two answered attempts that begin one after the other. */
function longestGap(lines: readonly string[], from: number, until: number): number {
  const begun = lines
    .map(Number)
    .filter((at) => at >= from && at <= until)
    .sort((a, b) => a - b);
  const gaps = begun.slice(1).map((at, i) => at - (begun[i] ?? at));
  if (gaps.length === 0) throw new Error("the client had no answer around an edit");
  return Math.max(...gaps);
}

import { ProviderProcess, urnOf } from "../../test/support/ProviderProcess";
import { TopologyProject } from "../../test/support/TopologyProject";
import type { Properties } from "../../provider/protocol/values";
import { DOCKWIRE } from "../peers";
import type { Bench } from "../support/Bench";
import { growthPicture } from "../support/growthPicture";
import { atMost, Measure, Samples } from "../support/Result";
import { median } from "../support/statistics";
import type { Scenario } from "../support/Scenario";
import { milliseconds } from "../support/stopwatch";

const MANY = 50;
const URN = urnOf("dockwire:index:NetworkAttachment");
const RAW = "raw calls: inspect, connect, inspect";

/** One end of an attachment for each contestant: twins, so that both find the same number of others there. */
interface Pair {
  readonly ours: Properties & { container: string; network: string };
  readonly raw: { readonly container: string; readonly network: string };
}

/** What an attachment costs when there are many already. */
export const growth: Scenario = {
  name: "growth",
  title: "The cost of one attachment, from the 1st to the 100th",
  picture: growthPicture,
  async run(bench) {
    const provider = await ProviderProcess.start();
    bench.atEnd(() => provider.stop());
    await provider.configure({});
    // Its first call loads the Engine's client, which is not what grows here.
    await provider.invoke("dockwire:index:listNetworks", {});
    const run = (what: string, pairs: Pair[]) => contest(bench, provider, what, pairs);
    const hub = await run(`1 redis on ${MANY} networks`, await hubPairs(bench));
    const spokes = await run(`${MANY} clients on 1 network`, await spokePairs(bench));
    const grid = await run("100 attachments: 10 clients on each of 10 networks", await gridPairs(bench));
    const all = [hub, spokes, grid];
    const ours = all.flatMap((one) => one.samples.of(DOCKWIRE));
    const raw = all.flatMap((one) => one.samples.of(RAW));
    const [oursGrew, rawGrew] = [grown(grid.samples.of(DOCKWIRE)), grown(grid.samples.of(RAW))];
    return {
      measures: [...all.map(({ measure }) => measure), await throughCli(bench)],
      goals: [
        atMost(1.15, "an attachment, in times of the raw calls that it needs", median(ours) / median(raw)),
        atMost(
          1.15,
          "growth from the first 20 of 100 to the last 20, in times of the Engine's own",
          oursGrew / rawGrew,
        ),
      ],
      remarks: [`from the first 20 to the last 20 of 100, raw calls grew ${rawGrew.toFixed(2)} times by themselves`],
    };
  },
};

/** Attaches each pair, alternating ours and the raw calls, and then takes all of it away. */
async function contest(bench: Bench, provider: ProviderProcess, what: string, pairs: Pair[]) {
  bench.say(what);
  const samples = new Samples();
  const made: { id: string; state: Properties }[] = [];
  for (const [index, { ours, raw }] of pairs.entries()) {
    const contestants = [
      async () => samples.add(DOCKWIRE, await milliseconds(async () => made.push(await provider.create(URN, ours)))),
      async () => samples.add(RAW, await milliseconds(() => byHand(bench, raw))),
    ];
    for (const contestant of index % 2 ? contestants : contestants.reverse()) await contestant();
  }
  for (const { id, state } of made) await provider.delete(URN, id, state);
  return { samples, measure: samples.measure(what, "ms") };
}

/** Both ends have to be known by id and checked before, and what came of it read after. */
async function byHand({ docker }: Bench, { container, network }: Pair["raw"]): Promise<void> {
  const [found] = await Promise.all([docker.getContainer(container).inspect(), docker.getNetwork(network).inspect()]);
  await docker.getNetwork(network).connect({ Container: found.Id, EndpointConfig: { Aliases: ["one"] } });
  await docker.getContainer(found.Id).inspect();
}

async function hubPairs(bench: Bench): Promise<Pair[]> {
  const home = await bench.makeNetwork("hub-home");
  const [ours, raw] = await Promise.all(
    ["ours", "raw"].map((twin) => bench.makeContainer(`hub-${twin}`, { network: home })),
  );
  const networks = await oneByOne(MANY, (i) => bench.makeNetwork(`hub-net${i}`));
  return networks.map((network) => pair(ours ?? "", raw ?? "", network, network));
}

async function spokePairs(bench: Bench): Promise<Pair[]> {
  const [home, ours, raw] = await oneByOne(3, (i) => bench.makeNetwork(`spoke-net${i}`));
  const containers = await oneByOne(MANY, (i) => idle(bench, `spoke${i}`, home));
  return containers.map((name) => pair(name, name, ours ?? "", raw ?? ""));
}

async function gridPairs(bench: Bench): Promise<Pair[]> {
  const home = await bench.makeNetwork("grid-home");
  const containers = await oneByOne(10, (i) => idle(bench, `grid${i}`, home));
  const networks = await oneByOne(20, (i) => bench.makeNetwork(`grid-net${i}`));
  return networks
    .slice(0, 10)
    .flatMap((network, i) => containers.map((name) => pair(name, name, network, networks[10 + i] ?? "")));
}

function pair(ours: string, raw: string, oursOn: string, rawOn: string): Pair {
  // Clients of one name are wanted here, and it spares the raw calls a look at each neighbour.
  const inputs = { container: ours, network: oursOn, aliases: ["one"], sharedAliases: true };
  return { ours: inputs, raw: { container: raw, network: rawOn } };
}

function idle(bench: Bench, rest: string, network: string | undefined): Promise<string> {
  return bench.makeContainer(rest, { image: "alpine", command: ["sleep", "3600"], network: network ?? "none" });
}

async function oneByOne<T>(times: number, work: (index: number) => Promise<T>): Promise<T[]> {
  const done: T[] = [];
  for (let i = 0; i < times; i += 1) done.push(await work(i));
  return done;
}

/** One number for the whole way: what each of many attachments adds to an update. */
async function throughCli(bench: Bench): Promise<Measure> {
  bench.say(`${MANY} attachments by the Pulumi CLI`);
  const project = await TopologyProject.create();
  bench.atEnd(() => project.pulumi.dispose());
  const home = await bench.makeNetwork("cli-home");
  const container = await bench.makeContainer("cli", { network: home });
  const names = await oneByOne(MANY, (i) => bench.makeNetwork(`cli-net${i}`));
  const entries = names.map((network, i) => [`a${i}`, { container, network, aliases: ["one"] }] as const);
  const samples = new Samples();
  project.plan({ networks: {}, attachments: Object.fromEntries(entries.slice(0, 1)) });
  await project.pulumi.up();
  const none = await milliseconds(() => project.pulumi.up());
  project.plan({ networks: {}, attachments: Object.fromEntries(entries) });
  const all = await milliseconds(() => project.pulumi.up());
  samples.add("one attachment of 50", (all - none) / (MANY - 1));
  return samples.measure("through the CLI: what each of 50 adds to an update", "ms");
}

function grown(row: readonly number[]): number {
  return median(row.slice(-20)) / median(row.slice(0, 20));
}

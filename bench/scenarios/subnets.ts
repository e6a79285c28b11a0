import type { Properties } from "../../provider/protocol/values";
import { ProviderProcess, urnOf } from "../../test/support/ProviderProcess";
import type { Bench } from "../support/Bench";
import { eightAtATime } from "../support/inTurns";
import { stateOf } from "../support/ProcessWatch";
import { atMost, Samples } from "../support/Result";
import { ratio } from "../support/statistics";
import type { Scenario } from "../support/Scenario";
import { seconds } from "../support/stopwatch";

const MANY = 400;
const TYPE = "dockwire:index:Network";
const POOL = "out of one subnet pool";
const GIVEN = "each with a subnet of its own";

/** What the choice of subnets costs when there are many. */
export const subnets: Scenario = {
  name: "subnets",
  title: `${MANY} networks with their subnets out of one pool, and without`,
  async run(bench) {
    const [times, cpu] = [new Samples(), new Samples()];
    const pool = { subnetPool: { range: "10.188.0.0/16", prefixLength: 28 } };
    const subnet = (i: number) => ({ subnet: `10.189.${Math.floor(i / 16)}.${(i % 16) * 16}/28` });
    const contestants = [
      [GIVEN, (i: number) => ({ name: bench.name(`given${i}`), ...subnet(i) })],
      [POOL, (i: number) => ({ name: bench.name(`pool${i}`), ...pool })],
    ] as const;
    for (const [label, inputs] of contestants) {
      bench.say(`${MANY} networks, ${label}`);
      const { took, processor } = await makeAll(bench, inputs);
      times.add(label, took);
      cpu.add(label, processor);
    }
    return {
      measures: [times.measure("making them", "s"), cpu.measure("processor time of the provider", "s")],
      goals: [
        atMost(1.1, `${MANY} networks out of one pool, in times of without`, ratio(times.of(POOL), times.of(GIVEN))),
      ],
      remarks: [],
    };
  },
};

async function makeAll(bench: Bench, inputs: (i: number) => Properties) {
  const provider = await ProviderProcess.configured();
  bench.atEnd(() => provider.stop());
  // Its first call loads the Engine's client.
  await provider.invoke("dockwire:index:listNetworks", {});
  const urn = (i: number) => urnOf(TYPE).replace(/[^:]*$/, `net${i}`);
  const processor = () => stateOf(provider.pid)?.cpu ?? 0;
  const before = processor();
  const numbers = Array.from({ length: MANY }, (_, i) => i);
  let made: { urn: string; id: string; state: Properties }[] = [];
  const took = await seconds(async () => {
    made = await eightAtATime(numbers, async (i) => {
      const checked = await provider.check(urn(i), inputs(i));
      return { urn: urn(i), ...(await provider.create(urn(i), checked.inputs)) };
    });
  });
  const used = processor() - before;
  await eightAtATime(made, ({ urn: of, id, state }) => provider.delete(of, id, state));
  return { took, processor: used };
}

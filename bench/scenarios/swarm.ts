import { setTimeout as sleep } from "node:timers/promises";
import { SwarmBed } from "../../test/support/swarm/SwarmBed";
import { Pulumi } from "../peers/Pulumi";
import type { Bench } from "../support/Bench";
import { BareService } from "../support/BareService";
import { wantedSizes } from "../support/choice";
import { Samples } from "../support/Result";
import type { Scenario } from "../support/Scenario";
import { seconds } from "../support/stopwatch";

const MACHINES = [1, 2, 3];
const REPLICAS = [[10], [50], [100]] as const;
const IDLE_S = 20;
const OURS = "dockwire";
const RAW = "bare calls";

/** How a swarm's time and messages grow with its machines and with the containers of a service. */
export const swarm: Scenario = {
  name: "swarm",
  title: "A service of 10, 50 and 100 small containers on swarms of 1, 2 and 3 machines",
  async run(bench) {
    const samples = { up: new Samples(), sent: new Samples(), idle: new Samples() };
    for (const machines of MACHINES) await measureOn(machines, bench, samples);
    const { up, sent, idle } = samples;
    return {
      measures: [
        up.measure("up: until every container runs", "s"),
        sent.partsOf(
          "packets between the machines while the bare calls' containers come",
          "packets for each container",
        ),
        idle.partsOf("packets between the machines while nothing changes", "packets in a second"),
      ],
      goals: [],
      remarks: [
        "the machines are network namespaces of one computer: they share its processors, so more machines make nothing faster",
      ],
    };
  },
};

type Figures = Record<"up" | "sent" | "idle", Samples>;

async function measureOn(machines: number, bench: Bench, { up, sent, idle }: Figures): Promise<void> {
  const bed = await SwarmBed.start({ machines, images: ["alpine"] });
  try {
    const before = packets(bed);
    await sleep(IDLE_S * 1000);
    idle.add(`machines: ${machines}`, (packets(bed) - before) / IDLE_S);
    const program = new Pulumi(OURS, "swarm");
    await program.prepare();
    bench.atEnd(() => program.dispose());
    for (const [replicas] of wantedSizes(REPLICAS, ([many]) => many)) {
      const at = `${replicas} on ${machines}`;
      bench.say(at);
      const raw = new BareService(bed.machine(1).docker, bench.name(`raw${replicas}`), replicas);
      const start = packets(bed);
      up.add(`${RAW}: ${at}`, await seconds(() => raw.up()));
      sent.add(at, (packets(bed) - start) / replicas);
      await raw.down();
      program.write({ host: bed.machine(1).host, name: bench.name(`ours${replicas}`), replicas });
      up.add(`${OURS}: ${at}`, await seconds(() => program.up()));
      await program.down();
    }
  } finally {
    await bed.remove();
  }
}

/** What all machines have sent to each other. */
function packets(bed: SwarmBed): number {
  const sentBy = (text: string) => Number(/^\s*eth0:(?:\s+\d+){9}\s+(\d+)/m.exec(text)?.[1] ?? 0);
  return bed.machines.map((machine) => sentBy(machine.shell("cat /proc/net/dev"))).reduce((sum, one) => sum + one, 0);
}

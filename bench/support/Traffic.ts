import { setTimeout as sleep } from "node:timers/promises";
import type { Bench } from "./Bench";
import { eightAtATime, inTurns } from "./inTurns";
import type { Change } from "./PageLog";

/** So many containers are on another network at a time. */
const HELD = 40;
const IN_FLIGHT = 8;

/** Small containers, some on each of many networks, that join and leave others of these networks. */
export class Traffic {
  private constructor(
    private readonly bench: Bench,
    private readonly networks: readonly string[],
    private readonly containers: readonly string[],
  ) {}

  static async create(bench: Bench, containers: number, networks: number): Promise<Traffic> {
    const made = await inTurns(range(networks), (i) => bench.makeNetwork(`net${i}`));
    const options = { image: "alpine", command: ["sleep", "36000"] };
    const names = await eightAtATime(range(containers), (i) =>
      bench.makeContainer(`c${i}`, { ...options, network: made[i % networks] ?? "" }),
    );
    return new Traffic(bench, made, names);
  }

  /** One container joins another network, and leaves it again after `work`. */
  async once(number: number, work: (joined: Change) => Promise<unknown>): Promise<void> {
    await work(await this.change(number, true));
    await this.change(number, false);
  }

  /** So many containers join that from then on as many can leave as join. */
  async fill(): Promise<void> {
    await eightAtATime(range(HELD), (number) => this.change(number, true));
  }

  /** Joins and leaves in turns, each at its time; resolves with what the Engine did, in the order of its answers. */
  async run(count: number, everyMs: number): Promise<Change[]> {
    const done: Change[] = [];
    const start = Date.now();
    await eightAtATime(
      range(count),
      async (i) => {
        await sleep(Math.max(0, start + i * everyMs - Date.now()));
        const joined = i % 2 === 0;
        done.push(await this.change(Math.floor(i / 2) + (joined ? HELD : 0), joined));
      },
      IN_FLIGHT,
    );
    return done;
  }

  /** Containers on networks besides the one that they were created on, as the Engine has them. */
  async further(): Promise<{ container: string; network: string }[]> {
    const found = await eightAtATime(this.containers, (name) => this.bench.container(name));
    return found.flatMap((info, i) =>
      Object.keys(info?.NetworkSettings.Networks ?? {})
        .filter((network) => network !== this.networks[i % this.networks.length])
        .map((network) => ({ container: this.containers[i] ?? "", network })),
    );
  }

  private async change(number: number, joined: boolean): Promise<Change> {
    const { networks, containers } = this;
    const container = containers[number % containers.length] ?? "";
    const network = networks[(number * 7 + 3) % networks.length] ?? "";
    const handle = this.bench.docker.getNetwork(network);
    await (joined ? handle.connect({ Container: container }) : handle.disconnect({ Container: container }));
    return { container, network, joined, at: Date.now() };
  }
}

function range(length: number): number[] {
  return Array.from({ length }, (_, i) => i);
}

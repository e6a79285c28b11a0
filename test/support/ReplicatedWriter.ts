import type { TestEngine } from "./TestEngine";

/** What one write of a ReplicatedWriter came to. */
interface Write {
  readonly number: number;
  /** In milliseconds since 1970. */
  readonly at: number;
  /** Whether a replica has it too. */
  readonly isAcknowledged: boolean;
  readonly answer: string;
}

const LOG = "/tmp/writes";

/**
 * A client that writes numbered keys one after another, waits for a replica each time (WAIT), and writes down the answers.
 * Each write has a connection of its own, as after a break.
 */
export class ReplicatedWriter {
  private constructor(
    private readonly engine: TestEngine,
    private readonly container: string,
  ) {}

  /** Starts it in a container that runs; `cli` is a line for the container's shell that opens redis-cli. */
  static async start(engine: TestEngine, container: string, cli: string): Promise<ReplicatedWriter> {
    const script = `
      i=0
      while sleep 0.05; do
        i=$((i+1))
        answer=$(printf 'set written:%s yes\\nwait 1 500\\n' $i | timeout 3 ${cli} 2>&1 | tr '\\n' ' ')
        echo "$i $(date +%s%3N) $answer" >> ${LOG}
      done`;
    const words = { Cmd: ["sh", "-c", script], User: "0" };
    const exec = await engine.docker.getContainer(container).exec(words);
    // An answer that nobody reads keeps its connection open, and with it the process.
    (await exec.start({ Detach: true })).resume();
    return new ReplicatedWriter(engine, container);
  }

  /** All so far. */
  async writes(): Promise<Write[]> {
    const { stdout } = await this.engine.exec(this.container, ["cat", LOG]);
    return stdout
      .trim()
      .split("\n")
      .map((line) => {
        const [, number, at, answer = ""] = /^(\d+) (\d+) (.*)$/.exec(line) ?? [];
        return { number: Number(number), at: Number(at), isAcknowledged: /^OK [1-9]/.test(answer), answer };
      });
  }

  /** The numbers of those that a replica had too. */
  async acknowledged(): Promise<number[]> {
    return (await this.writes()).filter(({ isAcknowledged }) => isAcknowledged).map(({ number }) => number);
  }

  /** The longest time between two that a replica had too, in milliseconds. */
  async longestGap(): Promise<number> {
    const times = (await this.writes()).filter(({ isAcknowledged }) => isAcknowledged).map(({ at }) => at);
    return Math.max(0, ...times.slice(1).map((at, i) => at - (times[i] ?? at)));
  }
}

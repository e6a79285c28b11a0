import type { TestEngine } from "./TestEngine";

/** A client in a container that asks a redis for a key, one time after another, and writes down each answer. */
export class SteadyClient {
  private constructor(
    private readonly engine: TestEngine,
    readonly container: string,
  ) {}

  /** Starts it on a network; `host` is the name that the redis has there. */
  static async start(
    engine: TestEngine,
    container: string,
    { network, host, key }: { network: string; host: string; key: string },
  ): Promise<SteadyClient> {
    // One connection for all of it: a client that connects again for each command would not notice one that is cut.
    const script = `while sleep 0.01; do echo "get ${key}"; done | redis-cli -h ${host}`;
    const made = await engine.docker.createContainer({
      name: container,
      Image: "redis:7",
      Cmd: ["sh", "-c", script],
      HostConfig: { NetworkMode: network },
    });
    await made.start();
    return new SteadyClient(engine, container);
  }

  /** Every answer so far. */
  async answers(): Promise<string[]> {
    const log = await this.engine.docker.getContainer(this.container).logs({ stdout: true, stderr: true });
    // Each line begins with the eight bytes that tell its stream and length.
    return log
      .toString("latin1")
      .split("\n")
      .map((line) => line.slice(8))
      .filter(Boolean);
  }
}

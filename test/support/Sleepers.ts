import type { DockerFixture } from "./DockerFixture";

/** Containers that no program made: they run as long as the suite, on a network of their own. */
export class Sleepers {
  /** Their names on the Engine, by what the suite calls them. */
  readonly names: Record<string, string> = {};

  constructor(
    private readonly docker: DockerFixture,
    called: readonly string[],
  ) {
    before(async () => {
      const network = await docker.makeNetwork("home");
      const options = { image: "alpine", command: ["sleep", "100000"], network };
      for (const one of called) this.names[one] = await docker.makeContainer(one, options);
    });
    after(() => docker.remove());
  }

  /** When each was started: what no edit may change. */
  async startTimes(): Promise<(string | undefined)[]> {
    const found = await Promise.all(Object.values(this.names).map((name) => this.docker.container(name)));
    return found.map((one) => one?.State.StartedAt);
  }
}

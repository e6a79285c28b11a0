import { DockerFixture } from "../../test/support/DockerFixture";

/** What a scenario works with: the Engine, names of its own, and a list of what is to be taken away at the end. */
export class Bench extends DockerFixture {
  private readonly cleanups: (() => Promise<unknown>)[] = [];

  /** Calls this at the end, also after a failure; the last one given comes first. */
  atEnd(cleanup: () => Promise<unknown>): void {
    this.cleanups.push(cleanup);
  }

  /** Tells whoever waits what is going on. */
  say(text: string): void {
    process.stderr.write(`  ${text}\n`);
  }

  /** Takes away whatever was made; one failure does not keep the rest. */
  async close(): Promise<void> {
    const failures: unknown[] = [];
    const attempt = async (work: () => Promise<unknown>) => {
      try {
        await work();
      } catch (error) {
        failures.push(error);
      }
    };
    for (const cleanup of this.cleanups.reverse()) await attempt(cleanup);
    await attempt(() => this.remove());
    if (failures.length)
      throw new AggregateError(failures, `could not remove all of ${this.prefix}: ${failures.join("; ")}`);
  }
}

import { setTimeout as sleep } from "node:timers/promises";
import type { Topology } from "../topology/Topology";

/** A stack's topology, by whoever can read it. */
export type ReadStack = () => Promise<{ readonly name: string | undefined; readonly topology: Topology }>;

/** An update writes the state after the Engine has changed, and reading it takes a second of a processor. */
const BUSY_MS = 4_000;
const QUIET_MS = 60_000;
const BUSY_FOR_MS = 30_000;

/** Reads a stack's state now and then: often while the Engine changes, for then it may be an update that changes it. */
export class StackWatch {
  private changedAt = 0;
  private wake = new AbortController();

  constructor(
    private readonly read: ReadStack,
    private readonly listener: {
      found(stack: Awaited<ReturnType<ReadStack>>): void;
      failed(problem: string): void;
    },
  ) {}

  /** To be called when the Engine has changed. */
  changed(): void {
    const isNews = Date.now() - this.changedAt > BUSY_FOR_MS;
    this.changedAt = Date.now();
    if (isNews) this.wake.abort();
  }

  /** Goes on until the signal ends it. */
  async run(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      await this.read().then(
        (stack) => this.listener.found(stack),
        (error: Error) => this.listener.failed(error.message),
      );
      this.wake = new AbortController();
      if (!this.isBusy()) await pause(QUIET_MS, AbortSignal.any([signal, this.wake.signal]));
      await pause(BUSY_MS, signal);
    }
  }

  private isBusy(): boolean {
    return Date.now() - this.changedAt < BUSY_FOR_MS;
  }
}

async function pause(ms: number, signal: AbortSignal): Promise<void> {
  await sleep(ms, undefined, { signal }).catch(() => undefined);
}

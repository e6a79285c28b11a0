/** Something with an id and a name, or nothing. */
export type Named = { id: string; name: string } | undefined;

/** A refresh asks about each resource on its own; within this time all those of one container or network share a read. */
export const REFRESH_AGE_MS = 10_000;

/** One value of the Engine that many resources want at the same moment: reads that can be one are one. */
export class CoalescedRead<T extends Named> {
  private running: Promise<T> | undefined;
  private queued: Promise<T> | undefined;
  private last: { value: T; at: number } | undefined;

  constructor(
    private readonly ref: string,
    private readonly load: () => Promise<T>,
    private readonly now: () => number = Date.now,
  ) {}

  /** A value read after this call began. Calls that wait while another read runs share the next one. */
  fresh(): Promise<T> {
    if (!this.running) return this.start();
    this.queued ??= this.running
      .catch(() => undefined)
      .then(() => {
        this.queued = undefined;
        return this.start();
      });
    return this.queued;
  }

  /** A value at most `maxAgeMs` old that nothing of ours has changed since. */
  async recent(maxAgeMs: number): Promise<T> {
    if (this.last && this.now() - this.last.at <= maxAgeMs) return this.last.value;
    return this.running ?? this.start();
  }

  /** To be called when things of these ids or names change: what was read of them up to now counts no longer. */
  forget(touched: readonly string[]): void {
    const names = [this.ref, this.last?.value?.id, this.last?.value?.name];
    if (!this.running && !names.some((name) => name !== undefined && touched.includes(name))) return;
    this.last = undefined;
    this.running = undefined;
  }

  private start(): Promise<T> {
    const at = this.now();
    const read = this.load();
    this.running = read;
    const done = () => {
      if (this.running === read) this.running = undefined;
    };
    return read.then(
      (value) => {
        if (this.running === read) this.last = { value, at };
        done();
        return value;
      },
      (error: unknown) => {
        done();
        throw error;
      },
    );
  }
}

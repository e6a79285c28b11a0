/** What ids and names a value is touched by. */
export type Named = { readonly id: string; readonly name: string } | undefined;

/** A refresh asks about each resource on its own; within this time all those of one container or network share a read. */
export const REFRESH_AGE_MS = 10_000;

/** A change to things of these ids or names. */
interface Touch {
  readonly things: readonly string[];
  /** The only part of them that it changes; undefined when that may be all. */
  readonly part: string | undefined;
}

/** A value, and the parts of it that were changed since it was read. */
interface Kept<T> {
  readonly value: T;
  readonly at: number;
  readonly changed: Set<string>;
}

interface Running<T> {
  readonly value: Promise<T>;
  /** What changed since the read began. */
  readonly touches: Touch[];
}

/** One value of the Engine that many resources want at the same moment: reads that can be one are one. */
export class CoalescedRead<T extends Named> {
  private running: Running<T> | undefined;
  private queued: Promise<T> | undefined;
  private last: Kept<T> | undefined;

  constructor(
    private readonly ref: string,
    private readonly load: () => Promise<T>,
    private readonly now: () => number = Date.now,
  ) {}

  /** A value read after this call began. Calls that wait while another read runs share the next one. */
  fresh(): Promise<T> {
    if (!this.running) return this.start();
    if (this.queued) return this.queued;
    const next: Promise<T> = this.running.value
      .catch(() => undefined)
      .then(() => {
        if (this.queued === next) this.queued = undefined;
        return this.fresh();
      });
    this.queued = next;
    return next;
  }

  /**
   * A value at most `maxAgeMs` old that nothing of ours has changed since. With `part`, changes of other parts do not
   * count.
   */
  async recent(maxAgeMs: number, part?: string): Promise<T> {
    for (;;) {
      const { last, running } = this;
      if (last && this.now() - last.at <= maxAgeMs && isUnchanged(last, part)) return last.value;
      if (!running) return this.start();
      if (running.touches.length === 0) return running.value;
      // Whether what changed meanwhile is this will be known when it is read.
      await running.value.catch(() => undefined);
    }
  }

  /** To be called when things of these ids or names change: what was read of them, or of that part, counts no longer. */
  forget(things: readonly string[], part?: string): void {
    const touch = { things, part };
    this.running?.touches.push(touch);
    if (this.last) this.last = this.afterTouch(this.last, touch);
  }

  /** Starts a new read for whoever asks next: the answer that is under way may never come. */
  abandon(): void {
    this.running = undefined;
    // What is queued waits for that answer.
    this.queued = undefined;
  }

  private afterTouch(kept: Kept<T>, { things, part }: Touch): Kept<T> | undefined {
    const names = [this.ref, kept.value?.id, kept.value?.name];
    if (!names.some((name) => name !== undefined && things.includes(name))) return kept;
    if (part === undefined) return undefined;
    kept.changed.add(part);
    return kept;
  }

  private start(): Promise<T> {
    const at = this.now();
    const running: Running<T> = { value: this.load(), touches: [] };
    this.running = running;
    return running.value
      .then((value) => {
        const kept: Kept<T> = { value, at, changed: new Set() };
        this.last = running.touches.reduce<Kept<T> | undefined>(
          (left, touch) => left && this.afterTouch(left, touch),
          kept,
        );
        return value;
      })
      .finally(() => {
        if (this.running === running) this.running = undefined;
      });
  }
}

function isUnchanged({ changed }: Kept<unknown>, part: string | undefined): boolean {
  return part === undefined ? changed.size === 0 : !changed.has(part);
}

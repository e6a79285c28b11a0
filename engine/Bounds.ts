import { setMaxListeners } from "node:events";

/** Within what a call of the Engine has to end. */
export interface Bounds {
  /** Ends a read at once; a change that is under way gets a few seconds to end by itself. */
  readonly signal?: AbortSignal | undefined;
  /** Milliseconds that a read goes on after the signal. @default 0 */
  readonly graceMs?: number | undefined;
  /** Milliseconds for all of it, the wait for an Engine that restarts included. @default 120 000 */
  readonly timeoutMs?: number | undefined;
  /** Milliseconds for one answer of the Engine; longer than the default for calls that wait for something. @default 60 000 */
  readonly answerMs?: number | undefined;
}

/** The bounds of one operation: what is left of its time, whenever it is asked for. */
export class OperationBounds implements Bounds {
  private readonly end: number;

  constructor(
    readonly signal: AbortSignal,
    timeoutMs: number,
    /** What the person gave in `customTimeouts`; undefined when nothing was given. */
    readonly askedMs?: number,
  ) {
    this.end = Date.now() + timeoutMs;
    // Every operation under way listens, and there may be a thousand.
    setMaxListeners(0, signal);
  }

  get timeoutMs(): number {
    return Math.max(0, this.end - Date.now());
  }
}

/** How long a look may take at least, however little of its operation's time is left: without it nobody knows what is so. */
export const LOOK_MS = 5_000;

/** The bounds of a look at what an operation has come to, which neither its cancellation nor its end may keep from saying. */
export function lookBounds(bounds: Bounds): Bounds {
  const { signal, timeoutMs = DEFAULT_TIMEOUT_MS } = bounds;
  if (signal?.aborted) return { timeoutMs: LOOK_MS };
  return { signal, graceMs: LOOK_MS, timeoutMs: Math.max(timeoutMs, LOOK_MS) };
}

/** Beyond this one of Node's timers ends at once. */
export const LONGEST_MS = 2 ** 31 - 1;

const DEFAULT_TIMEOUT_MS = 120_000;
const DEFAULT_ANSWER_MS = 60_000;

/** The moment at which the bounds end, in milliseconds since 1970. */
export function endOf(bounds: Bounds): number {
  return Date.now() + (bounds.timeoutMs ?? DEFAULT_TIMEOUT_MS);
}

/** How long one answer may take now. */
export function answerTime(bounds: Bounds, end: number): number {
  return Math.max(0, Math.min(bounds.answerMs ?? DEFAULT_ANSWER_MS, end - Date.now()));
}

/** Thrown by `within` when the time is up. */
export class TimeoutError extends Error {
  constructor(readonly ms: number) {
    super(`no answer within ${Math.round(ms / 100) / 10} s`);
  }
}

/** What happens to work under way when its operation is cancelled: it gets these milliseconds to end by itself. */
export interface Limits {
  readonly ms: number;
  readonly signal?: AbortSignal | undefined;
  /** @default 0, at once */
  readonly graceMs?: number;
}

/**
 * The work's outcome, or an error as soon as the time is up or the operation is cancelled; the signal that the work gets
 * ends with it. Nothing keeps listening afterwards.
 */
export async function within<T>(limits: Limits, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const { ms, signal, graceMs = 0 } = limits;
  signal?.throwIfAborted();
  const ending = new AbortController();
  const timers = [setTimeout(() => ending.abort(new TimeoutError(ms)), Math.min(ms, LONGEST_MS))];
  const onCancel = () => {
    if (graceMs) timers.push(setTimeout(() => ending.abort(signal?.reason), graceMs));
    else ending.abort(signal?.reason);
  };
  signal?.addEventListener("abort", onCancel, { once: true });
  const ended = new Promise<never>((_, reject) => {
    ending.signal.addEventListener("abort", () => reject(ending.signal.reason as Error), { once: true });
  });
  try {
    return await Promise.race([work(ending.signal), ended]);
  } finally {
    timers.forEach(clearTimeout);
    signal?.removeEventListener("abort", onCancel);
  }
}

/** What others wait for too: it goes on when this one gives up. */
export function awaited<T>(bounds: Bounds, shared: Promise<T>): Promise<T> {
  const { signal, graceMs = 0 } = bounds;
  return within({ ms: endOf(bounds) - Date.now(), signal, graceMs }, () => shared);
}

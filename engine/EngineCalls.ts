import type Docker from "dockerode";
import { ExponentialBackoff, handleWhen, retry } from "cockatiel";
import { answerTime, Bounds, endOf, LOOK_MS, lookBounds, TimeoutError, within } from "./Bounds";
import { callClient } from "./callClient";
import { connectEngine, EngineConnection } from "./connectEngine";
import type { EngineAddress } from "./engineAddress";
import { EngineError, isBusy, isInterrupted, UnreachableError } from "./EngineError";

/** How long an Engine that has answered before is waited for, and one that never has. */
const RESTART_MS = 30_000;
const FIRST_CONTACT_MS = 3_000;
/** How long a change that is under way when its operation is cancelled may take to end by itself. */
const GRACE_MS = 5_000;
/** How long a call waits for an Engine that has let the one before it, and two before it, wait in vain. */
const AFTER_SILENCE_MS = [LOOK_MS, 2_000];

/** Calls of one Engine: each has an end, and each is made again only when that does no harm. */
export class EngineCalls {
  private connection: Promise<EngineConnection> | undefined;
  private version: number | undefined;
  private answers = 0;
  /** Calls in a row that ended without any answer of the Engine's meanwhile. */
  private silences = 0;

  constructor(private readonly address: EngineAddress) {}

  /** The minor number of the API version in use, for instance 41 for 1.41. */
  async api(bounds: Bounds): Promise<number> {
    return this.version ?? this.read(async () => (await this.connected()).api, bounds);
  }

  /** A call that changes nothing: made again while the Engine is busy, restarts, or cuts the line. */
  read<T>(work: (docker: Docker) => Promise<T>, bounds: Bounds): Promise<T> {
    const end = endOf(bounds);
    return this.again(bounds, end, () => this.once(work, this.patience(bounds), end));
  }

  /** A call that changes something, and a look whether it was carried out, which decides when no answer came. */
  change<T>(send: (docker: Docker) => Promise<T>, done: () => Promise<T | undefined>, bounds: Bounds): Promise<T> {
    const end = endOf(bounds);
    const { signal, answerMs } = bounds;
    return this.again(bounds, end, async () => {
      signal?.throwIfAborted();
      try {
        return await this.once(send, this.patience({ signal, answerMs, graceMs: GRACE_MS }), end);
      } catch (error) {
        if (!isUncertain(error, bounds)) throw error;
        return await this.outcome(done, error, lookBounds({ signal, timeoutMs: end - Date.now() }));
      }
    });
  }

  /** To be called when an answer does not come: a first contact that may never be answered keeps no later call. */
  abandonContact(): void {
    if (this.version === undefined) this.connection = undefined;
  }

  private async outcome<T>(done: () => Promise<T | undefined>, error: unknown, bounds: Bounds): Promise<T> {
    await this.read((docker) => docker.ping(), bounds).catch(() => {
      throw error;
    });
    const found = await done();
    if (found === undefined) throw error;
    return found;
  }

  /** One call, with one answer to wait for. */
  private async once<T>(work: (docker: Docker) => Promise<T>, bounds: Bounds, end: number): Promise<T> {
    const { signal, graceMs = 0 } = bounds;
    const { answers, silences } = this;
    try {
      const answer = await within({ ms: answerTime(bounds, end), signal, graceMs }, async (ending) =>
        work(callClient((await this.connected()).docker, ending)),
      );
      this.heard();
      return answer;
    } catch (error) {
      if (error instanceof TimeoutError) {
        if (this.answers === answers) this.silences = Math.max(this.silences, silences + 1);
        this.abandonContact();
        throw new UnreachableError(this.address.description, error.message, "late");
      }
      if (signal?.aborted && error === signal.reason) throw error;
      const described = EngineError.from(error, this.address.description);
      if (described instanceof EngineError && described.status !== undefined) this.heard();
      throw described;
    }
  }

  private heard(): void {
    this.answers += 1;
    this.silences = 0;
  }

  /** An Engine that takes calls and answers none is not waited for again and again. */
  private patience(bounds: Bounds): Bounds {
    if (!this.silences) return bounds;
    const answerMs = AFTER_SILENCE_MS[Math.min(this.silences, AFTER_SILENCE_MS.length) - 1];
    const { signal, graceMs } = bounds;
    return { signal, graceMs, answerMs: Math.min(answerMs ?? 0, bounds.answerMs ?? Infinity) };
  }

  private again<T>(bounds: Bounds, end: number, work: () => Promise<T>): Promise<T> {
    let interruptedAt: number | undefined;
    const mayHelp = (error: unknown): boolean => {
      const now = Date.now();
      if (now >= end || bounds.signal?.aborted) return false;
      if (!isInterrupted(error)) return isBusy(error);
      interruptedAt ??= now;
      return now - interruptedAt < (this.answers ? RESTART_MS : FIRST_CONTACT_MS);
    };
    const policy = retry(handleWhen(mayHelp), {
      maxAttempts: Number.MAX_SAFE_INTEGER,
      backoff: new ExponentialBackoff({ initialDelay: 100, maxDelay: 2000 }),
    });
    return policy.execute(work, bounds.signal);
  }

  private connected(): Promise<EngineConnection> {
    if (this.connection) return this.connection;
    const contact: Promise<EngineConnection> = connectEngine(this.address).then(
      (connection) => {
        this.version = connection.api;
        return connection;
      },
      (error: unknown) => {
        if (this.connection === contact) this.connection = undefined;
        throw error;
      },
    );
    this.connection = contact;
    return contact;
  }
}

/** Whether the call may have been carried out all the same. */
function isUncertain(error: unknown, { signal }: Bounds): boolean {
  if (signal?.aborted && error === signal.reason) return true;
  return error instanceof UnreachableError ? error.loss === "lost" || error.loss === "late" : isBusy(error);
}

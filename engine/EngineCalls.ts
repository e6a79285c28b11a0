import type Docker from "dockerode";
import { ExponentialBackoff, handleWhen, retry } from "cockatiel";
import { answerTime, Bounds, endOf, TimeoutError, within } from "./Bounds";
import { callClient } from "./callClient";
import { connectEngine, EngineConnection } from "./connectEngine";
import type { EngineAddress } from "./engineAddress";
import { EngineError, isBusy, isInterrupted, UnreachableError } from "./EngineError";

/** How long an Engine that has answered before is waited for, and one that never has. */
const RESTART_MS = 30_000;
const FIRST_CONTACT_MS = 3_000;
/** How long a change that is under way when its operation is cancelled may take to end by itself. */
const GRACE_MS = 5_000;

/** Calls of one Engine: each has an end, and each is made again only when that does no harm. */
export class EngineCalls {
  private connection: Promise<EngineConnection> | undefined;
  private hasAnswered = false;

  constructor(private readonly address: EngineAddress) {}

  /** The minor number of the API version in use, for instance 41 for 1.41. */
  api(bounds: Bounds): Promise<number> {
    return this.read(async () => (await this.connected()).api, bounds);
  }

  /** A call that changes nothing: made again while the Engine is busy, restarts, or cuts the line. */
  read<T>(work: (docker: Docker) => Promise<T>, bounds: Bounds): Promise<T> {
    const end = endOf(bounds);
    return this.again(bounds, end, () => this.once(work, bounds, end));
  }

  /** A call that changes something, and a look whether it was carried out, which decides when no answer came. */
  change<T>(send: (docker: Docker) => Promise<T>, done: () => Promise<T | undefined>, bounds: Bounds): Promise<T> {
    const end = endOf(bounds);
    return this.again(bounds, end, async () => {
      bounds.signal?.throwIfAborted();
      try {
        return await this.once(send, bounds, end, GRACE_MS);
      } catch (error) {
        if (!isUncertain(error, bounds)) throw error;
        return await this.outcome(done, error);
      }
    });
  }

  private async outcome<T>(done: () => Promise<T | undefined>, error: unknown): Promise<T> {
    await this.read((docker) => docker.ping(), {}).catch(() => {
      throw error;
    });
    const found = await done();
    if (found === undefined) throw error;
    return found;
  }

  /** One call, with one answer to wait for. */
  private async once<T>(work: (docker: Docker) => Promise<T>, bounds: Bounds, end: number, graceMs = 0): Promise<T> {
    const { signal } = bounds;
    try {
      const answer = await within({ ms: answerTime(bounds, end), signal, graceMs }, async (ending) =>
        work(callClient((await this.connected()).docker, ending)),
      );
      this.hasAnswered = true;
      return answer;
    } catch (error) {
      if (error instanceof TimeoutError) throw new UnreachableError(this.address.description, error.message, "late");
      if (signal?.aborted && error === signal.reason) throw error;
      throw EngineError.from(error, this.address.description);
    }
  }

  private again<T>(bounds: Bounds, end: number, work: () => Promise<T>): Promise<T> {
    let interruptedAt: number | undefined;
    const mayHelp = (error: unknown): boolean => {
      const now = Date.now();
      if (now >= end || bounds.signal?.aborted) return false;
      if (!isInterrupted(error)) return isBusy(error);
      interruptedAt ??= now;
      return now - interruptedAt < (this.hasAnswered ? RESTART_MS : FIRST_CONTACT_MS);
    };
    const policy = retry(handleWhen(mayHelp), {
      maxAttempts: Number.MAX_SAFE_INTEGER,
      backoff: new ExponentialBackoff({ initialDelay: 100, maxDelay: 2000 }),
    });
    return policy.execute(work, bounds.signal);
  }

  private connected(): Promise<EngineConnection> {
    this.connection ??= connectEngine(this.address).catch((error: unknown) => {
      this.connection = undefined;
      throw error;
    });
    return this.connection;
  }
}

/** Whether the call may have been carried out all the same. */
function isUncertain(error: unknown, { signal }: Bounds): boolean {
  if (signal?.aborted && error === signal.reason) return true;
  return error instanceof UnreachableError ? error.loss === "lost" || error.loss === "late" : isBusy(error);
}

import { setTimeout as sleep } from "node:timers/promises";

export interface PollOptions {
  /** Milliseconds between two looks; default: 100. */
  every?: number;
  /** Milliseconds after which it is given up; default: never. */
  timeout?: number;
}

/** Looks again and again until there is something to see, and answers with that; undefined when the time is over. */
export async function poll<T>(
  look: () => T | undefined | Promise<T | undefined>,
  { every = 100, timeout = Infinity }: PollOptions = {},
): Promise<T | undefined> {
  const end = Date.now() + timeout;
  for (;;) {
    const seen = await look();
    if (seen !== undefined || Date.now() > end) return seen;
    await sleep(every);
  }
}

import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";

const PATIENCE_MS = 30_000;
const TRY_MS = 2_000;

/**
 * Resolves once a page answers well. A container runs a moment before the program in it listens, and a connection made
 * meanwhile may hang in the Engine's proxy for good; the next one does not.
 */
export async function untilAnswering(url: string): Promise<void> {
  const end = Date.now() + PATIENCE_MS;
  while (Date.now() < end) {
    const answer = await fetch(url, { signal: AbortSignal.timeout(TRY_MS) }).catch(() => undefined);
    await answer?.text().catch(() => undefined);
    if (answer?.ok) return;
    await sleep(100);
  }
  assert.fail(`${url} does not answer`);
}

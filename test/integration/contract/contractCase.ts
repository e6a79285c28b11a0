import assert from "node:assert/strict";
import { isDeepStrictEqual } from "node:util";
import type { YamlRun } from "../../support/YamlProject";
import type { ResourceRun } from "../../support/engineEvents";
import type { Example } from "./Example";

const NOTHING: ResourceRun = { operations: [], differences: [], messages: [] };

/**
 * One case of the contract: `act` is done once for all examples, `judge` is a test of each.
 * @typeParam T what `act` leaves to look at
 */
export function contractCase<T>(
  title: string,
  examples: readonly Example[],
  act: () => Promise<T>,
  judge: (outcome: T, example: Example) => void | Promise<void>,
): void {
  describe(title, () => {
    let outcome: T;
    before(async () => {
      outcome = await act();
    });
    for (const example of examples) it(example.resource, () => judge(outcome, example));
  });
}

/** Asserts what a run did to a resource; the text of a failure shows the differences and messages at its row. */
export function did(run: YamlRun, name: string, operations: readonly string[]): void {
  const { operations: done, differences, messages } = run.resources[name] ?? NOTHING;
  assert.deepEqual(done, operations, `${name}: ${done.join(", ")} (${[...differences, ...messages].join("; ")})`);
  went(run, name);
}

/** Asserts that a run had no error at the resource's row. */
export function went(run: YamlRun, name: string): void {
  const { messages, operations } = run.resources[name] ?? NOTHING;
  if (run.succeeded) return;
  assert.ok(operations.length, `${name}: nothing was done:\n${run.text}`);
  assert.deepEqual(messages, [], name);
}

/** Asserts what an example is on the Engine; one that lives in the state alone has nothing there. */
export function holds(example: Example, live: unknown, expected: unknown): void {
  if (!meets(example, live, expected)) assert.deepEqual(live, expected, example.resource);
}

/** Whether the Engine has what is expected of an example; where it only adds, there may be more. */
export function meets(example: Example, live: unknown, expected: unknown): boolean {
  if (!example.live) return true;
  if (!example.stays || !Array.isArray(live) || !Array.isArray(expected)) return isDeepStrictEqual(live, expected);
  return expected.every((one) => live.includes(one));
}

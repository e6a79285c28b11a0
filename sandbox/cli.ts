import { bench } from "./verbs/bench";
import { down } from "./verbs/down";
import { env } from "./verbs/env";
import { preview } from "./verbs/preview";
import { start } from "./verbs/start";
import { stop } from "./verbs/stop";
import { test } from "./verbs/test";
import { testLong } from "./verbs/testLong";
import { testEngines } from "./verbs/testEngines";

const VERBS: Record<string, (args: string[]) => Promise<number>> = {
  start,
  preview,
  stop,
  env,
  test,
  "test:engines": testEngines,
  "test:long": testLong,
  bench,
  down,
};

/** Runs a verb and answers with the exit code. */
export async function run(verb: string | undefined, args: string[]): Promise<number> {
  const action = verb === undefined ? undefined : VERBS[verb];
  if (action) return action(args);
  throw new Error(`"${verb ?? ""}" is not one of ${Object.keys(VERBS).join(", ")}.`);
}

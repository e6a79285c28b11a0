import { bench } from "./commands/bench";
import { down } from "./commands/down";
import { env } from "./commands/env";
import { preview } from "./commands/preview";
import { start } from "./commands/start";
import { stop } from "./commands/stop";
import { test } from "./commands/test";
import { testLong } from "./commands/testLong";
import { testEngines } from "./commands/testEngines";

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

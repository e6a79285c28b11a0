import { ensureEnvironment } from "../../sandbox/Environment";
import { conclude } from "../../test/runner/Counts";
import { runLevel } from "../../test/runner/levels";
import { select } from "../../test/runner/selection";
import type { Command } from "../Command";

export const testSwarm: Command = {
  usage: "npm run test:swarm [-- FILE ... | OPTION ...]",
  summary: "Runs the tests that need several machines, on Engines in network namespaces of this one that form a swarm.",
  passesOnTo: "mocha, for example --grep ping",
  run,
};

async function run(args: string[]): Promise<number> {
  const { env } = await ensureEnvironment({ yaml: true });
  return conclude(await runLevel("swarm", select(args), { env: { ...env, DOCKWIRE_REQUIRE_REAL: "1" } }));
}

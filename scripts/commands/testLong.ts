import { ensureEnvironment } from "../../sandbox/Environment";
import { conclude } from "../../test/runner/Counts";
import { runLevel } from "../../test/runner/levels";
import { select } from "../../test/runner/selection";
import type { Command } from "../Command";

/** How often each suite of random inputs runs here, where `npm test` makes do with a few. */
const RUNS = {
  DOCKWIRE_CRASHES: "60",
  DOCKWIRE_PROGRAMS: "200",
  DOCKWIRE_RUNS: "200",
  // Every fault at every call, and not only where something is changed.
  DOCKWIRE_CONTRACT: "all",
};
const SUITES = ["crash", "randomPrograms", "randomYamlPrograms", "attachmentProperties", "contract/faults"].map(
  (name) => `test/integration/${name}.test.ts`,
);

export const testLong: Command = {
  usage: "npm run test:long [-- OPTION ...]",
  summary:
    "Runs the tests of random inputs and of an Engine that fails at length: most of an hour on two cores. DOCKWIRE_SEED repeats a run.",
  passesOnTo: "mocha, for example --grep ping",
  run,
};

async function run(args: string[]): Promise<number> {
  const { env } = await ensureEnvironment({ yaml: true });
  // Always the same seed would be always the same test; `npm test` has that one.
  const DOCKWIRE_SEED = String(Date.now() % 1_000_000);
  const all = { ...RUNS, DOCKWIRE_SEED, ...env, DOCKWIRE_REQUIRE_REAL: "1" };
  return conclude(await runLevel("integration", select([...SUITES, ...args]), { env: all }));
}

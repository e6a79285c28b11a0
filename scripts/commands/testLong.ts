import { ensureEnvironment } from "../../sandbox/Environment";
import { conclude } from "../../test/runner/Counts";
import { runLevel } from "../../test/runner/levels";
import { select } from "../../test/runner/selection";

/** How often each suite of random inputs runs here, where `npm test` makes do with a few. */
const RUNS = { DOCKWIRE_CRASHES: "60", DOCKWIRE_PROGRAMS: "200", DOCKWIRE_RUNS: "200" };
const SUITES = ["crash", "randomPrograms", "attachmentProperties"].map((name) => `test/integration/${name}.test.ts`);

/** Runs the suites of random inputs at length; DOCKWIRE_SEED repeats a run. Takes most of an hour on two cores. */
export async function testLong(args: string[]): Promise<number> {
  const { env } = await ensureEnvironment({ yaml: true });
  // Always the same seed would be always the same test; `npm test` has that one.
  const DOCKWIRE_SEED = String(Date.now() % 1_000_000);
  const all = { ...RUNS, DOCKWIRE_SEED, ...env, DOCKWIRE_REQUIRE_REAL: "1" };
  return conclude(await runLevel("integration", select([...SUITES, ...args]), { env: all }));
}

import { ensureEnvironment } from "../../sandbox/Environment";
import { ensureBrowser } from "../../test/runner/Browser";
import { type Counts, sum, summary } from "../../test/runner/Counts";
import { LEVELS, runLevel } from "../../test/runner/levels";
import { runStaticChecks } from "../../test/runner/staticChecks";

/**
 * Runs the tests of all levels on the real thing; arguments go to mocha. The last line is the sum. With arguments the
 * static checks are left out, as somebody is after certain tests then.
 */
export async function test(args: string[]): Promise<number> {
  const environment = await ensureEnvironment({ yaml: true });
  // Engine and CLI are there by now, so a suite that misses them is a failure, not something to skip.
  const env = { ...environment.env, ...(await ensureBrowser()), DOCKWIRE_REQUIRE_REAL: "1" };
  const counts: Counts[] = args.length === 0 ? [await runStaticChecks(env)] : [];
  for (const level of LEVELS) counts.push(await runLevel(level, args, env));
  const total = sum(counts);
  console.log(`\n${summary(total)}`);
  return total.failed === 0 ? 0 : 1;
}

import { ensureEnvironment } from "../Environment";
import { ensureBrowser } from "../test/Browser";
import { type Counts, sum, summary } from "../test/Counts";
import { FLOORS, runFloor } from "../test/floors";
import { runStaticChecks } from "../test/staticChecks";

/**
 * Runs the tests of all floors on the real thing; arguments go to mocha. The last line is the sum. With arguments the
 * static checks are left out, as somebody is after certain tests then.
 */
export async function test(args: string[]): Promise<number> {
  const environment = await ensureEnvironment();
  // Engine and CLI are there by now, so a suite that misses them is a failure, not something to skip.
  const env = { ...environment.env, ...(await ensureBrowser()), DOCKWIRE_REQUIRE_REAL: "1" };
  const counts: Counts[] = args.length === 0 ? [await runStaticChecks(env)] : [];
  for (const floor of FLOORS) counts.push(await runFloor(floor, args, env));
  const total = sum(counts);
  console.log(`\n${summary(total)}`);
  return total.failed === 0 ? 0 : 1;
}

import { findProgram } from "../../sandbox/Command";
import { ensureEnvironment } from "../../sandbox/Environment";
import { ensureSdkGenerator } from "../../sandbox/toolchain/SdkGenerator";
import { ensureBrowser } from "../../test/runner/Browser";
import { conclude, NOTHING, sum } from "../../test/runner/Counts";
import { runLevels } from "../../test/runner/levels";
import { select } from "../../test/runner/selection";
import { runStaticChecks } from "../../test/runner/staticChecks";
import type { Command } from "../Command";

export const test: Command = {
  usage: "npm test [-- FILE ... | OPTION ...]",
  summary:
    "Runs the tests of all levels on the real thing; the last line is the sum. Files or folders choose some of them.",
  passesOnTo: "mocha, for example --grep ping",
  run,
};

async function run(args: string[]): Promise<number> {
  const selection = select(args);
  const environment = await ensureEnvironment({ yaml: true });
  if (findProgram("go")) await ensureSdkGenerator();
  // Engine and CLI are there by now, so a suite that misses them is a failure, not something to skip.
  const env = { ...environment.env, ...(await ensureBrowser()), DOCKWIRE_REQUIRE_REAL: "1" };
  const checks = args.length === 0 ? await runStaticChecks(env) : NOTHING;
  return conclude(sum([checks, await runLevels(selection, { env })]));
}

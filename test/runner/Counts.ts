/** How the tests of one level, or of all, ended. */
export interface Counts {
  passed: number;
  failed: number;
  skipped: number;
  /** What failed, each with its error, for the end of the output: of a long run people keep only that. */
  failures: readonly string[];
  /** What failed at first and passed when its file ran again alone; counted among the passed. */
  unsteady: readonly string[];
}

export const NOTHING: Counts = { passed: 0, failed: 0, skipped: 0, failures: [], unsteady: [] };
export const ONE_PASSED: Counts = { ...NOTHING, passed: 1 };

export function oneFailed(what: string): Counts {
  return { ...NOTHING, failed: 1, failures: [what] };
}

export function sum(all: readonly Counts[]): Counts {
  return all.reduce(
    (total, one) => ({
      passed: total.passed + one.passed,
      failed: total.failed + one.failed,
      skipped: total.skipped + one.skipped,
      failures: [...total.failures, ...one.failures],
      unsteady: [...total.unsteady, ...one.unsteady],
    }),
    NOTHING,
  );
}

/** The last line of a test run. */
export function summary({ passed, failed, skipped }: Counts): string {
  return `${passed} passed, ${failed} failed, ${skipped} skipped`;
}

/** Prints the last line, and answers with the exit code: a run in which no test ran has failed too. */
export function conclude(counts: Counts): number {
  if (counts.passed + counts.failed + counts.skipped === 0) console.log("\nNo test has this name.");
  tell("failed at first, passed when run again alone", counts.unsteady);
  tell("failed", counts.failures);
  console.log(`\n${summary(counts)}`);
  return counts.failed === 0 && counts.passed + counts.skipped > 0 ? 0 : 1;
}

function tell(title: string, failures: readonly string[]): void {
  if (failures.length > 0) console.log(`\n== ${title} ==\n\n${failures.join("\n\n")}`);
}

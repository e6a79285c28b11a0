/** How the tests of one level, or of all, ended. */
export interface Counts {
  passed: number;
  failed: number;
  skipped: number;
}

export const NOTHING: Counts = { passed: 0, failed: 0, skipped: 0 };
export const ONE_PASSED: Counts = { ...NOTHING, passed: 1 };
export const ONE_FAILED: Counts = { ...NOTHING, failed: 1 };

export function sum(all: readonly Counts[]): Counts {
  return all.reduce(
    (total, one) => ({
      passed: total.passed + one.passed,
      failed: total.failed + one.failed,
      skipped: total.skipped + one.skipped,
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
  console.log(`\n${summary(counts)}`);
  return counts.failed === 0 && counts.passed + counts.skipped > 0 ? 0 : 1;
}

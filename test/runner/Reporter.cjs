// Mocha's own "spec" output, plus the reason of each skipped test, plus the counts and the failures in the file that
// DOCKWIRE_TEST_COUNTS names: the tests run in several processes, and their sum is said once at the end.
const { writeFileSync } = require("node:fs");
const Mocha = require("mocha");

const { EVENT_RUN_END, EVENT_TEST_FAIL, EVENT_TEST_PENDING } = Mocha.Runner.constants;

class Reporter extends Mocha.reporters.Spec {
  constructor(runner, options) {
    super(runner, options);
    const skipped = [];
    const failures = [];
    runner.on(EVENT_TEST_FAIL, (test, error) => failures.push(`${test.fullTitle()}\n${error.stack ?? error}`));
    runner.on(EVENT_TEST_PENDING, (test) => skipped.push(`${test.fullTitle()}: ${reasonOf(test)}`));
    runner.once(EVENT_RUN_END, () => {
      const { passes, failures: failed, pending } = this.stats;
      skipped.forEach((line) => console.log(`  skipped: ${line}`));
      const file = process.env.DOCKWIRE_TEST_COUNTS;
      if (file) writeFileSync(file, JSON.stringify({ passed: passes, failed, skipped: pending, failures }));
    });
  }
}

/** What `skip` of test/support noted at the test, or at a suite around it. */
function reasonOf(runnable) {
  if (!runnable) return "no reason is given";
  return runnable.skipReason ?? reasonOf(runnable.parent);
}

module.exports = Reporter;

// Mocha's own "spec" output, plus the reason of each skipped test, plus the counts in the file that DOCKWIRE_TEST_COUNTS
// names: three levels run in three processes, and their sum is said once at the end.
const { writeFileSync } = require("node:fs");
const Mocha = require("mocha");

class Reporter extends Mocha.reporters.Spec {
  constructor(runner, options) {
    super(runner, options);
    const skipped = [];
    runner.on(Mocha.Runner.constants.EVENT_TEST_PENDING, (test) =>
      skipped.push({ title: test.fullTitle(), reason: test.skipReason ?? "its suite says above why" }),
    );
    runner.once(Mocha.Runner.constants.EVENT_RUN_END, () => {
      const { passes, failures, pending } = this.stats;
      skipped.forEach(({ title, reason }) => console.log(`  skipped: ${title}: ${reason}`));
      const file = process.env.DOCKWIRE_TEST_COUNTS;
      if (file) writeFileSync(file, JSON.stringify({ passed: passes, failed: failures, skipped: pending }));
    });
  }
}

module.exports = Reporter;

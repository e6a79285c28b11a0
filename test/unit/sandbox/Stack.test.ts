import assert from "node:assert/strict";
import { chooseStack } from "../../../sandbox/Stack";
import { duration } from "../../../sandbox/Step";
import { quoted } from "../../../sandbox/state/Backend";
import { sum, summary } from "../../runner/Counts";

describe("The arguments of an npm script", () => {
  it("mean the stack dev where they name none, and go on to Pulumi", () => {
    assert.deepEqual(chooseStack(["--diff"]), { stack: "dev", rest: ["--diff"] });
  });

  for (const args of [["--stack", "two"], ["-s", "two"], ["--stack=two"]]) {
    it(`name a stack by ${args.join(" ")}`, () => {
      assert.deepEqual(chooseStack(["--diff", ...args, "--refresh"]), { stack: "two", rest: ["--diff", "--refresh"] });
    });
  }

  it("are refused where the name of the stack is missing", () => {
    assert.throws(() => chooseStack(["--stack"]), /--stack needs the name of a stack after it/);
  });
});

describe("What the sandbox prints", () => {
  it("quotes a value for a shell, quotes in it included", () => {
    assert.equal(quoted("it's $HOME"), `'it'\\''s $HOME'`);
  });

  it("gives durations in the unit that a person reads", () => {
    assert.deepEqual([350, 59_900, 125_000].map(duration), ["0.3 s", "59.9 s", "2 min 5 s"]);
  });

  it("sums the tests of all floors in the last line", () => {
    const floors = [
      { passed: 3, failed: 0, skipped: 1 },
      { passed: 4, failed: 2, skipped: 0 },
    ];
    assert.equal(summary(sum(floors)), "7 passed, 2 failed, 1 skipped");
  });
});

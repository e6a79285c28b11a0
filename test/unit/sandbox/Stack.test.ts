import assert from "node:assert/strict";
import { type Command, help, parseOptions, wantsHelp } from "../../../scripts/Command";
import { chooseStack } from "../../../sandbox/chooseStack";
import { duration } from "../../../sandbox/Step";
import { quoted } from "../../../sandbox/state/Backend";
import { NOTHING, sum, summary } from "../../runner/Counts";

describe("The arguments of an npm script", () => {
  it("mean the stack dev where they name none, and go on to Pulumi", () => {
    assert.deepEqual(chooseStack(["--diff"]), { stack: "dev", rest: ["--diff"] });
  });

  for (const args of [["--stack", "two"], ["-s", "two"], ["--stack=two"], ["-s=two"], ["-stwo"]]) {
    it(`name a stack by ${args.join(" ")}, as they do for Pulumi`, () => {
      assert.deepEqual(chooseStack(["--diff", ...args, "--refresh"]), { stack: "two", rest: ["--diff", "--refresh"] });
    });
  }

  for (const args of [["--stack"], ["--stack="], ["--stack", "--yes"], ["-s"], ["-s="], ["-s", "--diff"]]) {
    it(`are refused where the name of the stack is missing, as in ${args.join(" ")}`, () => {
      assert.throws(() => chooseStack(args), /^Error: (--stack|-s) needs the name of a stack after it/);
    });
  }

  it("name a stack by the last of several, and nothing after --", () => {
    assert.deepEqual(chooseStack(["-s", "one", "--stack=two", "--", "--stack", "three"]), {
      stack: "two",
      rest: ["--", "--stack", "three"],
    });
  });

  it("keep what Pulumi's own options are followed by", () => {
    const rest = ["--target", "urn:x", "-y", "--message=a b", "--parallel", "4"];
    assert.deepEqual(chooseStack([...rest, "-s", "two"]), { stack: "two", rest });
  });
});

describe("The commands", () => {
  const command: Command = {
    usage: "npm run thing [-- OPTION ...]",
    summary: "Does a thing.",
    options: [["--all", "all of it"]],
    passesOnTo: "pulumi up",
    run: async () => 0,
  };

  it("explain themselves", () => {
    assert.equal(
      help(command),
      "Usage: npm run thing [-- OPTION ...]\n\nDoes a thing.\n\nOptions:\n  --all       all of it\n" +
        "  -h, --help  show this\n\nOther arguments go on to pulumi up.",
    );
  });

  it("do so when asked, but not where the question is for another program", () => {
    assert.deepEqual([["--help"], ["-h"], ["--diff"], ["--", "--help"]].map(wantsHelp), [true, true, false, false]);
  });

  it("refuse what they do not know, and say how to learn what they do", () => {
    const parse = (...args: string[]) => parseOptions("npm run thing", args, { all: { type: "boolean" } });
    assert.equal(parse("--all").all, true);
    assert.throws(
      () => parse("--al"),
      /^Error: `npm run thing`: Unknown option '--al'\. See `npm run thing -- --help`\.$/,
    );
    assert.throws(() => parse("everything"), /Unexpected argument 'everything'/);
    assert.throws(() => parse("--all=1"), /does not take an argument/);
  });
});

describe("What the sandbox prints", () => {
  it("quotes a value for a shell, quotes in it included", () => {
    assert.equal(quoted("it's $HOME"), `'it'\\''s $HOME'`);
  });

  it("gives durations in the unit that a person reads", () => {
    assert.deepEqual([350, 59_900, 125_000].map(duration), ["0.3 s", "59.9 s", "2 min 5 s"]);
  });

  it("sums the tests of all levels in the last line", () => {
    const levels = [
      { ...NOTHING, passed: 3, skipped: 1 },
      { ...NOTHING, passed: 4, failed: 2 },
    ];
    assert.equal(summary(sum(levels)), "7 passed, 2 failed, 1 skipped");
  });
});

import { existsSync, rmSync } from "node:fs";
import { createInterface } from "node:readline/promises";
import { ensureEnvironment } from "../../sandbox/Environment";
import { findUserEngine } from "../../sandbox/engine/Engine";
import { removePrivateEngine } from "../../sandbox/engine/removePrivateEngine";
import { localStacks, othersOnEngine } from "../../sandbox/othersOnEngine";
import { cacheRoot, localRoot } from "../../sandbox/Paths";
import { showPulumi } from "../../sandbox/Pulumi";
import { say } from "../../sandbox/Step";
import { type Command, parseOptions } from "../Command";

export const down: Command = {
  usage: "npm run sandbox:down [-- OPTION ...]",
  summary:
    "Undoes what the sandbox did to this machine: the private Engine with all that is on it, and this project's state.",
  options: [
    ["--all", "remove the tool chain and the image layers too, which take long to build"],
    ["--yes", "remove without a question what other checkouts have on the private Engine"],
  ],

  async run(args) {
    const { all, yes } = parseOptions("npm run sandbox:down", args, {
      all: { type: "boolean" },
      yes: { type: "boolean" },
    });
    if (!yes) await confirmRemoval(othersOnEngine());
    const failed = await destroyStacksElsewhere();
    if (failed) return failed;
    await removePrivateEngine();
    remove(localRoot, "state");
    if (all) remove(cacheRoot, "cache");
    else if (existsSync(cacheRoot)) {
      say(
        "cache",
        `the tool chain and the image layers stay in ${cacheRoot}; \`npm run sandbox:down -- --all\` removes them too`,
      );
    }
    return 0;
  },
};

/** The Engine is all checkouts' of this user, and what one of them has on it would be gone for good. */
async function confirmRemoval(others: string[]): Promise<void> {
  if (others.length === 0) return;
  const what = `On the private Docker Engine there is more than this checkout's stacks:\n${others.map((one) => `  ${one}\n`).join("")}`;
  if (!process.stdin.isTTY) {
    throw new Error(`${what}Nothing was removed. \`npm run sandbox:down -- --yes\` removes all of it.`);
  }
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  const answer = await terminal.question(`${what}Remove all of it, with its data? (yes/no) `);
  terminal.close();
  if (answer.trim().toLowerCase() !== "yes") throw new Error("Nothing was removed.");
}

/** On an Engine of the user's, containers outlive the sandbox, so they go while the state still knows of them. */
async function destroyStacksElsewhere(): Promise<number> {
  if (!(await findUserEngine())) return 0;
  const stacks = localStacks();
  if (stacks.length === 0) return 0;
  const environment = await ensureEnvironment();
  for (const stack of stacks) {
    const code = await showPulumi(environment, ["destroy", "--yes", "--skip-preview", "--stack", stack]);
    if (code !== 0) {
      say(
        "state",
        `the stack ${stack} is still there, and so is its state; put right what Pulumi says above and try again`,
      );
      return code;
    }
  }
  return 0;
}

function remove(folder: string, area: string): void {
  if (!existsSync(folder)) return;
  rmSync(folder, { recursive: true, force: true });
  say(area, `removed ${folder}`);
}

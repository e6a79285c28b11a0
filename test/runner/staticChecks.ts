import { join } from "node:path";
import { CommandError, run } from "../../sandbox/Command";
import { projectRoot } from "../../sandbox/Paths";
import { duration } from "../../sandbox/Step";
import { type Counts, ONE_PASSED, oneFailed, sum } from "./Counts";

const CHECKS: Record<string, string[]> = {
  "the types are right (tsc)": ["typescript/bin/tsc"],
  "the page's types are right (tsc -p live/page)": ["typescript/bin/tsc", "-p", "live/page"],
  "the rules for code are kept (eslint)": ["eslint/bin/eslint.js", "."],
  "the code is formatted (prettier)": ["prettier/bin/prettier.cjs", "--check", "."],
  "docs/reference is what the sources say (typedoc)": [
    "ts-node/dist/bin.js",
    "-P",
    "tsconfig.run.json",
    "scripts/reference/generate.ts",
    "--check",
  ],
};

/** Types, lint and format, each counted as a test that passed or failed. */
export async function runStaticChecks(env: NodeJS.ProcessEnv): Promise<Counts> {
  console.log("\n== static ==");
  return sum(await Promise.all(Object.entries(CHECKS).map(([title, command]) => check(title, command, env))));
}

async function check(title: string, [script, ...args]: string[], env: NodeJS.ProcessEnv): Promise<Counts> {
  const start = Date.now();
  try {
    await run(process.execPath, [join(projectRoot, "node_modules", script), ...args], { cwd: projectRoot, env });
    console.log(`  ✔ ${title} (${duration(Date.now() - start)})`);
    return ONE_PASSED;
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    console.log(`  ✘ ${title}\n${error.output.trimEnd()}\n`);
    return oneFailed(`${title}\n${error.output.trimEnd()}`);
  }
}

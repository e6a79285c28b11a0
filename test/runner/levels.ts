import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { projectRoot } from "../../sandbox/Paths";
import { showProgram } from "../../sandbox/Pulumi";
import { say } from "../../sandbox/Step";
import { type Counts, ONE_FAILED } from "./Counts";

/** The levels in the order they run: what fails on a lower one is not worth looking for on a higher one. */
export const LEVELS = ["unit", "components", "integration"];

/** Runs one level's tests in a process of their own, with the arguments for mocha; `enter` goes before its command. */
export async function runLevel(
  level: string,
  args: string[],
  env: NodeJS.ProcessEnv,
  enter: string[] = [],
): Promise<Counts> {
  const folder = mkdtempSync(join(tmpdir(), "dockwire-test-"));
  try {
    const file = join(folder, "counts.json");
    const mocha = [join(projectRoot, "node_modules/mocha/bin/mocha.js"), `test/${level}/**/*.test.ts`, ...args];
    console.log(`\n== ${level} ==`);
    const [program = "", ...words] = [...enter, process.execPath, ...mocha];
    const code = await showProgram(program, words, { ...env, DOCKWIRE_TEST_COUNTS: file });
    return countsOf(level, file, code);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function countsOf(level: string, file: string, code: number): Counts {
  if (!existsSync(file)) {
    say(
      "tests",
      `the level ${level} did not run to its end: mocha ended with exit code ${code}, see above; this counts as one failure`,
    );
    return ONE_FAILED;
  }
  const counts = JSON.parse(readFileSync(file, "utf8")) as Counts;
  if (code === 0 || counts.failed > 0) return counts;
  say(
    "tests",
    `mocha ended the level ${level} with exit code ${code} although no test failed; this counts as one failure`,
  );
  return { ...counts, failed: 1 };
}

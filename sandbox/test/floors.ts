import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { projectRoot } from "../Paths";
import { showProgram } from "../Pulumi";
import { say } from "../Step";
import { type Counts, ONE_FAILED } from "./Counts";

/** The floors in the order they run: what fails on a lower one is not worth looking for on a higher one. */
export const FLOORS = ["unit", "components", "real"];

/** Runs one floor's tests in a process of their own, with the arguments for mocha; `enter` goes before its command. */
export async function runFloor(
  floor: string,
  args: string[],
  env: NodeJS.ProcessEnv,
  enter: string[] = [],
): Promise<Counts> {
  const folder = mkdtempSync(join(tmpdir(), "dockwire-test-"));
  try {
    const file = join(folder, "counts.json");
    const mocha = [join(projectRoot, "node_modules/mocha/bin/mocha.js"), `test/${floor}/**/*.test.ts`, ...args];
    console.log(`\n== ${floor} ==`);
    const [program = "", ...words] = [...enter, process.execPath, ...mocha];
    const code = await showProgram(program, words, { ...env, DOCKWIRE_TEST_COUNTS: file });
    return countsOf(floor, file, code);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function countsOf(floor: string, file: string, code: number): Counts {
  if (!existsSync(file)) {
    say(
      "tests",
      `the floor ${floor} did not run to its end: mocha ended with exit code ${code}, see above; this counts as one failure`,
    );
    return ONE_FAILED;
  }
  const counts = JSON.parse(readFileSync(file, "utf8")) as Counts;
  if (code === 0 || counts.failed > 0) return counts;
  say(
    "tests",
    `mocha ended the floor ${floor} with exit code ${code} although no test failed; this counts as one failure`,
  );
  return { ...counts, failed: 1 };
}

import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { projectRoot } from "../../sandbox/Paths";
import { barPicture } from "./barPicture";
import type { Result } from "./Result";
import type { Scenario } from "./Scenario";

const FOLDER = join(projectRoot, "bench/results");

/** Keeps a result as data and as a picture. */
export function keep(scenario: Scenario, result: Result): void {
  mkdirSync(FOLDER, { recursive: true });
  const spec = (scenario.picture ?? barPicture)(result);
  const picture = execFileSync(process.execPath, [join(__dirname, "draw.mjs")], { input: JSON.stringify(spec) });
  writeFileSync(join(FOLDER, `${scenario.name}.svg`), picture);
  writeFileSync(join(FOLDER, `${scenario.name}.json`), `${compact(JSON.stringify(rounded(result), undefined, 1))}\n`);
}

/** Digits beyond the microsecond or byte are noise. */
function rounded(result: Result): unknown {
  return JSON.parse(
    JSON.stringify(result, (_key, value: unknown) =>
      typeof value === "number" ? Number(value.toPrecision(5)) : value,
    ),
  );
}

/** Rows of numbers on one line each. */
function compact(json: string): string {
  return json.replace(/\[[\s\d.,e+-]+\]/g, (row) => row.replace(/\s+/g, " "));
}

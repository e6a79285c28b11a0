import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
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

/** Writes down which goals were met, out of all results that there are. */
export function summarizeAll(scenarios: readonly Scenario[]): void {
  const results = scenarios.flatMap(({ name }) => {
    const file = join(FOLDER, `${name}.json`);
    return existsSync(file) ? [JSON.parse(readFileSync(file, "utf8")) as Result] : [];
  });
  const rows = results.flatMap(({ scenario, goals }) =>
    goals.map(
      ({ what, limit, measured, met }) => `| ${scenario} | ${what} | ${limit} | ${measured} | ${met ? "yes" : "no"} |`,
    ),
  );
  const head = [
    "# Goals and what came of them",
    "",
    "| scenario | what | goal | measured | met |",
    "| --- | --- | --- | --- | --- |",
  ];
  const notes = results.map(({ scenario, machine, measuredAt }) => {
    const { cores, memoryGb, system, node, engine } = machine;
    return `- ${scenario}: ${measuredAt.slice(0, 10)}, ${cores} cores, ${memoryGb} GB, ${system}, Node ${node}, Engine ${engine}`;
  });
  writeFileSync(join(FOLDER, "summary.md"), `${[...head, ...rows, "", ...notes].join("\n")}\n`);
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

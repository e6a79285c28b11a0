import { figure } from "./barPicture";
import type { Findings } from "./Result";

/** The findings as a table on standard output. */
export function print({ measures, goals, remarks }: Findings): void {
  for (const { what, unit, series, parts } of measures) {
    console.log(`\n  ${what} (${unit})`);
    const base = parts ? 0 : (series[0]?.summary.median ?? 0);
    const width = Math.max(...series.map(({ label }) => label.length));
    for (const { label, summary } of series) {
      const { min, median, max, count } = summary;
      const times = base > 0 ? `  ${figure(median / base)} x` : "";
      const spread = count > 1 ? `  (${figure(min)} to ${figure(max)}, ${count} times)` : "";
      console.log(`    ${label.padEnd(width)}  ${figure(median).padStart(8)}${times}${spread}`);
    }
  }
  if (goals.length) console.log("");
  for (const { what, limit, measured, met } of goals) {
    console.log(`  ${met ? "met    " : "NOT MET"}  ${what}: ${measured}, goal ${limit}`);
  }
  for (const remark of remarks) console.log(`  note: ${remark}`);
}

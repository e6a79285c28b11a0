import type { TopLevelSpec } from "vega-lite/build/index";
import type { Bench } from "./Bench";
import type { Findings, Result } from "./Result";

/** One thing that is measured, told by a name for the command line. */
export interface Scenario {
  readonly name: string;
  /** Heads the picture. */
  readonly title: string;
  run(bench: Bench): Promise<Findings>;
  /** @default a bar for each series of each measure */
  picture?(result: Result): TopLevelSpec;
}

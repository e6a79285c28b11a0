import type { TopLevelSpec } from "vega-lite/build/index";
import type { Measure, Result } from "./Result";

const WIDTH = 520;
/** Where one series is this many times another, bars of the small one would not be seen on a plain scale. */
const WIDE = 40;

/** The look that all pictures share. */
export const STYLE = {
  background: "white",
  padding: 12,
  config: { font: "sans-serif", axis: { labelLimit: 320 }, legend: { labelLimit: 320 }, view: { stroke: null } },
} as const;

/** A bar up to the median for each series of each measure, with a line from the least to the greatest. */
export function barPicture({ title, measures }: Result): TopLevelSpec {
  return { ...STYLE, title, vconcat: measures.map(panel) };
}

function panel({ what, unit, series }: Measure) {
  const values = series.map(({ label, summary }) => ({ label, ...summary, text: figure(summary.median) }));
  const all = values.map((value) => value.median).filter((value) => value > 0);
  const wide = values.every((value) => value.min > 0) && Math.max(...all) > WIDE * Math.min(...all);
  const scale = wide ? ({ type: "log" } as const) : ({ zero: true } as const);
  const x = (field: string) => ({
    field,
    type: "quantitative" as const,
    scale,
    title: `${unit}${wide ? " (log scale)" : ""}`,
  });
  const y = { field: "label", type: "nominal" as const, title: null, sort: null };
  return {
    width: WIDTH,
    title: { text: what, anchor: "start" as const, fontSize: 12 },
    data: { values },
    layer: [
      wide
        ? { mark: { type: "point" as const, filled: true, size: 70 }, encoding: { x: x("median"), y } }
        : { mark: { type: "bar" as const, height: 14, opacity: 0.75 }, encoding: { x: x("median"), y } },
      { mark: { type: "rule" as const, strokeWidth: 2 }, encoding: { x: x("min"), x2: { field: "max" }, y } },
      {
        mark: { type: "text" as const, align: "left" as const, dx: 6 },
        encoding: { x: x("max"), y, text: { field: "text" } },
      },
    ],
  };
}

/** A number with as many digits as mean something. */
export function figure(value: number): string {
  if (Number.isInteger(value)) return String(value);
  const digits = Math.max(0, 2 - Math.floor(Math.log10(Math.abs(value))));
  return value.toFixed(Math.min(digits, 3));
}

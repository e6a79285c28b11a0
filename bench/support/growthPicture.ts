import type { TopLevelSpec } from "vega-lite/build/index";
import { STYLE } from "./barPicture";
import type { Measure, Result } from "./Result";

/** A dot for each sample in the order of its coming, and a line through the medians of ten. */
export function growthPicture({ title, measures }: Result): TopLevelSpec {
  return { ...STYLE, title, vconcat: measures.filter(({ series }) => series.length > 1).map(panel) };
}

function panel({ what, unit, series }: Measure) {
  const values = series.flatMap(({ label, samples }) => samples.map((ms, index) => ({ label, ms, at: index + 1 })));
  const x = { field: "at", type: "quantitative" as const, title: "attachments made" };
  const y = { field: "ms", type: "quantitative" as const, title: unit, scale: { zero: true } };
  const color = { field: "label", type: "nominal" as const, title: null };
  return {
    width: 520,
    height: 160,
    title: { text: what, anchor: "start" as const, fontSize: 12 },
    data: { values },
    layer: [
      { mark: { type: "point" as const, size: 14, opacity: 0.5 }, encoding: { x, y, color } },
      {
        transform: [
          {
            window: [{ op: "median" as const, field: "ms", as: "middle" }],
            frame: [-5, 5] as [number, number],
            groupby: ["label"],
          },
        ],
        mark: { type: "line" as const },
        encoding: { x, y: { ...y, field: "middle" }, color },
      },
    ],
  };
}

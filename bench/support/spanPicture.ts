import type { TopLevelSpec } from "vega-lite/build/index";
import { STYLE } from "./barPicture";
import type { Result } from "./Result";

/** A bar for each span, one under the other in the order of their beginnings. */
export function spanPicture({ title, spans = [] }: Result): TopLevelSpec {
  const values = [...spans].sort((a, b) => a.from - b.from || b.until - a.until);
  return {
    ...STYLE,
    title,
    width: 620,
    height: { step: 17 },
    data: { values },
    mark: { type: "bar", height: 11 },
    encoding: {
      y: { field: "label", type: "nominal", sort: null, title: null },
      x: { field: "from", type: "quantitative", title: "seconds since the command was given" },
      x2: { field: "until" },
      color: { field: "kind", type: "nominal", title: null, scale: { scheme: "tableau10" } },
    },
  };
}

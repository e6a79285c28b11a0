import { statusMark } from "../../topology/drawing/containerShape";
import type { TopologyContainer } from "../../topology/Topology";
import { ShapeContent } from "./ShapeView";

const MARKS: readonly (Pick<TopologyContainer, "state" | "health"> & { readonly label: string })[] = [
  { label: "healthy", state: "running", health: "healthy" },
  { label: "starting", state: "running", health: "starting" },
  { label: "unhealthy", state: "running", health: "unhealthy" },
  { label: "runs, no health check", state: "running", health: "unchecked" },
  { label: "stopped", state: "stopped", health: "unchecked" },
];

/** What the marks of a picture mean. */
export function Legend() {
  return (
    <ul class="legend" aria-label="What the marks mean">
      {MARKS.map((mark) => (
        <li key={mark.label}>
          <svg width="16" height="16" aria-hidden="true">
            <ShapeContent shape={statusMark(mark, { x: 8, y: 8 })} />
          </svg>
          {mark.label}
        </li>
      ))}
    </ul>
  );
}

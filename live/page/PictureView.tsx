import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { changesOf } from "../../topology/compareWithStack";
import type { Shape } from "../../topology/drawing/Shape";
import { subjectKey } from "../../topology/drawing/Shape";
import { shapesOf } from "../../topology/drawing/shapesOf";
import type { Layout } from "../../topology/layout/Layout";
import type { LiveState } from "../protocol";
import { isFiltering, type Filter } from "./filter";
import { ShapeView } from "./ShapeView";
import type { ViewProps } from "./TableView";
import { useFresh } from "./useFresh";
import { useWalk } from "./useWalk";
import { useWidth } from "./useWidth";
import { Legend } from "./Legend";
import { ZoomButtons } from "./ZoomButtons";

const SMALLEST = 0.5;

/** The topology as a picture; its parts can be pointed at and walked through with the arrow keys. */
export function PictureView({ state, shown, selected, select, filter }: ViewProps & { filter: Filter }) {
  const frame = useRef<HTMLDivElement>(null);
  const [zoom, setZoom] = useState<number | undefined>();
  const layout = filter.onlyStack ? state.stackLayout : state.layout;
  const { containers, networks, differences } = state;
  const shapes = useMemo(() => pictureOf(state, layout), [layout, containers, networks, differences]);
  const walk = useWalk(layout, shapes);
  const fresh = useFresh(state.history);
  const room = useWidth(frame, layout !== undefined);
  const scale = zoom ?? (layout && room ? Math.min(1, Math.max(SMALLEST, room / layout.width)) : 1);
  useEffect(() => {
    if (isFiltering(filter))
      frame.current?.querySelector(".container.hit")?.scrollIntoView({ block: "nearest", inline: "nearest" });
  }, [filter]);
  if (!layout) return <p class="hint">Drawing…</p>;
  // The stack's picture has nothing else in it, and what is on its networks is worth a look.
  const isMarking = isFiltering({ ...filter, onlyStack: false });
  const passes = ({ subject }: Shape) =>
    !subject ||
    ("container" in subject ? shown.containers.has(subject.container) : shown.networks.has(subject.network));
  const key = selected && subjectKey(selected);
  return (
    <>
      <div class="corner">
        <Legend />
        <ZoomButtons scale={scale} setZoom={setZoom} />
      </div>
      <div class="scroll" ref={frame}>
        <svg
          role="group"
          aria-label="The networks; arrow keys go from one part to the next, Enter selects"
          width={Math.ceil(layout.width * scale)}
          height={Math.ceil(layout.height * scale)}
          viewBox={`0 0 ${Math.ceil(layout.width)} ${Math.ceil(layout.height)}`}
          onKeyDown={walk.onKeyDown}
        >
          {shapes.map((shape, i) => {
            const own = shape.subject && subjectKey(shape.subject);
            const marks = isMarking && own ? (passes(shape) ? "hit" : "dim") : "";
            return (
              <ShapeView
                key={own ?? i}
                shape={shape}
                state={state}
                marks={`${marks} ${own && fresh.has(own) ? "fresh" : ""}`}
                isSelected={own !== undefined && own === key}
                isStop={own !== undefined && own === walk.stop}
                onSelect={select}
                onFocus={walk.onFocus}
              />
            );
          })}
        </svg>
      </div>
    </>
  );
}

function pictureOf({ containers, networks, differences }: LiveState, layout: Layout | undefined): Shape[] {
  if (!layout) return [];
  const topology = { networks: [...networks.values()], containers: [...containers.values()] };
  return shapesOf({ layout, topology, diff: changesOf(differences.values()) });
}

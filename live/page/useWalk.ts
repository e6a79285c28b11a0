import { useMemo, useState } from "preact/hooks";
import { subjectKey, type Shape } from "../../topology/drawing/Shape";
import type { Layout, PlacedContainer } from "../../topology/layout/Layout";

const STEPS: Readonly<Record<string, number>> = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };

/** Walking through a picture: the tab key stops at one part of it, and arrow keys go on from there. */
export function useWalk(layout: Layout | undefined, shapes: readonly Shape[]) {
  const [current, setCurrent] = useState("");
  const order = useMemo(() => {
    const drawn = new Set(shapes.flatMap(({ subject }) => (subject ? [subjectKey(subject)] : [])));
    return layout ? walkOf(layout).filter((key) => drawn.has(key)) : [];
  }, [layout, shapes]);
  const stop = order.includes(current) ? current : (order[0] ?? "");
  const onKeyDown = (event: KeyboardEvent) => {
    const at = order.indexOf(stop);
    const step = STEPS[event.key];
    const ends = { Home: 0, End: order.length - 1 } as Readonly<Record<string, number>>;
    const to = order[step === undefined ? (ends[event.key] ?? -1) : at + step];
    if (to === undefined) return;
    event.preventDefault();
    const svg = event.currentTarget as Element;
    svg.querySelector<SVGElement>(`[data-key="${CSS.escape(to)}"]`)?.focus();
  };
  return { stop, onKeyDown, onFocus: setCurrent };
}

/** Each network, then the containers in it, each with its lines: not the order in which they are drawn. */
function walkOf({ networks, loose, connections }: Layout): string[] {
  const container = ({ group: { key } }: PlacedContainer) => [
    subjectKey({ kind: "container", container: key }),
    ...connections
      .filter(({ group }) => group.key === key)
      .map(({ network }) => subjectKey({ kind: "connection", container: key, network })),
  ];
  return [
    ...networks.flatMap(({ network: { name }, containers }) => [
      subjectKey({ kind: "network", network: name }),
      ...containers.flatMap(container),
    ]),
    ...loose.flatMap(container),
  ];
}

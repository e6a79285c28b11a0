import type { Change, TopologyDiff } from "../compareTopologies";
import type { Layout } from "../layout/Layout";
import type { Topology, TopologyContainer } from "../Topology";

/** What a drawing is made of. The layout may be a moment older than the topology: states and healths are the topology's. */
export interface Picture {
  readonly layout: Layout;
  readonly topology: Topology;
  /** What differs from another topology, drawn in colour and with a sign. */
  readonly diff?: Pick<TopologyDiff, "networks" | "containers" | "connections">;
}

/** The containers of a topology by name. */
export function containersByName({ containers }: Topology): ReadonlyMap<string, TopologyContainer> {
  return new Map(containers.map((container) => [container.name, container]));
}

/** What becomes of several things that are drawn as one. */
export function commonChange(changes: readonly (Change | undefined)[]): string {
  const change = changes.find((one) => one !== "same") ?? "same";
  return change === "same" ? "" : change;
}

/** A sign for each change, for who cannot tell colours. */
export function sign(change: string): string {
  return { added: "+ ", removed: "− ", changed: "~ " }[change] ?? "";
}

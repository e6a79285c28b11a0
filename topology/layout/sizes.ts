import type { ContainerGroup } from "../groupContainers";
import type { TopologyNetwork } from "../Topology";

/** Sizes in pixels; texts are drawn in a monospaced 12 px font, whose characters are 7.3 px wide. */
const CHARACTER = 7.3;
/** The height of a network's name and facts, above its containers. */
export const HEAD = 52;
export const GAP = 14;
/** The height of a container without ports, and of each line of text more. */
export const ROW = 48;
export const LINE = 18;
export const MARGIN = 24;

/** How wide a text is drawn. */
export function textWidth(text: string): number {
  return Math.ceil(text.length * CHARACTER);
}

/** The line below a network's name. */
export function networkFacts({ driver, internal, subnets }: TopologyNetwork): string {
  return [driver, ...(internal ? ["internal"] : []), ...subnets].join(" · ");
}

export function groupWidth({ title, subtitle, ports }: ContainerGroup): number {
  return Math.max(120, 44 + Math.max(...[`+ ${title}`, subtitle, ...ports].map(textWidth)));
}

export function groupHeight({ ports }: ContainerGroup): number {
  return ROW + ports.length * LINE;
}

import type { ContainerGroup } from "../groupContainers";
import type { TopologyNetwork } from "../Topology";
import type { Box, PlacedContainer, PlacedNetwork } from "./Layout";
import { GAP, groupHeight, groupWidth, HEAD, LINE, MARGIN, networkFacts, textWidth } from "./sizes";

const LONGEST_COLUMN = 8;

/**
 * A network with its containers in columns, at no place yet. The last column has those with lines to further networks, so
 * that no line crosses a neighbour.
 */
export function packNetwork(network: TopologyNetwork, all: readonly ContainerGroup[]): PlacedNetwork {
  const groups = all.filter((group) => group.home === network.name);
  const guests = guestsOf(network, all);
  const leaving = groups.filter((group) => group.lines.length > 0);
  const staying = groups.filter((group) => group.lines.length === 0);
  const head = HEAD + guests.length * LINE;
  const rows = Math.min(LONGEST_COLUMN, Math.max(leaving.length, Math.ceil(Math.sqrt(staying.length * 2)), 1));
  // Columns of one length, instead of a last one with what is left over.
  const even = Math.ceil(staying.length / Math.max(1, Math.ceil(staying.length / rows)));
  const columns = [...chunks(staying, even || 1), ...(leaving.length ? [leaving] : [])];
  let x = GAP;
  const containers = columns.flatMap((column) => {
    const left = x;
    const width = Math.max(...column.map(groupWidth));
    x += width + GAP;
    return columnOf(column, { x: left, y: head, width });
  });
  const texts = [networkFacts(network), ...guests].map(textWidth);
  const title = Math.max(textWidth(`+ ${network.name}`) * 1.1, ...texts) + 2 * GAP;
  const bottom = Math.max(head, ...containers.map((box) => box.y + box.height + GAP));
  return { network, guests, x: 0, y: 0, width: Math.max(x, title, 150), height: bottom, containers };
}

/** Containers that are on no network, side by side. */
export function packLoose(groups: readonly ContainerGroup[], y: number): PlacedContainer[] {
  let x = MARGIN;
  return groups.map((group) => {
    const box = { group, x, y, width: groupWidth(group), height: groupHeight(group) };
    x += box.width + GAP;
    return box;
  });
}

/** One below the other, all of one width. */
function columnOf(groups: readonly ContainerGroup[], { x, y: top, width }: Omit<Box, "height">): PlacedContainer[] {
  let y = top;
  return groups.map((group) => {
    const box = { group, x, y, width, height: groupHeight(group) };
    y += box.height + GAP;
    return box;
  });
}

/** What a network's box says of containers that are on it without a line. */
function guestsOf(network: TopologyNetwork, groups: readonly ContainerGroup[]): string[] {
  return groups.flatMap(({ title, further, lines }) =>
    further
      .filter((one) => one.network === network.name && !lines.includes(one))
      .map(({ aliases }) => `⇢ ${[title, ...aliases.map((alias) => `as ${alias}`)].join(" ")}`),
  );
}

function chunks<T>(list: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(list.length / size) }, (_, i) => list.slice(i * size, (i + 1) * size));
}

import type { ELK, ElkNode } from "elkjs/lib/elk-api";
import { groupContainers, type ContainerGroup } from "./groupContainers";
import type { Topology, TopologyNetwork } from "./Topology";

/** A rectangle, in pixels from the picture's upper left corner. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface PlacedContainer extends Box {
  readonly group: ContainerGroup;
}

export interface PlacedNetwork extends Box {
  readonly network: TopologyNetwork;
  /** Containers that are on so many networks that they are named here instead of connected by a line. */
  readonly guests: readonly string[];
  readonly containers: readonly PlacedContainer[];
}

/** A line from a container to a further network that it is on. */
export interface PlacedConnection {
  readonly group: ContainerGroup;
  readonly network: string;
  /** The names that the line carries. */
  readonly label: string;
  readonly path: readonly Point[];
  /** Where the label's centre goes. */
  readonly at: Point;
}

export interface Layout {
  readonly width: number;
  readonly height: number;
  readonly networks: readonly PlacedNetwork[];
  /** Containers that are on no network. */
  readonly loose: readonly PlacedContainer[];
  readonly connections: readonly PlacedConnection[];
}

/** Sizes in pixels; texts are drawn in a monospaced 12 px font, whose characters are 7.3 px wide. */
const CHARACTER = 7.3;
const HEAD = 52;
const GAP = 14;
const ROW = 62;
const PORT_ROW = 18;
const MARGIN = 24;
const LONGEST_COLUMN = 8;

/** How wide a text is drawn. */
export function textWidth(text: string): number {
  return Math.ceil(text.length * CHARACTER);
}

/** The line below a network's name. */
export function networkFacts({ driver, internal, subnets }: TopologyNetwork): string {
  return [driver, ...(internal ? ["internal"] : []), ...subnets].join(" · ");
}

/** Where everything of a topology goes. The same topology always gets the same places. */
export async function layOut(topology: Topology): Promise<Layout> {
  const groups = groupContainers(topology);
  const loose = groups.filter((group) => !group.home);
  const packed = topology.networks.map((network) =>
    pack(
      network,
      groups.filter((group) => group.home === network.name),
      guestsOf(network, groups),
    ),
  );
  const elk = await loadElk();
  const root: ElkNode = { id: "root", layoutOptions: OPTIONS, ...elkParts(packed) };
  const graph: ElkNode = await elk.layout(root);
  const nodes = new Map((graph.children ?? []).map((node) => [node.id, node]));
  const networks = packed.map((one): PlacedNetwork => {
    const { network, containers } = one;
    const { x = 0, y = 0 } = nodes.get(network.name) ?? {};
    return {
      ...one,
      ...moved(one, x, y),
      containers: containers.map((box) => ({ ...box, ...moved(box, x, y) })),
    };
  });
  const below = (graph.height ?? 0) + MARGIN;
  return {
    width: Math.max(graph.width ?? 0, ...rowOf(loose, below).map((box) => box.x + box.width + MARGIN)),
    height: loose.length ? below + ROW + MARGIN : (graph.height ?? 0),
    networks,
    loose: rowOf(loose, below),
    connections: connectionsOf(graph, networks),
  };
}

const OPTIONS = {
  "elk.algorithm": "layered",
  "elk.direction": "RIGHT",
  "elk.edgeRouting": "ORTHOGONAL",
  "elk.aspectRatio": "1.6",
  "elk.padding": `[top=${MARGIN},left=${MARGIN},bottom=${MARGIN},right=${MARGIN}]`,
  "elk.spacing.componentComponent": "36",
  "elk.spacing.nodeNode": "36",
  "elk.layered.spacing.nodeNodeBetweenLayers": "64",
  "elk.layered.spacing.edgeNodeBetweenLayers": "20",
  "elk.randomSeed": "1",
};

/** Loaded on first use: it is the largest part of the command line. */
async function loadElk(): Promise<ELK> {
  const { default: Elk } = await import("elkjs/lib/elk.bundled.js");
  return new Elk();
}

/** What a network's box says of containers that are on it without a line. */
function guestsOf(network: TopologyNetwork, groups: readonly ContainerGroup[]): string[] {
  return groups.flatMap(({ title, further, lines }) =>
    further
      .filter((one) => one.network === network.name && !lines.includes(one))
      .map(({ aliases }) => `⇢ ${[title, ...aliases.map((alias) => `as ${alias}`)].join(" ")}`),
  );
}

/**
 * A network with its containers in columns. The last column has those with lines to further networks, so that no line
 * crosses a neighbour.
 */
function pack(network: TopologyNetwork, groups: readonly ContainerGroup[], guests: readonly string[]): PlacedNetwork {
  const leaving = groups.filter((group) => group.lines.length > 0);
  const staying = groups.filter((group) => group.lines.length === 0);
  const head = HEAD + guests.length * PORT_ROW;
  const rows = Math.min(LONGEST_COLUMN, Math.max(leaving.length, Math.ceil(Math.sqrt(staying.length * 2)), 1));
  const columns = [...chunks(staying, rows), ...(leaving.length ? [leaving] : [])];
  let x = GAP;
  const containers = columns.flatMap((column) => {
    const width = Math.max(...column.map(groupWidth));
    const left = x;
    x += width + GAP;
    let y = head;
    return column.map((group) => {
      const height = groupHeight(group);
      const box = { group, x: left, y, width, height };
      y += height + GAP;
      return box;
    });
  });
  const title =
    Math.max(textWidth(`+ ${network.name}`) * 1.1, ...[networkFacts(network), ...guests].map(textWidth)) + 2 * GAP;
  const bottom = Math.max(head, ...containers.map((box) => box.y + box.height + GAP));
  return { network, guests, x: 0, y: 0, width: Math.max(x, title, 150), height: bottom, containers };
}

function elkParts(packed: readonly PlacedNetwork[]): Pick<ElkNode, "children" | "edges"> {
  const children = packed.map(({ network, width, height, containers }) => ({
    id: network.name,
    width,
    height,
    layoutOptions: { "elk.portConstraints": "FIXED_POS" },
    ports: [
      { id: `${network.name}\nin`, x: 0, y: HEAD / 2, width: 0, height: 0, layoutOptions: { "elk.port.side": "WEST" } },
      ...containers
        .filter(({ group }) => group.lines.length > 0)
        .map(({ group, y, height: tall }) => ({
          id: `${group.key}\nout`,
          x: width,
          y: y + tall / 2,
          width: 0,
          height: 0,
          layoutOptions: { "elk.port.side": "EAST" },
        })),
    ],
  }));
  const edges = packed.flatMap(({ containers }) =>
    containers.flatMap(({ group }) =>
      group.lines.map(({ network, aliases }) => ({
        id: `${group.key}\n${network}`,
        sources: [`${group.key}\nout`],
        targets: [`${network}\nin`],
        labels: [{ text: labelOf(aliases), width: textWidth(`+ ${labelOf(aliases)}`) + 12, height: 18 }],
      })),
    ),
  );
  return { children, edges };
}

function connectionsOf(graph: ElkNode, networks: readonly PlacedNetwork[]): PlacedConnection[] {
  const boxes = new Map(networks.flatMap(({ containers }) => containers.map((box) => [box.group.key, box])));
  return (graph.edges ?? []).flatMap((edge) => {
    const [key = "", network = ""] = edge.id.split("\n");
    const [box, section, label] = [boxes.get(key), edge.sections?.[0], edge.labels?.[0]];
    if (!box || !section) return [];
    const { startPoint, bendPoints = [], endPoint } = section;
    const start = { x: box.x + box.width, y: startPoint.y };
    const at = { x: (label?.x ?? endPoint.x) + (label?.width ?? 0) / 2, y: (label?.y ?? endPoint.y) + 9 };
    return [
      { group: box.group, network, label: label?.text ?? "", path: [start, startPoint, ...bendPoints, endPoint], at },
    ];
  });
}

/** What a line says: the aliases, or that there are none but the container's own name. */
function labelOf(aliases: readonly string[]): string {
  return aliases.length ? aliases.join(", ") : "attached";
}

function groupWidth({ title, subtitle, ports }: ContainerGroup): number {
  return Math.max(120, 44 + Math.max(...[`+ ${title}`, subtitle, ...ports].map(textWidth)));
}

function groupHeight({ ports }: ContainerGroup): number {
  return ROW - 14 + ports.length * PORT_ROW;
}

function rowOf(groups: readonly ContainerGroup[], y: number): PlacedContainer[] {
  let x = MARGIN;
  return groups.map((group) => {
    const box = { group, x, y, width: groupWidth(group), height: groupHeight(group) };
    x += box.width + GAP;
    return box;
  });
}

function moved(box: Box, x: number, y: number): Box {
  return { x: box.x + x, y: box.y + y, width: box.width, height: box.height };
}

function chunks<T>(list: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(list.length / size) }, (_, i) => list.slice(i * size, (i + 1) * size));
}

import type { ElkLabel, ElkNode } from "elkjs/lib/elk-api";
import type { PlacedConnection, PlacedContainer, PlacedNetwork } from "./Layout";
import { BELOW, usesBetween } from "./uses";
import { HEAD, LINE, MARGIN, textWidth } from "./sizes";

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

/** What ELK has to place: networks of fixed sizes, and the lines between them. Ids are numbers, as names may be anything. */
export function elkGraph(packed: readonly PlacedNetwork[]): ElkNode {
  const numbers = new Map(packed.map(({ network }, i) => [network.name, i]));
  const uses = usesBetween(packed);
  const ends = new Set(uses.flatMap(({ from, to }) => [from, to]));
  const usePorts = ({ y, height }: PlacedContainer, at: string, width: number) =>
    [
      port(`serve ${at}`, { x: width, y: y + height / 2 + BELOW }, "EAST"),
      port(`use ${at}`, { x: 0, y: y + height / 2 }, "WEST"),
    ].filter(({ id }) => ends.has(id));
  const children = packed.map(({ width, height, containers }, i) => ({
    id: `network ${i}`,
    width,
    height,
    layoutOptions: { "elk.portConstraints": "FIXED_POS" },
    ports: [
      port(`in ${i}`, { x: 0, y: HEAD / 2 }, "WEST"),
      ...containers
        .map((box, j) => ({ box, id: `out ${i} ${j}` }))
        .filter(({ box }) => box.group.lines.length > 0)
        .map(({ box, id }) => port(id, { x: width, y: box.y + box.height / 2 }, "EAST")),
      ...containers.flatMap((box, j) => usePorts(box, `${i} ${j}`, width)),
    ],
  }));
  const edges = linesOf(packed).map(({ from, connection: { network, aliases } }, i) => ({
    id: `line ${i}`,
    sources: [from],
    targets: [`in ${numbers.get(network) ?? ""}`],
    labels: [labelOf(aliases)],
  }));
  const useEdges = uses.map(({ from, to }, i) => ({ id: `use ${i}`, sources: [from], targets: [to] }));
  return { id: "root", layoutOptions: OPTIONS, children, edges: [...edges, ...useEdges] };
}

/** The lines as ELK has routed them, from the containers' boxes on. */
export function connectionsOf(graph: ElkNode, networks: readonly PlacedNetwork[]): PlacedConnection[] {
  const routed = new Map((graph.edges ?? []).map((edge) => [edge.id, edge]));
  return linesOf(networks).flatMap(({ box, connection }, i) => {
    const edge = routed.get(`line ${i}`);
    const [section, label] = [edge?.sections?.[0], edge?.labels?.[0]];
    if (!section) return [];
    const { startPoint, bendPoints = [], endPoint } = section;
    const path = [{ x: box.x + box.width, y: startPoint.y }, startPoint, ...bendPoints, endPoint];
    const at = { x: (label?.x ?? endPoint.x) + (label?.width ?? 0) / 2, y: (label?.y ?? endPoint.y) + LINE / 2 };
    return [{ group: box.group, network: connection.network, label: label?.text ?? "", path, at }];
  });
}

function linesOf(networks: readonly PlacedNetwork[]) {
  return networks.flatMap(({ containers }, i) =>
    containers.flatMap((box, j) => box.group.lines.map((connection) => ({ box, connection, from: `out ${i} ${j}` }))),
  );
}

function port(id: string, at: { x: number; y: number }, side: "EAST" | "WEST") {
  return { id, ...at, width: 0, height: 0, layoutOptions: { "elk.port.side": side } };
}

/** What a line says: the aliases, or that there are none but the container's own name. */
function labelOf(aliases: readonly string[]): ElkLabel {
  const text = aliases.length ? aliases.join(", ") : "attached";
  return {
    text,
    width: textWidth(`+ ${text}`) + 12,
    height: LINE,
    layoutOptions: { "elk.edgeLabels.inline": "true" },
  };
}

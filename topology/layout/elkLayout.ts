import type { ELK } from "elkjs/lib/elk-api";
import { groupContainers } from "../groupContainers";
import type { Topology } from "../Topology";
import { connectionsOf, elkGraph } from "./elkGraph";
import type { Box, Layout, PlacedNetwork } from "./Layout";
import { placedUses } from "./uses";
import { packLoose, packNetwork } from "./packNetwork";
import { MARGIN, ROW } from "./sizes";

/** Where everything of a topology goes. The same topology always gets the same places. */
export async function layOut(topology: Topology): Promise<Layout> {
  const groups = groupContainers(topology);
  const packed = topology.networks.map((network) => packNetwork(network, groups));
  const elk = await loadElk();
  const graph = await elk.layout(elkGraph(packed));
  const nodes = new Map((graph.children ?? []).map((node) => [node.id, node]));
  const networks = packed.map((one, i): PlacedNetwork => {
    const { x = 0, y = 0 } = nodes.get(`network ${i}`) ?? {};
    const containers = one.containers.map((box) => ({ ...box, ...moved(box, x, y) }));
    return { ...one, ...moved(one, x, y), containers };
  });
  const below = (graph.height ?? 0) + MARGIN;
  const loose = packLoose(
    groups.filter(({ home }) => !home),
    below,
  );
  return {
    width: Math.max(graph.width ?? 0, ...loose.map((box) => box.x + box.width + MARGIN)),
    height: loose.length ? below + Math.max(ROW, ...loose.map(({ height }) => height)) + MARGIN : (graph.height ?? 0),
    networks,
    loose,
    connections: connectionsOf(graph, networks),
    uses: placedUses(graph, networks),
  };
}

/** Loaded on first use: it is the largest part of the command line. */
async function loadElk(): Promise<ELK> {
  const { default: Elk } = await import("elkjs/lib/elk.bundled.js");
  return new Elk();
}

function moved(box: Box, x: number, y: number): Box {
  return { x: box.x + x, y: box.y + y, width: box.width, height: box.height };
}

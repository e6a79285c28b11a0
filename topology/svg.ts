import type { TopologyDiff } from "./compareTopologies";
import { escaped } from "./drawing/escaped";
import { markup } from "./drawing/Shape";
import { shapesOf } from "./drawing/shapesOf";
import { PICTURE_STYLE } from "./drawing/style";
import { layOut } from "./layout/elkLayout";
import { canonical, type Topology } from "./Topology";

/** Draws a topology as a standalone SVG document, light or dark as the viewer is. */
export function drawTopology(topology: Topology): Promise<string> {
  return draw(canonical(topology));
}

/** Draws what an update adds, removes and changes, in colour and with a sign. */
export function drawDiff(diff: TopologyDiff): Promise<string> {
  return draw(diff.topology, diff);
}

async function draw(topology: Topology, diff?: TopologyDiff): Promise<string> {
  const layout = await layOut(topology);
  const parts = shapesOf({ layout, topology, ...(diff ? { diff } : {}) }).map(markup);
  const title = `${topology.networks.length} networks, ${topology.containers.length} containers`;
  const [width, height] = [Math.ceil(layout.width), Math.ceil(layout.height)];
  const size = `width="${width}" height="${height}" viewBox="0 0 ${width} ${height}"`;
  return `<svg xmlns="http://www.w3.org/2000/svg" ${size} role="img" aria-label="${escaped(title)}">
<style>${PICTURE_STYLE}</style>
<rect class="page" width="100%" height="100%"/>
${parts.join("\n")}
</svg>
`;
}

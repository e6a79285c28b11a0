import { connectionKey, type Change, type TopologyDiff } from "./compareTopologies";
import type { ContainerGroup } from "./groupContainers";
import {
  layOut,
  networkFacts,
  textWidth,
  type Box,
  type PlacedConnection,
  type PlacedContainer,
  type PlacedNetwork,
} from "./layout";
import { canonical, type Health, type Topology } from "./Topology";

/** Draws a topology as a standalone SVG document, light or dark as the viewer is. */
export function drawTopology(topology: Topology): Promise<string> {
  return draw(canonical(topology), undefined);
}

/** Draws what an update adds, removes and changes, in colour and with a sign. */
export function drawDiff(diff: TopologyDiff): Promise<string> {
  return draw(diff.topology, diff);
}

async function draw(topology: Topology, diff: TopologyDiff | undefined): Promise<string> {
  const { width, height, networks, loose, connections } = await layOut(topology);
  const title = `${topology.networks.length} networks, ${topology.containers.length} containers`;
  const parts = [
    ...networks.map((one) => networkMarkup(one, diff)),
    ...connections.map((one) => connectionMarkup(one, diff)),
    ...[...networks.flatMap(({ containers }) => containers), ...loose].map((one) => containerMarkup(one, diff)),
  ];
  const size = `width="${Math.ceil(width)}" height="${Math.ceil(height)}" viewBox="0 0 ${Math.ceil(width)} ${Math.ceil(height)}"`;
  return `<svg xmlns="http://www.w3.org/2000/svg" ${size} role="img" aria-label="${escaped(title)}">
<style>${STYLE}</style>
${ARROW}
<rect class="page" width="100%" height="100%"/>
${parts.join("\n")}
</svg>
`;
}

function networkMarkup({ network, guests, ...box }: PlacedNetwork, diff: TopologyDiff | undefined): string {
  const { name, internal } = network;
  const change = changeOf(diff?.networks.get(name));
  const facts = networkFacts(network);
  return group(`network ${change}${internal ? " internal" : ""}`, [
    rectangle(box, 10),
    text({ x: box.x + 14, y: box.y + 23 }, "name", sign(change) + name),
    text({ x: box.x + 14, y: box.y + 40 }, "facts", facts),
    ...guests.map((guest, i) => text({ x: box.x + 14, y: box.y + 58 + i * 18 }, "guest", guest)),
  ]);
}

function containerMarkup({ group: one, ...box }: PlacedContainer, diff: TopologyDiff | undefined): string {
  const change = changeOf(groupChange(one.names.map((name) => diff?.containers.get(name))));
  const left = box.x + 34;
  return group(`container ${one.state} ${change}`, [
    `<title>${escaped(description(one))}</title>`,
    ...(one.names.length > 1 ? [rectangle({ ...box, x: box.x + 4, y: box.y + 4 }, 6)] : []),
    rectangle(box, 6),
    healthMark({ x: box.x + 18, y: box.y + 24 }, one),
    text({ x: left, y: box.y + 20 }, "name", sign(change) + one.title),
    text({ x: left, y: box.y + 37 }, "facts", one.subtitle),
    ...one.ports.map((port, i) => text({ x: left, y: box.y + 55 + i * 18 }, "port", port)),
  ]);
}

function connectionMarkup({ group: one, network, label, path, at }: PlacedConnection, diff: TopologyDiff | undefined) {
  const change = changeOf(groupChange(one.names.map((name) => diff?.connections.get(connectionKey(name, network)))));
  const line = path.map(({ x, y }, i) => `${i ? "L" : "M"}${round(x)} ${round(y)}`).join("");
  const shown = sign(change) + label;
  const width = textWidth(shown) + 12;
  return group(`connection ${change}`, [
    `<path d="${line}"/>`,
    rectangle({ x: at.x - width / 2, y: at.y - 9, width, height: 18 }, 9),
    text({ x: at.x, y: at.y + 4 }, "alias", shown),
  ]);
}

/** A shape for each state, so that nobody needs to see colours. */
function healthMark({ x, y }: { x: number; y: number }, { state, health }: ContainerGroup): string {
  if (state !== "running")
    return `<rect class="mark off" x="${round(x - 5)}" y="${round(y - 5)}" width="10" height="10"/>`;
  const shapes: Record<Health, string> = {
    healthy: `<circle class="mark ok" cx="${round(x)}" cy="${round(y)}" r="6"/>`,
    unhealthy: `<path class="mark bad" d="M${round(x)} ${round(y - 7)}l7 13h-14z"/>`,
    starting: `<circle class="mark wait" cx="${round(x)}" cy="${round(y)}" r="5"/>`,
    unchecked: `<path class="mark none" d="M${round(x - 5)} ${round(y)}h10"/>`,
  };
  return shapes[health];
}

function description({ names, state, health, ports, addresses, home, further }: ContainerGroup): string {
  const checked = health === "unchecked" ? "no health check" : health;
  const networks = [
    ...(home ? [`${home} ${addresses.join(" ")}`.trim()] : []),
    ...further.map(({ network }) => network),
  ];
  return [names.join(", "), `${state}, ${checked}`, `on ${networks.join(", ") || "no network"}`, ...ports].join("\n");
}

function groupChange(changes: readonly (Change | undefined)[]): Change | undefined {
  return changes.find((change) => change !== "same") ?? changes[0];
}

function changeOf(change: Change | undefined): string {
  return change && change !== "same" ? change : "";
}

function sign(change: string): string {
  return { added: "+ ", removed: "− ", changed: "~ " }[change] ?? "";
}

function group(name: string, parts: readonly string[]): string {
  return `<g class="${name.trim().replace(/\s+/g, " ")}">${parts.join("")}</g>`;
}

function rectangle({ x, y, width, height }: Box, radius: number): string {
  return `<rect x="${round(x)}" y="${round(y)}" width="${round(width)}" height="${round(height)}" rx="${radius}"/>`;
}

function text({ x, y }: { x: number; y: number }, name: string, content: string): string {
  return `<text class="${name}" x="${round(x)}" y="${round(y)}">${escaped(content)}</text>`;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

/** Names and labels come from strangers: nothing of them is markup, and control characters are not XML. */
function escaped(content: string): string {
  return content.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`).replace(/\p{Cc}/gu, "�");
}

const ARROW =
  `<defs><marker id="end" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto">` +
  `<path class="head" d="M0 0L8 4L0 8z"/></marker></defs>`;

interface Palette {
  readonly page: string;
  readonly ink: string;
  readonly soft: string;
  readonly area: string;
  readonly edge: string;
  readonly box: string;
  readonly line: string;
  readonly ok: string;
  readonly bad: string;
  readonly wait: string;
}

const LIGHT: Palette = {
  page: "#ffffff",
  ink: "#1c2733",
  soft: "#5b6b7b",
  area: "#f1f5f9",
  edge: "#b6c2cf",
  box: "#ffffff",
  line: "#3b6ea8",
  ok: "#1a7f37",
  bad: "#c4281c",
  wait: "#9a6700",
};

const DARK: Palette = {
  page: "#0f1419",
  ink: "#e4eaf0",
  soft: "#97a6b5",
  area: "#182029",
  edge: "#42505e",
  box: "#202b36",
  line: "#78aae6",
  ok: "#4ac26b",
  bad: "#ff7b72",
  wait: "#d8a52a",
};

/** Plain rules without variables: image viewers that are no browsers know no others. */
function colours({ page, ink, soft, area, edge, box, line, ok, bad, wait }: Palette): string {
  const changed = (name: string, colour: string) =>
    `.${name}>rect,.${name}>path{stroke:${colour}}.${name}>.name,.${name}>.alias{fill:${colour}}`;
  return [
    `.page{fill:${page}}text{fill:${ink}}.facts,.port{fill:${soft}}.guest{fill:${line}}`,
    `.network>rect{fill:${area};stroke:${edge}}.container>rect{fill:${box};stroke:${edge}}`,
    `.connection>path{stroke:${line}}.connection>rect{fill:${page};stroke:${line}}.head{fill:${line}}`,
    `.ok{fill:${ok}}.bad{fill:${bad}}.wait{stroke:${wait}}.none,.off{stroke:${soft}}`,
    changed("added", ok) + changed("removed", bad) + changed("changed", wait),
  ].join("");
}

const SHAPES = [
  `svg{font:12px ui-monospace,SFMono-Regular,Menlo,Consolas,"DejaVu Sans Mono",monospace}`,
  `.name{font-weight:600}.network>.name{font-size:13px}.alias{text-anchor:middle}`,
  `.network.internal>rect{stroke-dasharray:7 4}.container.stopped>rect,.container.planned>rect{stroke-dasharray:4 3}`,
  `.connection>path{fill:none;stroke-width:1.5;marker-end:url(#end)}.mark{stroke-width:2}.wait,.off{fill:none}`,
  `.wait{stroke-dasharray:3 2}.added>rect,.removed>rect,.changed>rect,.added>path,.removed>path,.changed>path{stroke-width:2}`,
  `.removed>rect,.removed>path{stroke-dasharray:3 3}`,
].join("");

const STYLE = `${SHAPES}${colours(LIGHT)}@media(prefers-color-scheme:dark){${colours(DARK)}}`;

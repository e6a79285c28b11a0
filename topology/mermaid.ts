import { visible } from "./drawing/escaped";
import { groupContainers, type ContainerGroup } from "./groupContainers";
import { canonical, type Topology } from "./Topology";

/** A topology as a Mermaid flowchart, for Markdown pages. */
export function mermaidOf(given: Topology): string {
  const topology = canonical(given);
  const groups = groupContainers(topology);
  const networkIds = new Map(topology.networks.map(({ name }, i) => [name, `n${i}`]));
  const containerIds = new Map(groups.map(({ key }, i) => [key, `c${i}`]));
  const node = (group: ContainerGroup) => `${containerIds.get(group.key) ?? ""}["${labelOf(group)}"]`;
  const areas = topology.networks.flatMap(({ name, internal }) => [
    `  subgraph ${networkIds.get(name) ?? ""}["${escaped(name)}${internal ? " (internal)" : ""}"]`,
    ...groups.filter(({ home }) => home === name).map((group) => `    ${node(group)}`),
    "  end",
  ]);
  const loose = groups.filter(({ home }) => !home).map((group) => `  ${node(group)}`);
  const lines = groups.flatMap((group) =>
    group.further.map(({ network, aliases }) => {
      const label = aliases.length ? ` -- "${escaped(aliases.join(", "))}" -->` : " -->";
      return `  ${containerIds.get(group.key) ?? ""}${label} ${networkIds.get(network) ?? ""}`;
    }),
  );
  const keys = new Map(groups.flatMap(({ key, names }) => names.map((name) => [name, key])));
  const uses = groups.flatMap((group) =>
    [...new Set(group.uses.map((name) => keys.get(name) ?? ""))]
      .filter((server) => containerIds.has(server) && server !== group.key)
      .map((server) => `  ${containerIds.get(group.key) ?? ""} -. uses .-> ${containerIds.get(server) ?? ""}`),
  );
  return `${["flowchart LR", ...areas, ...loose, ...lines, ...uses].join("\n")}\n`;
}

function labelOf({ title, subtitle, ports }: ContainerGroup): string {
  return [title, subtitle, ...ports].map(escaped).join("<br>");
}

/** Mermaid reads HTML entities, by number and without the ampersand, inside quotes. */
function escaped(text: string): string {
  return visible(text).replace(/["#;&<>`]/g, (sign) => `#${sign.codePointAt(0) ?? 63};`);
}

import type { Difference } from "../../topology/compareWithStack";
import { subjectKey, type Subject } from "../../topology/drawing/Shape";
import type { TopologyContainer, TopologyNetwork } from "../../topology/Topology";
import type { LiveState } from "../protocol";

/** What a person wants to see. */
export interface Filter {
  /** Words; each has to be in a name, an alias, an image, an address or a port. */
  readonly text: string;
  readonly onlyStack: boolean;
  readonly onlyDifferences: boolean;
  /** What is unhealthy, or does not run. */
  readonly onlyTroubled: boolean;
}

export const EVERYTHING: Filter = { text: "", onlyStack: false, onlyDifferences: false, onlyTroubled: false };

export function isFiltering(filter: Filter): boolean {
  return filter.text.trim() !== "" || filter.onlyStack || filter.onlyDifferences || filter.onlyTroubled;
}

/** The names of the containers and networks that pass. A network passes by itself, or with a container on it. */
export function passing(state: LiveState, filter: Filter): { containers: Set<string>; networks: Set<string> } {
  const differing = differingNames(state.differences);
  const owns = (subject: Subject) => !filter.onlyStack || state.owned.has(subjectKey(subject));
  const containers = [...state.containers.values()].filter(
    (one) =>
      owns({ kind: "container", container: one.name }) &&
      (!filter.onlyDifferences || differing.containers.has(one.name)) &&
      (!filter.onlyTroubled || isTroubled(one)) &&
      hasWords(filter.text, wordsOf(one)),
  );
  const networks = [...state.networks.values()].filter(
    (one) =>
      owns({ kind: "network", network: one.name }) &&
      (!filter.onlyDifferences || differing.networks.has(one.name)) &&
      !filter.onlyTroubled &&
      hasWords(filter.text, [one.name, one.driver, ...one.subnets]),
  );
  const homes = containers.flatMap(({ connections }) => connections.map(({ network }) => network));
  return {
    containers: new Set(containers.map(({ name }) => name)),
    networks: new Set([...networks.map(({ name }: TopologyNetwork) => name), ...homes]),
  };
}

function differingNames(differences: ReadonlyMap<string, Difference>) {
  const [containers, networks] = [new Set<string>(), new Set<string>()];
  for (const { subject } of differences.values()) {
    if ("container" in subject) containers.add(subject.container);
    if ("network" in subject) networks.add(subject.network);
  }
  return { containers, networks };
}

function isTroubled({ state, health }: TopologyContainer): boolean {
  return state !== "running" || health === "unhealthy";
}

function wordsOf({ name, image, ports, connections, machine = "", service = "" }: TopologyContainer): string[] {
  const places = connections.flatMap(({ network, aliases, addresses }) => [network, ...aliases, ...addresses]);
  return [name, image, machine, service, ...ports, ...places];
}

function hasWords(text: string, words: readonly string[]): boolean {
  const all = words.join("\n").toLowerCase();
  return text
    .toLowerCase()
    .split(/\s+/)
    .every((word) => all.includes(word));
}

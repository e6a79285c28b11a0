import { canonical, type Connection, type Topology, type TopologyContainer } from "./Topology";

/** What an update does to a part of a topology. */
export type Change = "added" | "removed" | "changed" | "same";

/** Two topologies laid over each other: everything of both, and what becomes of it. */
export interface TopologyDiff {
  /** Everything of both; where they differ, as it will be. */
  readonly topology: Topology;
  /** By network name. */
  readonly networks: ReadonlyMap<string, Change>;
  /** By container name. */
  readonly containers: ReadonlyMap<string, Change>;
  /** By container and network name, in the form of `connectionKey`. */
  readonly connections: ReadonlyMap<string, Change>;
}

/** Names one connection in a `TopologyDiff`. */
export function connectionKey(container: string, network: string): string {
  return `${container}\n${network}`;
}

/** Lays a topology over an earlier one. */
export function compareTopologies(before: Topology, after: Topology): TopologyDiff {
  const [old, now] = [canonical(before), canonical(after)];
  const networks = merged(old.networks, now.networks, (a, b) => text(known(a, b)) === text(b));
  const containers = merged(old.containers, now.containers, (a, b) => text(facts(a, b)) === text(facts(b, b)));
  const connections = merged(connectionsOf(old), connectionsOf(now), (a, b) => text(a.aliases) === text(b.aliases));
  const all = containers.items.map(({ item }) => ({ ...item, connections: everyConnection(item, old.containers) }));
  return {
    topology: canonical({ networks: networks.items.map(({ item }) => item), containers: all }),
    networks: networks.changes,
    containers: containers.changes,
    connections: connections.changes,
  };
}

/** The container's connections as they will be, and the ones that it loses. */
function everyConnection(container: TopologyContainer, old: readonly TopologyContainer[]): readonly Connection[] {
  const before = old.find(({ name }) => name === container.name)?.connections ?? [];
  const kept = new Set(container.connections.map(({ network }) => network));
  return [...container.connections, ...before.filter(({ network }) => !kept.has(network))];
}

interface Keyed {
  readonly name: string;
}

function merged<T extends Keyed>(old: readonly T[], now: readonly T[], equal: (a: T, b: T) => boolean) {
  const before = new Map(old.map((item) => [item.name, item]));
  const after = new Set(now.map(({ name }) => name));
  const items: { item: T; change: Change }[] = [
    ...now.map((item) => ({ item, change: changeBetween(before.get(item.name), item, equal) })),
    ...old.filter(({ name }) => !after.has(name)).map((item) => ({ item, change: "removed" as const })),
  ];
  return { items, changes: new Map(items.map(({ item, change }) => [item.name, change])) };
}

function changeBetween<T>(before: T | undefined, after: T, equal: (a: T, b: T) => boolean): Change {
  if (before === undefined) return "added";
  return equal(before, after) ? "same" : "changed";
}

function connectionsOf({ containers }: Topology): (Connection & Keyed)[] {
  return containers.flatMap(({ name, connections }) =>
    connections.map((connection) => ({ ...connection, name: connectionKey(name, connection.network) })),
  );
}

/** What is not known beforehand, such as a subnet that the Engine chooses, is no difference. */
function known<T extends { subnets: readonly string[] }>(a: T, b: T): T {
  return b.subnets.length === 0 ? { ...a, subnets: [] } : a;
}

function facts(container: TopologyContainer, other: TopologyContainer): Partial<TopologyContainer> {
  const { name, image, ports } = container;
  return { name, image: other.image ? image : "", ports };
}

function text(value: unknown): string {
  return JSON.stringify(value);
}

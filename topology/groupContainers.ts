import type { Connection, ContainerState, Health, Topology, TopologyContainer } from "./Topology";

/** One box of a picture: a container, or several that differ in nothing but their names. */
export interface ContainerGroup {
  /** Stands for the group in the layout; the first container's name. */
  readonly key: string;
  readonly names: readonly string[];
  /** The name, or the first and the last of several; with the aliases on the home network. */
  readonly title: string;
  /** The image, and the number of containers when there are several. */
  readonly subtitle: string;
  readonly state: ContainerState;
  readonly health: Health;
  readonly ports: readonly string[];
  /** The network that the box stands in; undefined for containers without a network. */
  readonly home: string | undefined;
  /** Addresses on the home network. */
  readonly addresses: readonly string[];
  readonly further: readonly Connection[];
  /** Those of `further` that are drawn as lines: none for a container on so many networks that its lines would hide the rest. */
  readonly lines: readonly Connection[];
  /** Names of containers that it uses as servers. */
  readonly uses: readonly string[];
}

/** More containers than this that differ in nothing but their names become one box. */
const FOLD_ABOVE = 4;
/** A container on more further networks than this is named in each of them instead of connected by a line. */
const MOST_LINES = 6;

/** The boxes of a topology, in the order of their containers' names. */
export function groupContainers({ containers }: Topology): ContainerGroup[] {
  const alike = new Map<string, TopologyContainer[]>();
  for (const container of containers) {
    const key = likeness(container);
    alike.set(key, [...(alike.get(key) ?? []), container]);
  }
  return containers.flatMap((container) => {
    const group = alike.get(likeness(container)) ?? [];
    if (group.length <= FOLD_ABOVE) return [groupOf([container])];
    return group[0] === container ? [groupOf(group)] : [];
  });
}

function likeness(container: TopologyContainer): string {
  const { image, state, health, ports, connections, uses, machine, service } = container;
  const places = connections.map(({ network, aliases }) => [network, aliases]);
  return JSON.stringify([image, state, health, ports, places, uses, machine, service]);
}

function groupOf(group: readonly TopologyContainer[]): ContainerGroup {
  const [first] = group;
  if (!first) throw new Error("a group has at least one container");
  const [home, ...further] = first.connections;
  const names = group.map(({ name }) => name);
  const kind = kindOf(first);
  const hasLines = further.length <= MOST_LINES;
  const several = group.length > 1;
  const title = several ? `${first.name} … ${names[names.length - 1] ?? ""}` : first.name;
  return {
    key: first.name,
    names,
    title: home?.aliases.length ? `${title} (${home.aliases.join(", ")})` : title,
    subtitle: [
      several ? `${group.length} × ${kind}` : kind,
      ...(first.machine === undefined ? [] : [`on ${first.machine}`]),
      ...(hasLines ? [] : [`on ${further.length} more`]),
    ].join(", "),
    state: first.state,
    health: first.health,
    ports: first.ports,
    home: home?.network,
    addresses: several ? [] : (home?.addresses ?? []),
    further,
    lines: hasLines ? further : [],
    uses: first.uses ?? [],
  };
}

/** An Engine does not know the images on other machines. */
function kindOf({ image, service, machine, replicas }: TopologyContainer): string {
  if (replicas === "global") return `${shortImage(image)} on each machine`;
  if (replicas !== undefined) return `service of ${replicas} × ${shortImage(image)}`;
  if (image || machine === undefined) return shortImage(image);
  return service ? `service ${service}` : "container";
}

/** An image's name without its digest; a bare id in the short form that Docker prints. */
export function shortImage(image: string): string {
  const id = /^(?:sha256:)?([0-9a-f]{64})$/.exec(image)?.[1];
  if (id) return id.slice(0, 12);
  const name = image.replace(/@sha256:[0-9a-f]+$/, "");
  return name.length > 34 ? `…${name.slice(-33)}` : name;
}

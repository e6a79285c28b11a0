import { withServers } from "./uses";

/** What a health check says of a container. */
export type Health = "healthy" | "unhealthy" | "starting" | "unchecked";

/** Whether a container runs; `planned` is one that does not exist yet. */
export type ContainerState = "running" | "stopped" | "planned";

/** A network of a topology. */
export interface TopologyNetwork {
  readonly name: string;
  /** For instance `bridge` or `overlay`. */
  readonly driver: string;
  /** Whether it has no way to the outside. */
  readonly internal: boolean;
  /** In CIDR notation; empty while none is known. */
  readonly subnets: readonly string[];
}

/** A container's place on one network. */
export interface Connection {
  readonly network: string;
  /** Names beyond the container's own, sorted. */
  readonly aliases: readonly string[];
  /** Addresses without prefix length; empty while none is known. */
  readonly addresses: readonly string[];
}

/** A container of a topology. */
export interface TopologyContainer {
  readonly name: string;
  readonly image: string;
  readonly state: ContainerState;
  readonly health: Health;
  /** Published ports, for instance `127.0.0.1:3000->3000/tcp`, sorted. */
  readonly ports: readonly string[];
  /** The network that the container was created on comes first; the others are sorted by name. */
  readonly connections: readonly Connection[];
  /**
   * Containers that it uses as servers, sorted; missing when none is known. A source may give any name that leads to one on a
   * network that both are on.
   */
  readonly uses?: readonly string[];
  /**
   * Of a container on another machine of the swarm, how the machines know that one; missing for one of the Engine itself. Of
   * what is elsewhere an Engine knows names and addresses on overlay networks alone.
   */
  readonly machine?: string;
  /** The swarm service that it is a task of, or stands for; missing for any other container. */
  readonly service?: string;
  /** Of what stands for a service of a program, how many containers it has; missing for a container. */
  readonly replicas?: number | "global";
}

/** Networks and the containers on them, from whatever source. */
export interface Topology {
  readonly networks: readonly TopologyNetwork[];
  readonly containers: readonly TopologyContainer[];
}

/**
 * The same topology in one order, with a network for every connection, so that equal topologies give equal pictures. A
 * network that only a connection names has the driver "unknown".
 */
export function canonical({ networks, containers }: Topology): Topology {
  const named = new Map(networks.map((network) => [network.name, network]));
  for (const { network: name } of containers.flatMap((container) => container.connections)) {
    if (!named.has(name)) named.set(name, { name, driver: "unknown", internal: false, subnets: [] });
  }
  return {
    networks: sortedBy([...named.values()], ({ name }) => name).map((network) => ({
      ...network,
      subnets: [...network.subnets].sort(),
    })),
    containers: sortedBy(withServers(containers), ({ name }) => name).map((container) => ({
      ...container,
      ports: [...container.ports].sort(),
      connections: connectionsInOrder(container.connections),
    })),
  };
}

/** The same container with the connection to a network first, if it has one. */
export function withHome(container: TopologyContainer, network: string | undefined): TopologyContainer {
  const home = container.connections.find((one) => one.network === network);
  if (!home) return container;
  return { ...container, connections: [home, ...container.connections.filter((one) => one !== home)] };
}

function connectionsInOrder([home, ...others]: readonly Connection[]): Connection[] {
  if (!home) return [];
  return [home, ...sortedBy(others, ({ network }) => network)].map((connection) => ({
    ...connection,
    aliases: [...connection.aliases].sort(),
  }));
}

const ORDER = new Intl.Collator("en", { numeric: true });

/** As people count: `tenant-2` before `tenant-10`. Names that this order holds for equal are put by their code points. */
export function sortedBy<T>(list: readonly T[], key: (item: T) => string): T[] {
  return [...list].sort((a, b) => ORDER.compare(key(a), key(b)) || (key(a) < key(b) ? -1 : Number(key(a) > key(b))));
}

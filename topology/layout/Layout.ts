import type { ContainerGroup } from "../groupContainers";
import type { TopologyNetwork } from "../Topology";

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

/** A line from a container to a server that it uses, from the one's edge to the other's. */
export interface PlacedUse {
  readonly client: ContainerGroup;
  readonly server: ContainerGroup;
  readonly path: readonly Point[];
}

export interface Layout {
  readonly width: number;
  readonly height: number;
  readonly networks: readonly PlacedNetwork[];
  /** Containers that are on no network. */
  readonly loose: readonly PlacedContainer[];
  readonly connections: readonly PlacedConnection[];
  readonly uses: readonly PlacedUse[];
}

/** Where a container is on the Engine, and under what names beside its own. */
export interface PlannedContainer {
  /** Key of the network in the plan. */
  readonly network: string;
  readonly aliases?: readonly string[];
}

/** A container, described so that every peer can make it. */
export interface ContainerPlan {
  readonly name: string;
  readonly kind: "redis" | "app";
  readonly image: string;
  /** The first is the network that it is created on. */
  readonly on: readonly PlannedContainer[];
  /** Opens a port of the container on loopback. */
  readonly publish?: { readonly internal: number; readonly external: number };
}

/** What a peer is to lay out, by keys of the benchmark's choice. */
export interface Plan {
  /** Names by key. */
  readonly networks: Readonly<Record<string, string>>;
  readonly containers: Readonly<Record<string, ContainerPlan>>;
}

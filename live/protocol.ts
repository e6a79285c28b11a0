import type { Difference } from "../topology/compareWithStack";
import type { Subject } from "../topology/drawing/Shape";
import type { Layout } from "../topology/layout/Layout";
import type { TopologyContainer, TopologyNetwork } from "../topology/Topology";

/** How the Engine is doing. */
export interface EngineStatus {
  /** Without credentials, and who named it. */
  readonly address: string;
  /** `lost`: it does not answer, and what is shown is from before. */
  readonly state: "connected" | "lost";
  /** What the Engine, or the connection to it, last said while it is lost. */
  readonly problem?: string;
}

/** The stack that the Engine is held against. */
export interface StackStatus {
  /** The stack's name, if one was given. */
  readonly name?: string;
  /** Why the stack cannot be read now. */
  readonly problem?: string;
}

/** One change that was seen. */
export interface HistoryEntry {
  /** Counts from 1. */
  readonly id: number;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly text: string;
  /** What the change is about; it may be gone since. */
  readonly subject?: Subject;
}

/** Everything that a page shows. Each value is a new object when it changes, and the same one while it does not. */
export interface LiveState {
  /** Undefined for a picture of one moment. */
  readonly engine: EngineStatus | undefined;
  readonly stack: StackStatus | undefined;
  readonly networks: ReadonlyMap<string, TopologyNetwork>;
  readonly containers: ReadonlyMap<string, TopologyContainer>;
  /** Containers and networks by `subjectKey` that belong to the stack. */
  readonly owned: ReadonlyMap<string, true>;
  /** By `subjectKey`. */
  readonly differences: ReadonlyMap<string, Difference>;
  readonly layout: Layout | undefined;
  /** Of the stack alone, and what is on its networks. */
  readonly stackLayout: Layout | undefined;
  readonly history: readonly HistoryEntry[];
}

export const NOTHING: LiveState = {
  engine: undefined,
  stack: undefined,
  networks: new Map(),
  containers: new Map(),
  owned: new Map(),
  differences: new Map(),
  layout: undefined,
  stackLayout: undefined,
  history: [],
};

/** How many changes are remembered. */
export const HISTORY_LENGTH = 300;

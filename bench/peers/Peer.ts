import type { Plan } from "../support/Plan";

/** A tool that lays out a plan on the Engine. */
export interface Peer {
  readonly name: string;
  /** Whether it finds out by itself that there is nothing to do. */
  readonly repeatable: boolean;
  /** Whatever it needs once: a folder, a stack, its plugins. Not timed. */
  prepare(): Promise<void>;
  /** Writes down what the next `up` is to make true. Not timed. */
  plan(plan: Plan): void;
  up(): Promise<void>;
  /** Puts back containers that were removed behind its back. */
  repair(): Promise<void>;
  down(): Promise<void>;
  /** Takes away what `prepare` made; what is still on the Engine is swept by its prefix. */
  dispose(): Promise<void>;
}

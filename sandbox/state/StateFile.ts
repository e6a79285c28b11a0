import { existsSync, readFileSync, renameSync, statSync, writeFileSync } from "node:fs";
import type { Environment } from "../Environment";
import { stateFile } from "../Stack";

/** A resource as the state has it. */
export interface StateResource {
  type: string;
  id?: string;
  inputs?: { name?: string; mustRun?: boolean; start?: boolean };
  outputs?: { networkId?: string; value?: string };
}

/** Whether the program wants a container to run, which is the Docker provider's default. */
export function shouldRun({ inputs }: StateResource): boolean {
  return inputs?.mustRun !== false && inputs?.start !== false;
}

/** An operation that a run had begun and not ended. */
export interface PendingOperation {
  type: string;
  resource: StateResource;
}

/** What a stack consists of, as far as recovery wants to know. */
export interface Deployment {
  resources?: StateResource[];
  pending_operations?: PendingOperation[];
}

interface Checkpoint {
  checkpoint: { latest?: Deployment | null };
}

/** The state of a stack in a folder of this project, read and written as it lies there: the CLI takes half a second. */
export class StateFile {
  private constructor(private readonly path: string) {}

  /** Undefined while the stack's state is with a backend of the user's. */
  static of(environment: Environment, stack: string): StateFile | undefined {
    const path = stateFile(environment, stack);
    return path === undefined ? undefined : StateFile.at(path);
  }

  static at(path: string): StateFile {
    return new StateFile(path);
  }

  read(): Deployment {
    return existsSync(this.path) ? (this.checkpoint().checkpoint.latest ?? {}) : {};
  }

  /** Strikes the pending operations out; the caller holds the stack's lock. */
  dropPendingOperations(): void {
    const state = this.checkpoint();
    if (state.checkpoint.latest) state.checkpoint.latest.pending_operations = [];
    const partial = `${this.path}.${process.pid}`;
    writeFileSync(partial, JSON.stringify(state, undefined, 4), { mode: statSync(this.path).mode });
    renameSync(partial, this.path);
  }

  private checkpoint(): Checkpoint {
    return JSON.parse(readFileSync(this.path, "utf8")) as Checkpoint;
  }
}

import { Properties } from "./values";
import { PropertyChange } from "./propertyDiff";

/** Why one property of a resource or function was refused. */
export interface Failure {
  property: string;
  reason: string;
}

/** The outcome of a check: inputs in the form that is kept, and what is wrong with them. */
export interface Checked {
  inputs: Properties;
  failures: Failure[];
}

/** What an edit means for a resource. */
export interface Difference {
  /** Every changed property by its path, for instance `aliases[1]`. */
  changes: PropertyChange[];
  /** Top-level properties whose change needs a new resource. */
  replaces: string[];
}

/** What a resource method may use of the operation that it runs in. */
export interface Operation {
  urn: string;
  /** True while nothing may be touched. */
  preview: boolean;
  /** Ends as soon as the Pulumi engine cancels. */
  signal: AbortSignal;
  /** Milliseconds that the caller gave in `customTimeouts`; undefined when none was given. */
  timeoutMs: number | undefined;
  /** Shows a line to the person at the resource's row. */
  warn(message: string): void;
}

/** What is known of a resource that was created or found. */
export interface Found {
  id: string;
  state: Properties;
  /** Inputs that would produce this state; told by `read` alone. */
  inputs?: Properties;
}

/** One resource type: pure in `check`, reading in `diff` and `read`, acting in `create`, `update` and `delete`. */
export interface Resource {
  readonly type: string;
  /** Top-level outputs that are always secret. */
  readonly secretOutputs: readonly string[];
  check(inputs: Properties, urn: string): Checked;
  diff(id: string, state: Properties, oldInputs: Properties, inputs: Properties): Promise<Difference>;
  create(inputs: Properties, operation: Operation): Promise<Found>;
  read(id: string, oldInputs: Properties, state: Properties, operation: Operation): Promise<Found | undefined>;
  update(id: string, state: Properties, inputs: Properties, operation: Operation): Promise<Properties>;
  delete(id: string, state: Properties, operation: Operation): Promise<void>;
}

/** One function: arguments in, an answer out. */
export interface ProviderFunction {
  readonly token: string;
  check(args: Properties): Failure[];
  invoke(args: Properties, signal: AbortSignal): Promise<Properties>;
}

/** Thrown when a resource exists by now but is not what was asked: Pulumi keeps its id and repairs it at the next update. */
export class ResourceInitError extends Error {
  constructor(
    message: string,
    readonly found: Found,
  ) {
    super(message);
  }
}

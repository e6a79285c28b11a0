import type { OperationBounds } from "../../engine/Bounds";
import type { FunctionDeclaration, ResourceDeclaration } from "./declaration";
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

/** What differs between two configurations of the provider. */
export interface ConfigDiff {
  changes: PropertyChange[];
  /** The properties whose change leads to another Engine, which needs new resources. */
  replaceOn: readonly string[];
}

/** What a check may know besides the inputs. */
export interface CheckContext {
  urn: string;
  /** The inputs that the last update recorded; empty for a resource that is new. */
  oldInputs: Properties;
}

/** A resource as it is recorded, and the inputs that the program has for it now. */
export interface Edit {
  id: string;
  state: Properties;
  oldInputs: Properties;
  inputs: Properties;
  /** How old a look at the Engine may be; 0 from the moment on when other providers may act in this update. */
  maxAgeMs: number;
}

/** What a resource method may use of the operation that it runs in. */
export interface Operation {
  urn: string;
  /** Tells the state from others of the same project and stack; undefined until this version has recorded one. */
  stateId: string | undefined;
  /** True while nothing may be touched. */
  preview: boolean;
  /** Within what its calls of the Engine have to end: by the cancellation, and by `customTimeouts` or the default. */
  bounds: OperationBounds;
  /** Top-level inputs that hold a secret: nothing of them may be shown. */
  secretInputs: ReadonlySet<string>;
  /** What `tells` answers in the other processes of this run: a run that upgrades the provider has both versions. */
  beside(): Promise<Properties[]>;
  /** The same of those that have another Engine: of the program's resources on other machines. */
  elsewhere(): Promise<Properties[]>;
  /** Shows a line to the person at the resource's row. */
  warn(message: string): void;
  /** Shows what is being waited for at the resource's row, until the next such line or the end. */
  status(message: string): void;
}

/** What is known of a resource that was created or found. */
export interface Found {
  id: string;
  state: Properties;
  /** Inputs that would produce this state; told by `read` alone. */
  inputs?: Properties;
}

/** Something that is there and can be imported. */
export interface Listed {
  /** As an import takes it. */
  id: string;
  /** A name for it in a program. */
  name: string;
}

/** One resource type: reading at most in `check`, `amendChanges` and `read`, acting in `create`, `update` and `delete`. */
export interface Resource {
  readonly declaration: ResourceDeclaration;
  /** Top-level outputs that are secret when these inputs are. @default none */
  secretOutputsOf?(secretInputs: ReadonlySet<string>): readonly string[];
  /** Whether the old one has to make room before the new one can be made: names and addresses are unique on an Engine. */
  readonly deleteBeforeReplace: boolean;
  /** Whether somebody may have changed it since: Pulumi then reads it before each update (from CLI 3.172). */
  readonly refreshBeforeUpdate: boolean;
  /** Top-level lists of strings whose order means nothing; `check` sorts them. @default none */
  readonly sets?: readonly string[];
  /** Brings inputs into the form that `read` gives back too: defaults dropped, one spelling, sets sorted. */
  check(inputs: Properties, context: CheckContext): Checked | Promise<Checked>;
  /** The form of `check` for inputs that an earlier version recorded. @default they are in it */
  canonical?(inputs: Properties): Properties;
  /** Adds to, or takes from, what differs between the inputs: drift, and references that mean the same thing. */
  amendChanges?(changes: PropertyChange[], edit: Edit): Promise<PropertyChange[]>;
  create(inputs: Properties, operation: Operation): Promise<Found>;
  read(id: string, oldInputs: Properties, state: Properties, operation: Operation): Promise<Found | undefined>;
  update(id: string, state: Properties, inputs: Properties, operation: Operation): Promise<Properties>;
  delete(id: string, state: Properties, operation: Operation): Promise<void>;
  /** Whether another resource of the program has by now what this one had: then its end leaves that as it is. @default no */
  isHeld?(urn: string, id: string, state: Properties): boolean;
  /** What the other processes of this run may want to know: what the state had, and what is asked for. @default nothing */
  tells?(): Properties;
  /** What is there of this type, whoever made it; `query` has been checked by the declaration's `listInputs`. */
  list?(query: Properties, bounds: OperationBounds): Promise<Listed[]>;
}

/** One function: arguments in, an answer out. */
export interface ProviderFunction {
  readonly declaration: FunctionDeclaration;
  invoke(args: Properties, bounds: OperationBounds): Promise<Properties>;
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

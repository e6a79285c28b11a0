import type { DockerFixture } from "../../support/DockerFixture";

/** Inputs as a YAML program has them. */
export type Inputs = Readonly<Record<string, unknown>>;

/** Where one example lives: the Engine, and names that nobody else has. */
export interface World {
  readonly docker: DockerFixture;
  /** A full name for whatever the example makes. */
  readonly name: (rest: string) => string;
}

/** What the contract has to know of a resource to try all its cases on it. */
export interface Example {
  /** The resource's name in the schema; also its name in the programs. */
  readonly resource: string;
  /** Makes by hand what the resource needs on the Engine. @default it needs nothing */
  readonly prepare?: (world: World) => Promise<void>;
  /** An ordinary use. */
  readonly inputs: (world: World) => Inputs;
  /** The same with every default that the schema names written out. */
  readonly defaults: (world: World) => Inputs;
  /** Inputs without a default, which neither of the two has. */
  readonly open: readonly string[];
  /** An ordinary edit of `inputs`. */
  readonly edit: (world: World) => Inputs;
  /** What it was made with stays: an edit is recorded or refused, and changes nothing. @default false */
  readonly constant?: boolean;
  /** An edit inside one property, and the path that hides it. @default the resource has no such property */
  readonly nested?: { readonly path: string; readonly hidden: (world: World) => Inputs };
  /** What the resource is on the Engine, out of raw answers; undefined when it is gone. @default it lives in the state alone */
  readonly live?: (world: World) => Promise<unknown>;
  /** What it did stays when it is edited back or deleted, since it only adds. @default false */
  readonly stays?: boolean;
  /** What `live` has to tell of `inputs` and of `edit`. */
  readonly written?: unknown;
  readonly edited?: unknown;
  /** The id that `pulumi import` takes, or why it takes none. */
  readonly imported: { readonly id: (world: World) => string } | { readonly refused: RegExp };
  /** Makes by hand, for an import, what `inputs` describe. @default `prepare` does */
  readonly makeByHand?: (world: World) => Promise<void>;
  /** Takes away by hand what the resource is on the Engine. @default nobody can */
  readonly takeAway?: (world: World) => Promise<void>;
  /** Puts another container, network or volume in the place of the one that the resource is about, under its name. */
  readonly replaceByHand?: (world: World) => Promise<void>;
  /** Makes by hand what the resource may not touch, and says how it is refused. @default there is no such thing */
  readonly foreign?: {
    readonly make: (world: World) => Promise<void>;
    /** What is to stay as it is. */
    readonly look: (world: World) => Promise<unknown>;
    readonly refused: RegExp;
    readonly remove: (world: World) => Promise<void>;
  };
  /** Inputs that hold the mark, by which a test finds them where a secret may not be. */
  readonly marked: (mark: string) => Inputs;
  /** Inputs that name things on the Engine or address them: they stand in ids and answers, so a secret is never in them. */
  readonly public: readonly string[];
}

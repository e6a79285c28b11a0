/** An output of another resource of the program. */
export class Reference {
  constructor(
    /** The other resource's name. */
    readonly resource: string,
    readonly output: string,
  ) {}
}

/** A value of the stack's configuration. */
export class ConfigValue {
  constructor(readonly key: string) {}
}

/** Texts and values put together to one text. */
export class Joined {
  constructor(readonly parts: readonly (string | Reference | ConfigValue)[]) {}
}

/** A file or folder of this machine, relative to the program's folder. */
export class LocalPath {
  constructor(readonly relative: string) {}
}

/** What a property can be. */
export type Value =
  | string
  | number
  | boolean
  | Reference
  | ConfigValue
  | Joined
  | LocalPath
  | readonly Value[]
  | { readonly [key: string]: Value };

/** The properties of a resource; one that is undefined is left out. */
export type Properties = Readonly<Record<string, Value | undefined>>;

/** A resource of a program. */
export interface ProgramResource {
  /** The name in the program, unique among all of its resources. */
  readonly name: string;
  /** For instance `dockwire:Network` or `docker:Container`. */
  readonly type: string;
  readonly properties: Properties;
  /** Names of resources that come first. @default none but those that properties refer to */
  readonly dependsOn?: readonly string[];
  /** Whether it stays on the Engine when it leaves the program. @default false */
  readonly retainOnDelete?: boolean;
  /** Whether the old one goes before the new one is made. @default false */
  readonly deleteBeforeReplace?: boolean;
  /** The id to import it by. @default it is made */
  readonly importId?: string;
}

/** A setting of the program. */
export interface ProgramConfig {
  readonly key: string;
  readonly secret: boolean;
  /** @default none: the setting has to be made */
  readonly initial?: string;
}

/** A program in no language yet. */
export interface Program {
  /** The Pulumi project's name. */
  readonly project: string;
  readonly config: readonly ProgramConfig[];
  /** In an order in which each comes after those that it refers to. */
  readonly resources: readonly ProgramResource[];
}

/** The languages that a program can be written in. */
export const LANGUAGES = ["typescript", "yaml"] as const;
export type Language = (typeof LANGUAGES)[number];

/** The properties that have a value. */
export function given(properties: Properties): [string, Value][] {
  return Object.entries(properties).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]]));
}

/** The same without those that have none, for an object inside of another one. */
export function present(properties: Properties): Readonly<Record<string, Value>> {
  return Object.fromEntries(given(properties));
}

/** A value and all that it is put together from. */
export function partsOf(value: Value | Properties): readonly Value[] {
  if (typeof value !== "object") return [value];
  if (value instanceof Reference || value instanceof ConfigValue || value instanceof LocalPath) return [value];
  if (value instanceof Joined) return [value, ...value.parts];
  const parts = Array.isArray(value) ? (value as readonly Value[]) : given(value as Properties).map(([, one]) => one);
  return parts.flatMap(partsOf);
}

import { isDeepStrictEqual } from "node:util";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";

/** A plain JSON value, as it travels between the Pulumi engine and this provider. */
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** A resource's properties without secret wrappers. */
export type Properties = Record<string, Json>;

/** Stands for a value that is not known yet during a preview (Pulumi's wire constant for an unknown string). */
export const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

const SIGNATURE = "4dabf18193072939515e22adb298388d";
const SECRET = "1b47061264138c4ac30d75fd1eb44270";
const RESOURCE = "5cf8f73096256a8f31e491e813e4eb8e";
const OUTPUT = "d0e6a833031e9bbcd3f4e8bde6ca49a4";

/** Properties, and the paths of the secrets among them, for instance `files[0].content`. */
export interface Decoded {
  values: Properties;
  secrets: Set<string>;
}

/** Whether the value is, or holds anywhere within, something that is not known yet. */
export function hasUnknown(value: unknown): boolean {
  if (value === UNKNOWN) return true;
  if (Array.isArray(value)) return value.some(hasUnknown);
  return isObject(value) && Object.values(value).some(hasUnknown);
}

/** Reads a Struct, taking the wrappers off secrets, resources and outputs, and remembering where secrets were. */
export function decode(struct: Struct | undefined): Decoded {
  const secrets = new Set<string>();
  const wrapped: Properties = struct?.toJavaScript() ?? {};
  const values = mapObject(wrapped, (value, key) => unwrap(value, key, secrets));
  return { values, secrets };
}

/** Writes properties as a Struct, wrapping what lies at the given paths as secrets and leaving out what is undefined. */
export function encode(values: Record<string, unknown>, secrets: ReadonlySet<string> = new Set()): Struct {
  const known = withoutUndefined(values) as Properties;
  return Struct.fromJavaScript(mapObject(known, (value, key) => wrap(value, key, secrets)));
}

/** Every value by its path, containers before what they hold. */
export function valuesByPath(values: Properties): Map<string, Json> {
  const found = new Map<string, Json>();
  const visit = (value: Json, path: string): void => {
    found.set(path, value);
    for (const [inner, item] of children(value, path)) visit(item, inner);
  };
  for (const [key, value] of Object.entries(values)) visit(value, key);
  return found;
}

/** How Pulumi writes a key of a map in a property path. */
export function member(key: string): string {
  return /^[A-Za-z_][A-Za-z0-9_]*$/.test(key) ? `.${key}` : `["${key}"]`;
}

/** Inputs without those that are null, or what is taken anyway when they are left out. */
export function withoutDefaults(inputs: Properties, defaults: Properties): Properties {
  const isDefault = (key: string, value: Json) => key in defaults && isDeepStrictEqual(value, defaults[key]);
  return Object.fromEntries(Object.entries(inputs).filter(([key, value]) => value !== null && !isDefault(key, value)));
}

function unwrap(value: Json, path: string, secrets: Set<string>): Json {
  if (Array.isArray(value)) return value.map((item, i) => unwrap(item, `${path}[${i}]`, secrets));
  if (!isObject(value)) return value;
  // A secret within a secret says nothing more.
  const inner = (isSecret: boolean) => unwrap(value.value ?? null, path, isSecret ? new Set() : secrets);
  switch (value[SIGNATURE]) {
    case SECRET:
      secrets.add(path);
      return inner(true);
    case RESOURCE:
      // A resource stands for its id, which is empty while it is not known; a component has a URN alone.
      return value.id === "" ? UNKNOWN : (value.id ?? value.urn ?? null);
    case OUTPUT:
      if (value.secret === true) secrets.add(path);
      return "value" in value ? inner(value.secret === true) : UNKNOWN;
    default:
      return mapObject(value, (item, key) => unwrap(item, path + member(key), secrets));
  }
}

function wrap(value: Json, path: string, secrets: ReadonlySet<string>): Json {
  if (secrets.has(path)) return { [SIGNATURE]: SECRET, value };
  if (Array.isArray(value)) return value.map((item, i) => wrap(item, `${path}[${i}]`, secrets));
  if (!isObject(value)) return value;
  return mapObject(value, (item, key) => wrap(item, path + member(key), secrets));
}

function children(value: Json, path: string): [string, Json][] {
  if (Array.isArray(value)) return value.map((item, i) => [`${path}[${i}]`, item]);
  if (!isObject(value)) return [];
  return Object.entries(value).map(([key, item]) => [path + member(key), item]);
}

function mapObject(value: Properties, change: (item: Json, key: string) => Json): Properties {
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, change(item, key)]));
}

function withoutUndefined(value: unknown): Json {
  if (Array.isArray(value)) return value.map(withoutUndefined);
  if (!isObject(value)) return (value ?? null) as Json;
  const known = Object.entries(value).filter(([, item]) => item !== undefined);
  return Object.fromEntries(known.map(([key, item]) => [key, withoutUndefined(item)]));
}

function isObject<T>(value: T | Record<string, T>): value is Record<string, T> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

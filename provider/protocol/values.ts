import { Struct } from "google-protobuf/google/protobuf/struct_pb";

/** A plain JSON value, as it travels between the Pulumi engine and this provider. */
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** A resource's properties without secret wrappers. */
export type Properties = Record<string, Json>;

/** Stands for a value that is not known yet during a preview (Pulumi's wire constant for an unknown string). */
export const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

const SIGNATURE = "4dabf18193072939515e22adb298388d";
const SECRET = "1b47061264138c4ac30d75fd1eb44270";

/** Properties and the names of the top-level ones that held a secret anywhere within. */
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

/** Reads a Struct, taking the wrappers off secrets and remembering where they were. */
export function decode(struct: Struct | undefined): Decoded {
  const secrets = new Set<string>();
  const values: Properties = {};
  for (const [key, value] of Object.entries(struct?.toJavaScript() ?? {})) {
    values[key] = unwrap(value, () => secrets.add(key));
  }
  return { values, secrets };
}

/** Writes properties as a Struct, wrapping the named top-level ones as secrets and leaving out what is undefined. */
export function encode(values: Record<string, unknown>, secrets: ReadonlySet<string> = new Set()): Struct {
  const out: Properties = {};
  for (const [key, value] of Object.entries(values)) {
    if (value === undefined) continue;
    const clean = withoutUndefined(value);
    out[key] = secrets.has(key) ? { [SIGNATURE]: SECRET, value: clean } : clean;
  }
  return Struct.fromJavaScript(out);
}

function unwrap(value: Json, onSecret: () => void): Json {
  if (Array.isArray(value)) return value.map((item) => unwrap(item, onSecret));
  if (!isObject(value)) return value;
  if (value[SIGNATURE] === SECRET) {
    onSecret();
    return unwrap(value.value ?? null, onSecret);
  }
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, unwrap(item, onSecret)]));
}

function withoutUndefined(value: unknown): Json {
  if (Array.isArray(value)) return value.map(withoutUndefined);
  if (!isObject(value)) return (value ?? null) as Json;
  const known = Object.entries(value).filter(([, item]) => item !== undefined);
  return Object.fromEntries(known.map(([key, item]) => [key, withoutUndefined(item)]));
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

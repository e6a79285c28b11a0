import Ajv, { type ErrorObject, type ValidateFunction } from "ajv";
import specification from "./compose-spec.json";
import type { Json, Path } from "./Json";

/** What the specification does not allow, and where. */
export interface SchemaProblem {
  readonly path: Path;
  readonly message: string;
}

let compiled: ValidateFunction | undefined;

/** Compiled at first use: other commands need not wait for it. */
function validator(): ValidateFunction {
  compiled ??= new Ajv({ allErrors: true, unknownFormats: "ignore", format: false, jsonPointers: true }).compile(
    specification,
  );
  return compiled;
}

/** What in a Compose file the specification does not allow; what lies deepest comes first. */
export function checkSchema(content: Json): SchemaProblem[] {
  const validate = validator();
  if (validate(content)) return [];
  const places = new Map<string, { path: Path; errors: ErrorObject[] }>();
  for (const error of validate.errors ?? []) {
    // An unknown key is a problem of its own, at its own place.
    const own = unknownKey(error);
    const path = [...steps(error.dataPath), ...(own === undefined ? [] : [own])];
    const key = JSON.stringify(path);
    const place = places.get(key) ?? { path, errors: [] };
    place.errors.push(error);
    places.set(key, place);
  }
  return [...places.values()]
    .sort((a, b) => b.path.length - a.path.length)
    .map(({ path, errors }) => ({ path, message: message(errors) }));
}

function unknownKey({ keyword, params }: ErrorObject): string | undefined {
  if (keyword !== "additionalProperties") return undefined;
  return (params as { additionalProperty: string }).additionalProperty;
}

/** A value that may be of several kinds has an error for each; they are one sentence. */
function message(errors: readonly ErrorObject[]): string {
  const telling = errors.filter(({ keyword }) => !["oneOf", "anyOf", "if"].includes(keyword));
  const all = (telling.length ? telling : errors).map(({ keyword, params, message: said = "is wrong" }) => {
    if (keyword === "additionalProperties") return "the Compose specification knows no such key here";
    if (keyword !== "enum") return said.replace(/^should/, "has to");
    return `has to be one of ${(params as { allowedValues: unknown[] }).allowedValues.map(String).join(", ")}`;
  });
  const unique = [...new Set(all)];
  return unique.map((one, i) => (i ? one.replace(/^has to be /, "") : one)).join(" or ");
}

function steps(pointer: string): Path {
  const parts = pointer.split("/").slice(1);
  return parts.map((part) => part.replaceAll("~1", "/").replaceAll("~0", "~")).map((part) => indexOr(part));
}

function indexOr(part: string): string | number {
  return /^\d+$/.test(part) ? Number(part) : part;
}

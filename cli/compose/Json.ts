/** What a file in YAML holds, checked by the specification's schema before anything reads it. */
export type Json = string | number | boolean | null | readonly Json[] | JsonObject;

/** A mapping of a file in YAML. */
export interface JsonObject {
  readonly [key: string]: Json | undefined;
}

/** Where something stands: keys and indices from the top of a file. */
export type Path = readonly (string | number)[];

/** The value as a mapping; an empty one for anything else. */
export function mapping(value: Json | undefined): JsonObject {
  return isMapping(value) ? value : {};
}

export function isMapping(value: Json | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !isList(value);
}

export function isList(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}

/** A list, or a single value as a list of one; nothing for null. */
export function list(value: Json | undefined): readonly Json[] {
  if (value === undefined || value === null) return [];
  return isList(value) ? value : [value];
}

/** The same as texts. */
export function texts(value: Json | undefined): string[] {
  return list(value).map(text);
}

/** A scalar as it would be written. */
export function text(value: Json | undefined): string {
  if (value === undefined || value === null) return "";
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}

/** A scalar's text; undefined when there is none. */
export function optionalText(value: Json | undefined): string | undefined {
  return value === undefined || value === null ? undefined : text(value);
}

/** A number, also one that interpolation left as a text. */
export function number(value: Json | undefined): number | undefined {
  return value === undefined || value === null || value === "" ? undefined : Number(value);
}

/** The bits of a file's mode, which is written in octal. */
export function modeBits(value: Json | undefined): number | undefined {
  const given = optionalText(value);
  if (given === undefined) return undefined;
  return /^(0o)?[0-7]+$/.test(given) ? Number.parseInt(given.replace("0o", ""), 8) : Number(given);
}

/** A truth value, likewise. */
export function flag(value: Json | undefined): boolean | undefined {
  if (value === undefined || value === null) return undefined;
  return typeof value === "string" ? /^(true|yes|on|y|1)$/i.test(value) : Boolean(value);
}

/** A mapping of texts. */
export function textMap(value: Json | undefined): Record<string, string> {
  return Object.fromEntries(Object.entries(mapping(value)).map(([key, one]) => [key, text(one)]));
}

/** The value when it holds anything; an empty mapping or list is left out of a program. */
export function some<T extends object>(value: T): T | undefined {
  return Object.keys(value).length ? value : undefined;
}

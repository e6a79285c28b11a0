/** Stands for what a preview does not know yet. */
export const UNKNOWN: unique symbol = Symbol("not known yet");

/** A value, or a word that it is not known yet. */
export type Known<T> = T | typeof UNKNOWN;

/** A resource's properties as a policy gets them: the SDK throws when one is looked at that is not known yet. */
export type Properties = Readonly<Record<string, unknown>>;

/** A property with all that is in it; whatever is not known yet is UNKNOWN. */
export function read(properties: Properties, key: string): unknown {
  try {
    return copy(properties[key]);
  } catch {
    return UNKNOWN;
  }
}

function copy(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map((_, i) => read(value as unknown as Properties, String(i)));
  return Object.fromEntries(Object.keys(value).map((key) => [key, read(value as Properties, key)]));
}

/** A property's text; undefined when it has none, or none yet. */
export function text(properties: Properties, key: string): string | undefined {
  const value = read(properties, key);
  return typeof value === "string" && value !== "" ? value : undefined;
}

/** A list of records; empty when it is none, or not known yet. What is not known in it is left out. */
export function records(properties: Properties, key: string): Properties[] {
  const value = read(properties, key);
  return Array.isArray(value) ? value.filter((one): one is Properties => typeof one === "object" && one !== null) : [];
}

/** A list of words; UNKNOWN as long as one of them is. */
export function words(properties: Properties, key: string): Known<string[]> {
  const value = read(properties, key);
  if (value === UNKNOWN) return UNKNOWN;
  if (!Array.isArray(value)) return [];
  return value.includes(UNKNOWN) ? UNKNOWN : value.map(String);
}

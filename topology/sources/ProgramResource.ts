/** A resource as a stack's state or a preview tells it. */
export interface ProgramResource {
  readonly urn: string;
  readonly type: string;
  readonly id?: string;
  readonly inputs?: Readonly<Record<string, unknown>>;
  readonly outputs?: Readonly<Record<string, unknown>>;
  /** Which resources each input came from, by URN: what an input is while its value is not known. */
  readonly propertyDependencies?: Readonly<Record<string, readonly string[] | null>>;
}

/** The types of networks. */
export const NETWORK_TYPES = ["docker:index/network:Network", "dockwire:index:Network"];

/** An output where it is known, else the input. */
export function value({ inputs = {}, outputs = {} }: ProgramResource, key: string): unknown {
  return isKnown(outputs[key]) ? outputs[key] : inputs[key];
}

/** What a preview writes for a value that is not known yet (Pulumi's constant for unknown strings). */
const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

function isKnown(given: unknown): boolean {
  return given !== undefined && given !== null && given !== UNKNOWN && given !== "";
}

/** Of what is no text, or not known yet, an empty one. */
export function text(given: unknown): string {
  return typeof given === "string" && isKnown(given) ? given : "";
}

/** The texts of a list that are known. */
export function strings(given: unknown): string[] {
  return Array.isArray(given) ? given.map(text).filter(Boolean) : [];
}

/** The objects of a list. */
export function list(given: unknown): Readonly<Record<string, unknown>>[] {
  if (!Array.isArray(given)) return [];
  return given.filter((one): one is Record<string, unknown> => typeof one === "object" && one !== null);
}

/** What the Engine calls it, as far as is known, else what the program does. */
export function nameOf(resource: ProgramResource): string {
  return text(value(resource, "name")) || nameInUrn(resource.urn);
}

/** What the program calls it. */
export function nameInUrn(urn: string): string {
  return urn.split("::").pop() ?? urn;
}

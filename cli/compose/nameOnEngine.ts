import { flag, mapping, optionalText } from "./Json";
import type { Part } from "./Part";
import type { Planning } from "./Planning";

/** What Compose calls a network or a volume on the Engine, and whether it has to be there already. */
export function nameOnEngine(
  { spec, name: key }: Part,
  { project }: Planning,
): { readonly name: string; readonly isExternal: boolean } {
  const { external } = spec;
  const isExternal = typeof external === "object" || flag(external) === true;
  const own = optionalText(spec.name) ?? optionalText(mapping(external).name);
  return { name: own ?? (isExternal ? key : `${project.name}_${key}`), isExternal };
}

/** Reports every key that the resource has no property for. */
export function leaveOutUnknown(part: Part, known: ReadonlySet<string>, planning: Planning, resource: string): void {
  const odd = Object.keys(part.spec).filter((one) => !known.has(one) && !one.startsWith("x-"));
  for (const one of odd) planning.leaveOut(part, [one], `a ${resource} has no such property`);
}

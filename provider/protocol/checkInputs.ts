import * as z from "zod";
import type { Checked, Failure } from "./Resource";
import { hasUnknown, Properties } from "./values";

/** A rule over several properties; it is asked only when every property that it names is known. */
export interface Rule {
  needs: readonly string[];
  check(inputs: Properties): Failure[];
}

/**
 * Holds inputs against a schema, property by property, so that a value that is not known yet keeps only itself from
 * being checked. `normalise` gives the form that is kept, for instance sorted lists.
 */
export function checkInputs(
  shape: z.ZodRawShape,
  inputs: Properties,
  rules: readonly Rule[] = [],
  normalise: (inputs: Properties) => Properties = (same) => same,
): Checked {
  const given = Object.fromEntries(Object.entries(inputs).filter(([, value]) => value !== null));
  const known = (key: string) => !hasUnknown(given[key]);
  const failures = Object.keys(given)
    .filter((key) => !(key in shape))
    .map((key) => ({
      property: key,
      reason: `there is no property "${key}"; there are: ${Object.keys(shape).join(", ")}`,
    }));
  for (const [key, type] of Object.entries(shape)) {
    if (!known(key)) continue;
    const result = z.safeParse(type, given[key], { error: predicate });
    for (const issue of result.success ? [] : result.error.issues) {
      const at = issue.path.map((part) => (typeof part === "number" ? `[${part}]` : `.${String(part)}`)).join("");
      failures.push({ property: key + at, reason: reason(key + at, issue) });
    }
  }
  if (failures.length === 0) {
    for (const rule of rules) if (rule.needs.every(known)) failures.push(...rule.check(given));
  }
  return { inputs: failures.length ? given : normalise(given), failures };
}

/** What is said of a property where its shape says nothing itself; it begins with "is" or "has". */
function predicate(issue: z.core.$ZodRawIssue): string | undefined {
  switch (issue.code) {
    case "invalid_type":
      return issue.input === undefined ? "is required" : undefined;
    case "too_small":
      if (issue.origin === "number") return `has to be ${Number(issue.minimum)} or more`;
      return Number(issue.minimum) === 1 ? "is empty" : `has to have ${Number(issue.minimum)} or more`;
    case "too_big":
      return `has to be ${Number(issue.maximum)} or less`;
    case "unrecognized_keys":
      return `has no property ${issue.keys.map((key) => `"${key}"`).join(", ")}`;
    case "invalid_value":
      return `has to be one of ${issue.values.map((value) => `"${String(value)}"`).join(", ")}`;
    default:
      return undefined;
  }
}

function reason(path: string, { code, message }: { code?: string; message: string }): string {
  if (/^(is|has) /.test(message)) return `"${path}" ${message}`;
  return code === "invalid_type"
    ? `"${path}" is of the wrong type: ${message.replace(/^Invalid input: /, "")}`
    : message;
}

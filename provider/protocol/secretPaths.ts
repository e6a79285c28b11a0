import { isDeepStrictEqual } from "node:util";
import { topLevel } from "./propertyDiff";
import { Decoded, Json, Properties, UNKNOWN, valuesByPath } from "./values";

/** Shorter texts are no secrets, and taking them out would leave nothing to read. */
const SECRET_MIN_CHARACTERS = 3;

/**
 * Where the secrets of what was given lie in another form of it. One that stays in its place leaves its neighbours
 * readable; one that was moved, changed or left out makes its whole property secret.
 */
export function secretPaths(form: Properties, given: readonly Decoded[]): Set<string> {
  const there = valuesByPath(form);
  const marks = given.flatMap(({ values, secrets }) => {
    const before = valuesByPath(values);
    return [...secrets].map((path) =>
      there.has(path) && isDeepStrictEqual(there.get(path), before.get(path)) ? path : topLevel(path),
    );
  });
  return new Set(marks);
}

/** The top-level properties that hold a secret. */
export function secretNames(given: readonly Decoded[]): Set<string> {
  return new Set(given.flatMap(({ secrets }) => [...secrets].map(topLevel)));
}

/** A text for people, without the secrets of what was given. */
export function redacted(text: string, given: readonly Decoded[]): string {
  const secrets = given.flatMap(({ values, secrets: paths }) => {
    const there = valuesByPath(values);
    return [...paths].flatMap((path) => textsIn(there.get(path) ?? null));
  });
  const spellings = secrets.flatMap((secret) => [secret, JSON.stringify(secret).slice(1, -1)]);
  return [...new Set(spellings)]
    .sort((a, b) => b.length - a.length)
    .reduce((rest, secret) => rest.replaceAll(secret, "[secret]"), text);
}

function textsIn(value: Json): string[] {
  return [...valuesByPath({ value }).values()].filter(
    (one): one is string => typeof one === "string" && one !== UNKNOWN && one.length >= SECRET_MIN_CHARACTERS,
  );
}

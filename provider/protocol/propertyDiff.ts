import { member } from "./values";

/** What happened to one property. */
export type ChangeKind = "add" | "delete" | "update";

/** One changed property, by the path that `pulumi preview --diff` shows. */
export interface PropertyChange {
  path: string;
  kind: ChangeKind;
}

/**
 * Every leaf that differs between two sets of inputs. An empty list or map is as absent. Lists are compared item by item;
 * in those named as `sets` an item counts wherever it stands.
 */
export function propertyDiff(
  before: Record<string, unknown>,
  after: Record<string, unknown>,
  sets: readonly string[] = [],
): PropertyChange[] {
  return keysOf(before, after).flatMap((key) => {
    const [old, now] = [before[key] ?? undefined, after[key] ?? undefined];
    if (sets.includes(key) && isStrings(old) && isStrings(now)) return compareSets(key, old, now);
    return compare(key, old, now);
  });
}

/** The top-level property that a path belongs to. */
export function topLevel(path: string): string {
  return path.split(/[.[]/, 1)[0] ?? path;
}

function compare(path: string, before: unknown, after: unknown): PropertyChange[] {
  if (isEmpty(before) && isEmpty(after)) return [];
  if (isRecord(before) && isRecord(after)) {
    return keysOf(before, after).flatMap((key) => compare(path + member(key), before[key], after[key]));
  }
  if (isEmpty(before)) return added(path, after);
  if (isEmpty(after)) return [{ path, kind: "delete" }];
  if (Array.isArray(before) && Array.isArray(after)) return compareLists(path, before, after);
  return JSON.stringify(before) === JSON.stringify(after) ? [] : [{ path, kind: "update" }];
}

function compareLists(path: string, before: unknown[], after: unknown[]): PropertyChange[] {
  const longest = before.length > after.length ? before : after;
  return longest.flatMap((_, i): PropertyChange[] => {
    const item = `${path}[${i}]`;
    if (i >= before.length) return [{ path: item, kind: "add" }];
    if (i >= after.length) return [{ path: item, kind: "delete" }];
    return compare(item, before[i], after[i]);
  });
}

/** Positions are those that Pulumi shows: of the new list for what is new, of the old one for what is gone. */
function compareSets(path: string, before: string[], after: string[]): PropertyChange[] {
  const gone = before.flatMap((item, i) => (after.includes(item) ? [] : [i]));
  const fresh = after.flatMap((item, i) => (before.includes(item) ? [] : [i]));
  const updated = new Set(fresh.filter((i) => gone.includes(i)));
  return [
    ...[...updated].map((i): PropertyChange => ({ path: `${path}[${i}]`, kind: "update" })),
    ...fresh.filter((i) => !updated.has(i)).map((i): PropertyChange => ({ path: `${path}[${i}]`, kind: "add" })),
    ...gone.filter((i) => !updated.has(i)).map((i): PropertyChange => ({ path: `${path}[${i}]`, kind: "delete" })),
  ];
}

function added(path: string, value: unknown): PropertyChange[] {
  if (isStrings(value)) return value.map((_, i) => ({ path: `${path}[${i}]`, kind: "add" }));
  return [{ path, kind: "add" }];
}

function keysOf(before: Record<string, unknown>, after: Record<string, unknown>): string[] {
  return [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
}

function isEmpty(value: unknown): boolean {
  if (isRecord(value)) return Object.keys(value).length === 0;
  return value === undefined || (Array.isArray(value) && value.length === 0);
}

function isStrings(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((item) => typeof item === "string");
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

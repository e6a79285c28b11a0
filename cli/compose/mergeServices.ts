import { isSame } from "./canonical";
import { isList, isMapping, type Json, type JsonObject, mapping } from "./Json";

/** Keys whose value takes the place of the one below it, also where it is a list. */
const REPLACED = new Set(["command", "entrypoint", "test"]);
/** Lists of which each target in the container is taken once. */
const BY_TARGET = new Set(["volumes", "secrets", "configs"]);

/** A service over the one that it extends: mappings key by key, lists one after the other. Both in their long form. */
export function mergeServices(base: JsonObject, own: JsonObject): JsonObject {
  // Networks and a mode exclude each other: the service's own word counts.
  const below = Object.fromEntries(
    Object.entries(base).filter(([key]) => {
      if (key === "networks") return own.network_mode === undefined;
      return key !== "network_mode" || own.networks === undefined;
    }),
  );
  return merged(below, own);
}

function merged(below: JsonObject, own: JsonObject): JsonObject {
  const all = Object.entries(own).map(([key, value]) => {
    const former = below[key];
    const isNew = former === undefined || value === undefined || REPLACED.has(key);
    return [key, isNew ? value : mergedValue(key, former, value)];
  });
  return { ...below, ...(Object.fromEntries(all) as JsonObject) };
}

function mergedValue(key: string, below: Json, value: Json): Json {
  if (isMapping(below) && isMapping(value)) return merged(below, value);
  if (!isList(below) || !isList(value)) return value;
  if (BY_TARGET.has(key)) {
    const targets = new Set(value.map(targetOf));
    return [...below.filter((one) => !targets.has(targetOf(one))), ...value];
  }
  return [...below, ...value.filter((one) => !below.some((other) => isSame(one, other)))];
}

function targetOf(one: Json): Json | undefined {
  const { target, source } = mapping(one);
  return target ?? source;
}

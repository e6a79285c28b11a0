import { homedir } from "node:os";
import { isAbsolute, posix, relative, resolve } from "node:path";
import { LocalPath } from "../program/Program";
import { isList, isMapping, type Json, type JsonObject, list, mapping, text } from "./Json";
import { words } from "./words";

/** The value of a service's key in its long form, and with whole paths; `folder` is that of its file. */
type Lengthen = (value: Json, folder: string) => Json;

const FORMS: Readonly<Record<string, Lengthen>> = {
  environment: dictionary,
  labels: dictionary,
  annotations: dictionary,
  sysctls: dictionary,
  storage_opt: dictionary,
  extra_hosts: hosts,
  env_file: (value, folder) => list(value).map((one) => pathIn(isMapping(one) ? one : { path: one }, "path", folder)),
  label_file: (value, folder) => list(value).map((one) => hostPath(text(one), folder)),
  volumes: (value, folder) => byTarget(list(value).map((one) => mount(one, folder))),
  networks: (value) => keyed(value, {}),
  depends_on: (value) => keyed(value, { condition: "service_started" }),
  secrets: (value) => list(value).map((one) => (isMapping(one) ? one : { source: one })),
  configs: (value) => list(value).map((one) => (isMapping(one) ? one : { source: one })),
  command: commandWords,
  entrypoint: commandWords,
  devices: (value) => list(value).map(device),
  ulimits: (value) => mapValues(mapping(value), (one) => (isMapping(one) ? one : { soft: one, hard: one })),
  healthcheck: (value) => {
    const { test } = mapping(value);
    return typeof test === "string" ? { ...mapping(value), test: ["CMD-SHELL", test] } : value;
  },
  build: (value, folder) => build(isMapping(value) ? value : { context: value }, folder),
  dns: (value) => list(value),
  dns_search: (value) => list(value),
  dns_opt: (value) => list(value),
  tmpfs: (value) => list(value),
};

/** A service with every key in its long form, so that two of them can be merged and one way of reading is enough. */
export function canonicalService(service: JsonObject, folder: string): JsonObject {
  return mapValues(service, (value, key) => {
    if (value === null && key !== "command" && key !== "entrypoint") return undefined;
    return FORMS[key]?.(value, folder) ?? value;
  });
}

/** A path on this machine: as it was, or in `local` when it was written relative to its file. */
export function hostPath(path: string, folder: string): Json {
  if (path === "~" || path.startsWith("~/")) return posix.join(homedir(), path.slice(1));
  return isAbsolute(path) ? path : { local: resolve(folder, path) };
}

/** The whole path of a path in its long form. */
export function wholePath(path: Json | undefined): string {
  return isMapping(path) ? text(path.local) : text(path);
}

/** The same for a program: relative to its folder when it was relative before. */
export function programPath(path: Json | undefined, folder: string): string | LocalPath {
  return isMapping(path) ? new LocalPath(relative(folder, text(path.local)) || ".") : text(path);
}

/** `KEY=value` lines as a mapping; a key without a value has null. */
function dictionary(value: Json): JsonObject {
  if (isMapping(value)) return value;
  return Object.fromEntries(list(value).map((one) => cut(text(one), "=")));
}

function cut(line: string, sign: string): [string, string | null] {
  const at = line.indexOf(sign);
  return at < 0 ? [line, null] : [line.slice(0, at), line.slice(at + sign.length)];
}

function hosts(value: Json): JsonObject {
  if (isMapping(value)) return value;
  const all: Record<string, Json[]> = {};
  for (const line of list(value).map(text)) {
    const [host, address] = cut(line, line.includes("=") ? "=" : ":");
    (all[host] ??= []).push((address ?? "").replace(/^\[(.*)\]$/, "$1"));
  }
  return all;
}

function keyed(value: Json, entry: JsonObject): JsonObject {
  if (isMapping(value)) return mapValues(value, (one) => one ?? {});
  return Object.fromEntries(list(value).map((key) => [text(key), entry]));
}

function commandWords(value: Json): Json {
  return typeof value === "string" ? words(value) : value;
}

function device(value: Json): JsonObject {
  if (isMapping(value)) return value;
  const [source = "", target = source, permissions = "rwm"] = text(value).split(":");
  return { source, target, permissions };
}

function build(value: JsonObject, folder: string): JsonObject {
  const { args, labels, context = "." } = value;
  return {
    ...value,
    context: /^[a-z]+:\/\/|^git@/.test(text(context)) ? context : hostPath(text(context), folder),
    ...(args === undefined ? {} : { args: dictionary(args) }),
    ...(labels === undefined ? {} : { labels: dictionary(labels) }),
  };
}

/** Of mounts in one place the last one counts. */
function byTarget(mounts: readonly JsonObject[]): JsonObject[] {
  const cleaned = mounts.map((one) => ({ ...one, target: text(one.target).replace(/(?<=.)\/+$/, "") }));
  return [...new Map(cleaned.map((one) => [one.target, one])).values()];
}

/** `SOURCE:TARGET:MODE`, or its long form with a whole path. */
function mount(value: Json, folder: string): JsonObject {
  if (isMapping(value)) return text(value.type) === "bind" ? pathIn(value, "source", folder) : value;
  const parts = text(value).split(":");
  if (parts.length === 1) return { type: "volume", target: parts[0] };
  const [source = "", target = "", modes = ""] = parts;
  const all = modes.split(",").filter((mode) => mode && mode !== "rw");
  const readOnly = all.includes("ro") ? { read_only: true } : {};
  const selinux = all.find((mode) => /^z$/i.test(mode));
  const propagation = all.find((mode) => /^r?(shared|slave|private)$/.test(mode));
  if (!/^[./~]/.test(source)) {
    return {
      type: "volume",
      source,
      target,
      ...readOnly,
      ...(all.includes("nocopy") ? { volume: { nocopy: true } } : {}),
    };
  }
  const bind = { ...(selinux ? { selinux } : {}), ...(propagation ? { propagation } : {}) };
  return { type: "bind", source: hostPath(source, folder), target, ...readOnly, bind };
}

function pathIn(value: JsonObject, key: string, folder: string): JsonObject {
  const path = value[key];
  return path === undefined ? value : { ...value, [key]: hostPath(text(path), folder) };
}

function mapValues(value: JsonObject, change: (one: Json, key: string) => Json | undefined): JsonObject {
  const all = Object.entries(value).map(([key, one]) => [key, one === undefined ? undefined : change(one, key)]);
  return Object.fromEntries(all.filter(([, one]) => one !== undefined)) as JsonObject;
}

/** Whether a value is one of those that a list may not hold twice. */
export function isSame(a: Json, b: Json): boolean {
  return isList(a) || isMapping(a) ? JSON.stringify(a) === JSON.stringify(b) : a === b;
}

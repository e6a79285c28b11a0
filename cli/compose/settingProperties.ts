import { relative } from "node:path";
import type { Properties, Value } from "../program/Program";
import { wholePath } from "./canonical";
import { flag, type Json, list, mapping, number, optionalText, some, text, textMap, texts } from "./Json";
import type { Part } from "./Part";
import type { Planning } from "./Planning";
import { milliseconds } from "./units";
import { readVariables } from "./Variables";

/** What Compose waits before it kills a container. */
const GRACE_SECONDS = 10;

/** Everything of a service that the Docker provider says in nearly the same words. */
export function settingProperties(part: Part, planning: Planning): Properties {
  const { spec } = part;
  const logging = mapping(spec.logging);
  const grace = graceSeconds(part);
  return {
    command: wordsOf(part, "command", planning),
    entrypoints: wordsOf(part, "entrypoint", planning),
    user: optionalText(spec.user),
    workingDir: optionalText(spec.working_dir),
    hostname: optionalText(spec.hostname),
    domainname: optionalText(spec.domainname),
    init: flag(spec.init),
    tty: flag(spec.tty),
    stdinOpen: flag(spec.stdin_open),
    readOnly: flag(spec.read_only),
    privileged: flag(spec.privileged),
    capabilities: capabilities(part),
    securityOpts: some(texts(spec.security_opt)),
    groupAdds: some(texts(spec.group_add)),
    sysctls: some(textMap(spec.sysctls)),
    devices: some(list(spec.devices).map(device)),
    deviceCgroupRules: some(texts(spec.device_cgroup_rules)),
    dns: some(texts(spec.dns)),
    dnsSearches: some(texts(spec.dns_search)),
    dnsOpts: some(texts(spec.dns_opt)),
    hosts: some(
      Object.entries(mapping(spec.extra_hosts)).flatMap(([host, ips]) => texts(ips).map((ip): Value => ({ host, ip }))),
    ),
    labels: some(Object.entries(labelsOf(part)).map(([label, value]): Value => ({ label, value }))),
    logDriver: optionalText(logging.driver),
    logOpts: some(textMap(logging.options)),
    stopSignal: optionalText(spec.stop_signal),
    stopTimeout: spec.stop_grace_period === undefined ? undefined : grace || undefined,
    destroyGraceSeconds: grace || undefined,
    ...restart(part),
    runtime: optionalText(spec.runtime),
    usernsMode: optionalText(spec.userns_mode),
    cgroupnsMode: optionalText(spec.cgroup),
    cgroupParent: optionalText(spec.cgroup_parent),
    storageOpts: some(textMap(spec.storage_opt)),
  };
}

function labelsOf({ spec }: Part): Record<string, string> {
  const files = list(spec.label_file).map((path) =>
    readVariables(wholePath(path), relative(process.cwd(), wholePath(path)), () => undefined),
  );
  return Object.assign({}, ...files.map((one) => Object.fromEntries(one)), textMap(spec.labels)) as Record<
    string,
    string
  >;
}

function graceSeconds(part: Part): number {
  const given = optionalText(part.spec.stop_grace_period);
  if (given === undefined) return GRACE_SECONDS;
  const ms = milliseconds(given);
  if (ms === undefined) throw part.problem(["stop_grace_period"], `"${given}" is no time: write 10s or 1m30s`);
  return Math.ceil(ms / 1000);
}

function wordsOf(part: Part, key: "command" | "entrypoint", planning: Planning): Value | undefined {
  const given = part.spec[key];
  if (given === undefined || given === null) return undefined;
  const words = texts(given);
  if (!words.length) planning.leaveOut(part, [key], "an empty one in place of the image's cannot be said");
  if (key === "command" && words.includes("")) {
    planning.leaveOut(part, [key], "the Docker provider takes no empty word; the words around it are there");
  }
  return some(key === "command" ? words.filter(Boolean) : words);
}

function capabilities({ spec }: Part): Value | undefined {
  const all = { adds: texts(spec.cap_add).map(engineName), drops: texts(spec.cap_drop).map(engineName) };
  return some(Object.fromEntries(Object.entries(all).filter(([, names]) => names.length)));
}

/** As the Engine gives them back; any other way of writing them would look like a change. */
function engineName(capability: string): string {
  const name = capability.toUpperCase();
  return name === "ALL" || name.startsWith("CAP_") ? name : `CAP_${name}`;
}

function device(entry: Json): Value {
  const { source, target = source, permissions = "rwm" } = mapping(entry);
  return { hostPath: text(source), containerPath: text(target), permissions: text(permissions) };
}

/** How a swarm names what the Engine calls otherwise. */
const CONDITIONS: Readonly<Record<string, string>> = { none: "no", any: "always" };

function restart({ spec }: Part): Properties {
  const policy = mapping(mapping(spec.deploy).restart_policy);
  const [name, count] = text(spec.restart ?? "no").split(":");
  const wanted = spec.deploy && Object.keys(policy).length ? (optionalText(policy.condition) ?? "any") : name;
  const restart = CONDITIONS[wanted ?? ""] ?? wanted;
  const attempts = number(Object.keys(policy).length ? policy.max_attempts : count);
  return {
    restart: restart === "no" ? undefined : restart,
    maxRetryCount: restart === "on-failure" ? attempts : undefined,
  };
}

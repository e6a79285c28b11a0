import { countProblem, pathProblem } from "../shared/limits";
import { buildProblem } from "./buildContext";
import type { ClientAppArgs } from "./ClientAppArgs";
import { linksProblem } from "./links";
import { usesProblem } from "./uses";

/** What is wrong with the arguments that decide which resources there are, naming the property; undefined when nothing is. */
export function clientProblem(args: ClientAppArgs): string | undefined {
  const { image, build, volumes = {} } = args;
  if (args.network === undefined) return `"network" is required: the network that it is created on`;
  if ((image === undefined) === (build === undefined)) return `give "image" or "build", one of the two`;
  const badFolder = Object.keys(volumes).map(pathProblem).find(Boolean);
  return (
    (build && buildProblem(build)) ??
    (badFolder && `"volumes": ${badFolder}`) ??
    replicasProblem(args) ??
    usesProblem(args.uses ?? {}) ??
    linksProblem(args.links ?? {})
  );
}

/** At least one; it is empty when no replicas were asked for. */
export type ReplicaKeys = readonly [string, ...string[]];

/** The keys of the replicas, once `clientProblem` found nothing wrong with them. */
export function replicaKeys(replicas: ClientAppArgs["replicas"]): ReplicaKeys {
  const [first = "", ...rest] = replicas === undefined ? [] : keysOf(replicas);
  return [first, ...rest];
}

function keysOf(replicas: NonNullable<ClientAppArgs["replicas"]>): string[] {
  return typeof replicas === "number" ? Array.from({ length: replicas }, (_, i) => String(i + 1)) : [...replicas];
}

function replicasProblem({ replicas, ports = [] }: ClientAppArgs): string | undefined {
  if (replicas === undefined) return undefined;
  if (typeof replicas === "number" && countProblem(replicas)) {
    return `"replicas": ${replicas} is not a number of containers: give a whole number, 1 or more`;
  }
  const keys = keysOf(replicas);
  if (!keys.length) return `"replicas" is empty; leave it out for one container`;
  const bad = keys.find((key) => !/^[a-zA-Z0-9_.-]+$/.test(key));
  if (bad !== undefined) return `"replicas": "${bad}" cannot be a key: letters, digits, "_", "." and "-"`;
  const twice = keys.find((key, i) => keys.indexOf(key) !== i);
  if (twice !== undefined) return `"replicas": the key "${twice}" is there twice`;
  if (keys.length > 1 && ports.some((port) => port.external !== undefined)) {
    return `"ports": ${keys.length} replicas cannot share one port of the host; leave "external" out and each gets its own`;
  }
  return undefined;
}

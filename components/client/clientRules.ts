import type { ClientAppArgs, HealthCheck, Mount } from "./ClientAppArgs";
import { buildProblem } from "./buildContext";
import { linksProblem } from "./links";
import { countProblem, pathProblem, secondsProblem, variableProblem } from "../shared/limits";
import { hostFolderProblem } from "../shared/hostFolders";
import { containerNameProblem } from "../shared/names";
import { portsProblem } from "../shared/ports";
import { usesProblem } from "./uses";

/** What is wrong with a ClientApp's plain arguments, naming the property; undefined when nothing is. */
export function clientProblem(name: string, args: ClientAppArgs): string | undefined {
  const { containerName = name, image, build, command, environment = {}, volumes = {}, ports = [] } = args;
  const badName = containerNameProblem(containerName);
  if (badName) return `"containerName": ${badName}`;
  if (args.network === undefined) return `"network" is required: the network that it is created on`;
  if ((image === undefined) === (build === undefined)) return `give "image" or "build", one of the two`;
  if (command?.length === 0) return `"command" is empty; leave it out for the image's own`;
  const badVariable = Object.keys(environment).map(variableProblem).find(Boolean);
  if (badVariable) return `"environment": ${badVariable}`;
  return (
    (build && buildProblem(build)) ??
    portsProblem(ports) ??
    mountsProblem(volumes) ??
    replicasProblem(args) ??
    (args.healthcheck && healthProblem(args.healthcheck)) ??
    stopProblem(args.stopSeconds ?? 0) ??
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

function mountsProblem(volumes: Readonly<Record<string, Mount>>): string | undefined {
  for (const [path, mount] of Object.entries(volumes)) {
    const bad = pathProblem(path);
    if (bad) return `"volumes": ${bad}`;
    const wrong = sourceProblem(mount);
    if (wrong) return `"volumes": ${wrong}`;
  }
  return undefined;
}

function sourceProblem(mount: Mount): string | undefined {
  if (typeof mount === "object" && "hostPath" in mount) {
    const bad = pathProblem(mount.hostPath)?.replace("in a container", "on the Engine's machine");
    if (bad ?? mount.allowSystemPath) return bad;
    const system = hostFolderProblem(mount.hostPath);
    return system && `${system}; mount a folder of your own, or say "allowSystemPath: true" if that is meant`;
  }
  const volume = typeof mount === "object" && "volume" in mount ? mount.volume : mount;
  if (typeof volume !== "string" || !volume.includes("/")) return undefined;
  // The Engine takes a name that begins with "/" for a folder of its machine.
  return `"${volume}" is not a volume's name; for a folder of the Engine's machine give { hostPath: "${volume}" }`;
}

function healthProblem(check: HealthCheck): string | undefined {
  if (!check.command.length)
    return `"healthcheck.command" is empty; give a line for the shell, or a command and its words`;
  for (const key of ["intervalSeconds", "timeoutSeconds", "startPeriodSeconds"] as const) {
    const bad = check[key] === undefined ? undefined : secondsProblem(check[key]);
    if (bad) return `"healthcheck.${key}": ${bad}`;
  }
  const bad = check.retries === undefined ? undefined : countProblem(check.retries);
  return bad && `"healthcheck.retries": ${check.retries} is not a count: give a whole number, 1 or more`;
}

function stopProblem(seconds: number): string | undefined {
  if (Number.isInteger(seconds) && seconds >= 0) return undefined;
  return `"stopSeconds": ${seconds} is not a time: give whole seconds, 0 or more`;
}

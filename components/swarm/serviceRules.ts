import { linksProblem } from "../client/links";
import { usesProblem } from "../client/uses";
import { countProblem, pathProblem, secondsProblem, variableProblem } from "../shared/limits";
import { containerNameProblem, portProblem } from "../shared/names";
import type { ClientServiceArgs, ServicePort } from "./ClientServiceArgs";

/** A name of a file below /run/secrets. */
const FILE = /^[A-Za-z0-9][A-Za-z0-9_.-]*$/;
/** As the swarm writes them (swarmkit's constraint package): a key, == or !=, a value. */
const CONSTRAINT = /^(node|engine)\.[a-z][\w.-]*\s*(==|!=)\s*\S.*$/i;

/** What is wrong with a ClientService's plain arguments, naming the property; undefined when nothing is. */
export function serviceProblem(name: string, args: ClientServiceArgs): string | undefined {
  const { serviceName = name, image, command, environment = {}, configs = {}, secrets = {} } = args;
  const badName = containerNameProblem(serviceName);
  if (badName) return `"serviceName": ${badName}`;
  if (args.network === undefined) return `"network" is required: an attachable overlay network`;
  if (image === undefined) return `"image" is required`;
  if (command?.length === 0) return `"command" is empty; leave it out for the image's own`;
  const badVariable = Object.keys(environment).map(variableProblem).find(Boolean);
  if (badVariable) return `"environment": ${badVariable}`;
  const badPath = Object.keys(configs).map(pathProblem).find(Boolean);
  if (badPath) return `"configs": ${badPath}`;
  const badSecret = Object.keys(secrets).find((file) => !FILE.test(file));
  if (badSecret !== undefined) return `"secrets": "${badSecret}" is not the name of a file below /run/secrets`;
  return (
    endpointProblem(args) ??
    placementProblem(args) ??
    timesProblem(args) ??
    usesProblem(args.uses ?? {}) ??
    linksProblem(args.links ?? {}) ??
    linkKindProblem(args)
  );
}

/** Which endpoint mode a service gets. */
export function endpointModeOf({ endpointMode, ports = [] }: ClientServiceArgs): "dnsrr" | "vip" {
  return endpointMode ?? (ports.some(isIngress) ? "vip" : "dnsrr");
}

/** The argument by which a service asks for one address for all of its containers; undefined without. */
export function virtualAddressArgument(args: ClientServiceArgs): string | undefined {
  if (endpointModeOf(args) !== "vip") return undefined;
  const ingress = (args.ports ?? []).findIndex(isIngress);
  return ingress >= 0 ? `"ports[${ingress}].mode": "ingress"` : `"endpointMode": "vip"`;
}

function endpointProblem(args: ClientServiceArgs): string | undefined {
  const { ports = [] } = args;
  for (const [i, { internal, external, mode = "host" }] of ports.entries()) {
    const wrong = portProblem(internal);
    if (wrong) return `"ports[${i}].internal": ${wrong}`;
    const taken = portProblem(external);
    if (taken) return `"ports[${i}].external": ${taken}`;
    if (!["host", "ingress"].includes(mode)) return `"ports[${i}].mode" can be "host" or "ingress"`;
  }
  const mode = endpointModeOf(args);
  if (!["dnsrr", "vip"].includes(mode)) return `"endpointMode" can be "dnsrr" or "vip"`;
  const ingress = ports.findIndex(isIngress);
  if (mode === "dnsrr" && ingress >= 0) {
    return (
      `"ports[${ingress}].mode": "ingress" goes through the service's one address, which endpointMode "dnsrr" does not ` +
      `have; use mode "host", or, where the kernel of every machine has IP_VS, endpointMode "vip"`
    );
  }
  return undefined;
}

function placementProblem({ replicas = 1, placement = {}, ports = [] }: ClientServiceArgs): string | undefined {
  const { constraints = [], maxPerMachine } = placement;
  if (typeof replicas === "number" && !(Number.isInteger(replicas) && replicas >= 0)) {
    return `"replicas": ${replicas} is not a number of containers: give a whole number, or "global"`;
  }
  if (typeof replicas === "string" && replicas !== "global") return `"replicas" can be a number or "global"`;
  for (const [i, one] of constraints.entries()) {
    if (typeof one !== "string" || CONSTRAINT.test(one)) continue;
    return `"placement.constraints[${i}]": "${one}" is not a condition, for instance node.labels.disk==ssd`;
  }
  if (maxPerMachine !== undefined && countProblem(maxPerMachine)) {
    return `"placement.maxPerMachine": ${maxPerMachine} is not a number of containers: give a whole number, 1 or more`;
  }
  const host = ports.findIndex((port) => !isIngress(port));
  if (maxPerMachine !== undefined && maxPerMachine > 1 && host >= 0) {
    return `"placement.maxPerMachine" is ${maxPerMachine}, but "ports[${host}]" of mode "host" lets one container run on a machine`;
  }
  return undefined;
}

function timesProblem({ update = {}, readyTimeoutSeconds, stopSeconds = 0 }: ClientServiceArgs): string | undefined {
  if (!Number.isInteger(stopSeconds) || stopSeconds < 0) {
    return `"stopSeconds": ${stopSeconds} is not a time: give whole seconds, 0 or more`;
  }
  const late = readyTimeoutSeconds === undefined ? undefined : secondsProblem(readyTimeoutSeconds);
  if (late) return `"readyTimeoutSeconds": ${late}`;
  const monitor = update.monitorSeconds === undefined ? undefined : secondsProblem(update.monitorSeconds);
  if (monitor) return `"update.monitorSeconds": ${monitor}`;
  const { parallelism = 1, delaySeconds = 0 } = update;
  if (!Number.isInteger(parallelism) || parallelism < 0) {
    return `"update.parallelism": ${parallelism} is not a number of containers: give a whole number, 0 or more`;
  }
  return delaySeconds >= 0 ? undefined : `"update.delaySeconds": ${delaySeconds} is not a time: give seconds`;
}

/** Containers of a service come and go on any machine, so what is written into them must not go stale. */
function linkKindProblem({ links = {} }: ClientServiceArgs): string | undefined {
  const pinned = Object.entries(links).find(
    ([, link]) => !("containerId" in link) && (link.by === "address" || link.hosts === true),
  );
  return pinned && `"links.${pinned[0]}": a service's containers know servers by name; leave "by" and "hosts" out`;
}

function isIngress({ mode }: ServicePort): boolean {
  return mode === "ingress";
}

import { Joined, present, type ProgramResource, type Properties, Reference, type Value } from "../program/Program";
import { firstNetwork } from "./connectionResources";
import { serviceOfMode } from "./dependencies";
import { environmentOf } from "./environment";
import { healthcheckOf } from "./healthcheck";
import { list, optionalText, some, texts } from "./Json";
import { limitProperties } from "./limits";
import { mountProperties } from "./mounts";
import type { Part } from "./Part";
import type { Planning } from "./Planning";
import { type Port, portsOf, sortedPorts } from "./ports";
import type { PlannedContainer, ServicePlan } from "./servicePlan";
import { settingProperties } from "./settingProperties";

/** What a container needs to know of the rest of the program. */
export interface ContainerSources {
  readonly planning: Planning;
  readonly plans: ReadonlyMap<string, ServicePlan>;
  /** The name of its image's resource. */
  readonly image: string;
  readonly dependsOn: readonly string[];
}

/** A container of a service. */
export function containerResource(plan: ServicePlan, index: number, sources: ContainerSources): ProgramResource {
  const { part, containers, awaited } = plan;
  const { resource, name } = containers[index] ?? { resource: "", name: "" };
  const { planning, image, dependsOn } = sources;
  const mounts = mountProperties(part, planning);
  const runsOnce = awaited.has("service_completed_successfully");
  const properties: Properties = {
    name,
    image: new Reference(image, "imageId"),
    ...settingProperties(part, planning),
    envs: some(environmentOf(part, planning)),
    ...mounts,
    volumes: some([...valuesOf(mounts.volumes), ...volumesFrom(plan, sources)]),
    healthcheck: healthcheckOf(part),
    ...limitProperties(part, planning),
    networkMode: modeOf(part, "network_mode", sources),
    pidMode: modeOf(part, "pid", sources),
    ipcMode: modeOf(part, "ipc", sources),
    ...firstNetwork(plan),
    ports: some(portProperties(plan, index, planning)),
    // Others wait for its end: the update goes on when it is there, and does not miss it afterwards.
    attach: runsOnce || undefined,
    mustRun: runsOnce ? false : undefined,
  };
  return {
    name: resource,
    type: "docker:Container",
    properties,
    dependsOn,
    deleteBeforeReplace: true,
  };
}

function valuesOf(value: Value | undefined): readonly Value[] {
  return Array.isArray(value) ? (value as readonly Value[]) : [];
}

/** `service:web` leads to the container of that service; all else is the Engine's own word. */
function modeOf(part: Part, key: string, { plans }: ContainerSources): Value | undefined {
  const service = serviceOfMode(part.spec[key]);
  if (service === undefined) return optionalText(part.spec[key]);
  return new Joined(["container:", new Reference(firstOf(part, [key], plans.get(service)).resource, "id")]);
}

function volumesFrom({ part }: ServicePlan, { plans }: ContainerSources): Value[] {
  return texts(part.spec.volumes_from).map((line) => {
    const [kind = "", ...rest] = line.split(":");
    if (kind === "container") return { fromContainer: rest.join(":") };
    const mode = rest.length ? [`:${rest.join(":")}`] : [];
    const { resource } = firstOf(part, ["volumes_from"], plans.get(kind));
    return { fromContainer: new Joined([new Reference(resource, "id"), ...mode]) };
  });
}

function firstOf(part: Part, path: readonly string[], plan: ServicePlan | undefined): PlannedContainer {
  const first: PlannedContainer | undefined = plan?.containers[0];
  if (first) return first;
  throw part.problem(path, `the service "${plan?.part.name ?? ""}" has no container`);
}

function portProperties({ part, containers }: ServicePlan, index: number, planning: Planning): Value[] {
  const all = list(part.spec.ports).flatMap((entry, i) => {
    try {
      return portsOf(entry).map((port) => ({ port, i }));
    } catch (error) {
      throw part.problem(["ports", i], (error as Error).message);
    }
  });
  const own = all.flatMap(({ port, i }): Port[] => {
    const { external } = port;
    const isTaken = external.length > 0 && index >= external.length;
    if (isTaken) {
      planning.leaveOut(part, ["ports", i], `of ${containers.length} containers only the first can be open there`);
      return [];
    }
    return [{ ...port, external: external.slice(index, index + 1) }];
  });
  if (own.some(({ ip }) => !ip)) {
    planning.leaveOut(part, ["ports"], "open on all IPv4 addresses of the machine; Compose opens IPv6 ones too");
  }
  return sortedPorts(own).map(({ internal, external: [external], ip, protocol }) =>
    present({ internal, external, ip: ip || undefined, protocol: protocol === "tcp" ? undefined : protocol }),
  );
}

import { slug } from "../program/Names";
import { type Program, type ProgramResource, Reference } from "../program/Program";
import { connectionResources } from "./connectionResources";
import { containerResource } from "./containerResource";
import { inOrder } from "./dependencies";
import { networksOf } from "./endpoints";
import { waitSeconds } from "./healthcheck";
import { imageResource } from "./imageResource";
import { list, mapping, texts } from "./Json";
import { noteLeftOut } from "./leftOutKeys";
import { pidsOf } from "./limits";
import type { ComposeProject } from "./loadProject";
import { networkResource } from "./networkResource";
import type { Part } from "./Part";
import { Planning } from "./Planning";
import type { Report } from "./Report";
import { type ServicePlan, servicePlans, sharedNames } from "./servicePlan";
import { volumeResource } from "./volumeResource";

/** A project as a program, and the values of its secret settings, which are not in it. */
export interface PlannedProject {
  readonly program: Program;
  readonly values: ReadonlyMap<string, string>;
}

/** Where a program will lie, and what it takes over. */
export interface PlanOptions {
  readonly folder: string;
  /** Whether the volumes are imported, because Compose made them already. @default false */
  readonly importVolumes?: boolean;
}

/** The program for a project. Nothing is made or changed. */
export function planProject(
  project: ComposeProject,
  { folder, importVolumes = false }: PlanOptions,
  report: Report,
): PlannedProject {
  const planning = new Planning(project, folder, report);
  const order = inOrder(project.services);
  const networks = usedNetworks(order, project).flatMap((part) => networkResource(part, planning) ?? []);
  const volumes = usedVolumes(order, project)
    .flatMap((part) => volumeResource(part, planning) ?? [])
    .map((one) => {
      return importVolumes ? { ...one, importId: String(one.properties.name) } : one;
    });
  const plans = servicePlans(order, planning);
  const services = new ServiceResources(planning, plans);
  const made = order.flatMap((part) => services.of(part));
  const resources = [...networks, ...volumes, ...made].map((one) => ({
    ...one,
    properties: planning.settings.lifted(one.properties),
  }));
  const { config, values } = planning.settings;
  return { program: { project: slug(project.name), config, resources }, values };
}

class ServiceResources {
  private readonly shared: ReadonlySet<string>;
  private readonly images = new Set<string>();
  /** What others wait for, by service. */
  private readonly awaited = new Map<string, readonly string[]>();

  constructor(
    private readonly planning: Planning,
    private readonly plans: ReadonlyMap<string, ServicePlan>,
  ) {
    this.shared = sharedNames(plans.values());
  }

  of(part: Part): ProgramResource[] {
    const plan = this.plans.get(part.name);
    if (!plan) return [];
    noteLeftOut(part, this.planning);
    const image = imageResource(part, this.planning);
    const isNew = !this.images.has(image.name);
    this.images.add(image.name);
    const made = plan.containers.map((_, i) => this.container(plan, i, image.name));
    const hasReady = plan.awaited.has("service_healthy");
    const isAwaited = ({ type }: ProgramResource) =>
      type === (hasReady ? "dockwire:ContainerReady" : "docker:Container") || type === "dockwire:NetworkAttachment";
    const names = made.flat().filter(isAwaited);
    this.awaited.set(
      part.name,
      names.map(({ name }) => name),
    );
    return [...(isNew && made.length ? [image] : []), ...made.flat()];
  }

  private container(plan: ServicePlan, index: number, image: string): ProgramResource[] {
    const { part, dependencies, awaited } = plan;
    const { planning, plans } = this;
    const dependsOn = [...dependencies.keys()].flatMap((name) => this.awaited.get(name) ?? []);
    const container = containerResource(plan, index, { planning, plans, image, dependsOn });
    const of = { container: new Reference(container.name, "id") };
    const named = (kind: string) => planning.names.of(`${kind}/${container.name}`, `${container.name}-${kind}`);
    const limit = pidsOf(part);
    const ready: ProgramResource[] = awaited.has("service_healthy")
      ? [
          {
            name: named("ready"),
            type: "dockwire:ContainerReady",
            properties: { ...of, timeoutSeconds: waitSeconds(part) },
          },
        ]
      : [];
    const pids: ProgramResource[] = limit
      ? [{ name: named("pids"), type: "dockwire:PidsLimit", properties: { ...of, limit } }]
      : [];
    const planned = plan.containers[index] ?? { resource: "", name: "" };
    return [container, ...connectionResources(plan, planned, planning, this.shared), ...pids, ...ready];
  }
}

/** The networks that services are on; Compose makes no others. A file need not name the default one. */
function usedNetworks(order: readonly Part[], { networks }: ComposeProject): Part[] {
  const used = new Map(order.flatMap((part) => [...networksOf(part).keys()].map((key) => [key, part] as const)));
  return [...used].flatMap(([key, service]) => {
    const part = networks.get(key) ?? (key === "default" ? service.sibling("default") : undefined);
    return part ? [part] : [];
  });
}

/** The named volumes that services mount, likewise. */
function usedVolumes(order: readonly Part[], { volumes }: ComposeProject): Part[] {
  const mounts = order.flatMap(({ spec }) => list(spec.volumes).map(mapping));
  const used = new Set(mounts.flatMap(({ type, source }) => (type === "volume" ? texts(source ?? null) : [])));
  return [...volumes.values()].filter(({ name }) => used.has(name));
}

import { number, mapping, optionalText } from "./Json";
import type { Condition } from "./dependencies";
import { dependenciesOf } from "./dependencies";
import { type Endpoint, endpointsOf, type LinkAliases, linkAliases } from "./endpoints";
import type { Part } from "./Part";
import type { Planning } from "./Planning";

/** A container of a service. */
export interface PlannedContainer {
  /** Its name in the program. */
  readonly resource: string;
  /** Its name on the Engine. */
  readonly name: string;
}

/** A service as it becomes resources. */
export interface ServicePlan {
  readonly part: Part;
  readonly containers: readonly PlannedContainer[];
  readonly endpoints: readonly Endpoint[];
  readonly dependencies: ReadonlyMap<string, Condition>;
  /** What others wait for of it. */
  readonly awaited: ReadonlySet<Condition>;
}

/** The plans of services in the given order, by their names. */
export function servicePlans(order: readonly Part[], planning: Planning): Map<string, ServicePlan> {
  const { services } = planning.project;
  const links = linkAliases(services, planning);
  const awaited = new Map<string, Set<Condition>>();
  const needs = order.map((part) => [part.name, dependenciesOf(part, services)] as const);
  for (const [name, condition] of needs.flatMap(([, all]) => [...all])) {
    awaited.set(name, (awaited.get(name) ?? new Set()).add(condition));
  }
  const byName = new Map(needs);
  return new Map(
    order.map((part) => {
      const dependencies = byName.get(part.name) ?? new Map<string, Condition>();
      return [part.name, plan(part, planning, { links, dependencies, awaited: awaited.get(part.name) ?? new Set() })];
    }),
  );
}

function plan(
  part: Part,
  planning: Planning,
  rest: Pick<ServicePlan, "dependencies" | "awaited"> & { links: LinkAliases },
): ServicePlan {
  const { links, dependencies, awaited } = rest;
  const replicas = number(part.spec.scale) ?? number(mapping(part.spec.deploy).replicas) ?? 1;
  const given = optionalText(part.spec.container_name);
  if (given !== undefined && replicas > 1) {
    throw part.problem(["container_name"], `${replicas} containers cannot all have this name`);
  }
  if (replicas === 0) planning.leaveOut(part, [], "it has no containers: the number of its replicas is 0");
  const containers = Array.from({ length: replicas }, (_, i) => {
    const wanted = replicas > 1 ? `${part.name}-${i + 1}` : part.name;
    return {
      resource: planning.names.of(`service/${part.name}/${replicas > 1 ? i + 1 : ""}`, wanted),
      name: given ?? `${planning.project.name}-${part.name}-${i + 1}`,
    };
  });
  return { part, containers, endpoints: endpointsOf(part, planning, links), dependencies, awaited };
}

/** Names that lead to more than one container of a network, as `NETWORK ALIAS` in small letters. */
export function sharedNames(plans: Iterable<ServicePlan>): Set<string> {
  const holders = new Map<string, number>();
  for (const { containers, endpoints } of plans) {
    for (const { key, aliases } of endpoints) {
      for (const { name } of containers) {
        for (const one of new Set([name, ...aliases].map((text) => text.toLowerCase()))) {
          holders.set(`${key} ${one}`, (holders.get(`${key} ${one}`) ?? 0) + 1);
        }
      }
    }
  }
  return new Set([...holders].filter(([, count]) => count > 1).map(([name]) => name));
}

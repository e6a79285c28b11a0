import { flag, mapping, text, texts } from "./Json";
import type { Part } from "./Part";

/** What a service waits for of another one. */
export type Condition = "service_started" | "service_healthy" | "service_completed_successfully";

type Services = ReadonlyMap<string, Part>;

/** The services that come before this one, and what has to be true of each. */
export function dependenciesOf(part: Part, services: Services): Map<string, Condition> {
  const found = new Map<string, Condition>();
  const need = (path: readonly string[], name: string) => {
    if (!services.has(name)) throw part.problem(path, `there is no service "${name}", or its profile is off`);
    if (!found.has(name)) found.set(name, "service_started");
  };
  for (const [name, entry] of Object.entries(mapping(part.spec.depends_on))) {
    const { condition = "service_started", required } = mapping(entry);
    if (flag(required) === false && !services.has(name)) continue;
    need(["depends_on", name], name);
    found.set(name, text(condition) as Condition);
  }
  for (const line of texts(part.spec.links)) need(["links"], line.split(":")[0] ?? "");
  for (const line of texts(part.spec.volumes_from)) {
    const [kind = "", name] = line.split(":");
    if (kind !== "container") need(["volumes_from"], kind);
    else if (name === undefined) need(["volumes_from"], "");
  }
  for (const key of ["network_mode", "ipc", "pid"]) {
    const name = serviceOfMode(part.spec[key]);
    if (name !== undefined) need([key], name);
  }
  return found;
}

/** The service that a mode such as `service:web` names. */
export function serviceOfMode(mode: Part["spec"][string]): string | undefined {
  const given = mode === undefined ? "" : text(mode);
  return given.startsWith("service:") ? given.slice("service:".length) : undefined;
}

/** All services, each after those that it waits for. */
export function inOrder(services: Services): Part[] {
  const done = new Set<string>();
  const order: Part[] = [];
  const visit = (part: Part, above: readonly string[]) => {
    if (done.has(part.name)) return;
    if (above.includes(part.name)) {
      const circle = [...above.slice(above.indexOf(part.name)), part.name].join(", ");
      throw part.problem(["depends_on"], `services wait for each other in a circle: ${circle}`);
    }
    for (const name of dependenciesOf(part, services).keys()) {
      const next = services.get(name);
      if (next) visit(next, [...above, part.name]);
    }
    done.add(part.name);
    order.push(part);
  };
  for (const part of services.values()) visit(part, []);
  return order;
}

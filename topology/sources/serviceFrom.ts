import type { Connection, TopologyContainer } from "../Topology";
import { serverHosts } from "../uses";
import { list, nameOf, type ProgramResource, strings, text, value } from "./ProgramResource";
import type { ResourceIndex } from "./ResourceIndex";

type Part = Readonly<Record<string, unknown>>;

/** A service of a swarm, which stands for all of its containers: those come and go. */
export function serviceFrom(resource: ProgramResource, index: ResourceIndex): TopologyContainer {
  const name = nameOf(resource);
  const task = part(value(resource, "taskSpec"));
  const container = part(task.containerSpec);
  const variables = Object.entries(part(container.env)).map(([key, given]) => [key, text(given)]);
  return {
    name,
    image: index.imageOf(resource, "taskSpec", container.image),
    state: resource.id ? "running" : "planned",
    health: "unchecked",
    ports: list(part(value(resource, "endpointSpec")).ports).map(portFrom),
    connections: connectionsOf(resource, list(task.networksAdvanceds), index),
    uses: serverHosts(Object.fromEntries(variables) as Record<string, string>),
    service: name,
    replicas: replicasOf(part(value(resource, "mode"))),
  };
}

/** While the ids of the networks are not known, those that the program has for them. */
function connectionsOf(resource: ProgramResource, given: readonly Part[], index: ResourceIndex): Connection[] {
  const known = given.filter(({ id, name }) => text(id) || text(name));
  const connections = known.map(({ id, name, aliases }) => ({
    network: index.nameOf(resource, "taskSpec", text(id) || name),
    aliases: strings(aliases),
    addresses: [],
  }));
  const named = new Set(connections.map(({ network }) => network));
  const others = known.length < given.length ? index.networksOf(resource, "taskSpec") : [];
  return [
    ...connections,
    ...others.filter((network) => !named.has(network)).map((network) => ({ network, aliases: [], addresses: [] })),
  ];
}

function portFrom({ publishedPort, targetPort, protocol = "tcp" }: Part): string {
  return `${typeof publishedPort === "number" ? publishedPort : "?"}->${String(targetPort)}/${String(protocol)}`;
}

function replicasOf({ global, replicated }: Part): number | "global" {
  if (global === true) return "global";
  const { replicas } = part(replicated);
  return typeof replicas === "number" ? replicas : 1;
}

function part(given: unknown): Part {
  return typeof given === "object" && given !== null && !Array.isArray(given) ? (given as Part) : {};
}

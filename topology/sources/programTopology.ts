import { canonical, type Connection, type Topology, type TopologyContainer, type TopologyNetwork } from "../Topology";
import { serverHosts } from "../uses";

/** A resource as a stack's state or a preview tells it. */
export interface ProgramResource {
  readonly urn: string;
  readonly type: string;
  readonly id?: string;
  readonly inputs?: Readonly<Record<string, unknown>>;
  readonly outputs?: Readonly<Record<string, unknown>>;
  /** Which resources each input came from, by URN: what an input is while its value is not known. */
  readonly propertyDependencies?: Readonly<Record<string, readonly string[] | null>>;
}

const CONTAINER = "docker:index/container:Container";
const NETWORKS = ["docker:index/network:Network", "dockwire:index:Network"];
const ATTACHMENT = "dockwire:index:NetworkAttachment";
const SERVICE = "docker:index/service:Service";
const IMAGE = "docker:index/remoteImage:RemoteImage";

/**
 * The topology that a program declares: of its state, or of a preview before anything exists. `earlier` are resources that
 * ids in a preview may still refer to.
 */
export function programTopology(
  resources: readonly ProgramResource[],
  earlier: readonly ProgramResource[] = [],
): Topology {
  const index = new ResourceIndex([...earlier, ...resources]);
  const containers = resources.filter(({ type }) => type === CONTAINER).map((one) => containerFrom(one, index));
  const attachments = resources.filter(({ type }) => type === ATTACHMENT).map((one) => attachmentFrom(one, index));
  return canonical({
    networks: resources.filter(({ type }) => NETWORKS.includes(type)).map(networkFrom),
    containers: withAttachments(containers, attachments),
    services: resources.filter(({ type }) => type === SERVICE).map(nameOf),
  });
}

/** Finds what a name, an id or a dependency stands for. */
class ResourceIndex {
  private readonly byUrn: ReadonlyMap<string, ProgramResource>;
  private readonly names = new Map<string, string>();

  constructor(resources: readonly ProgramResource[]) {
    this.byUrn = new Map(resources.map((one) => [one.urn, one]));
    for (const one of resources) {
      const name = text(value(one, "name")) || nameInUrn(one.urn);
      for (const ref of [one.id, value(one, "networkId"), value(one, "name")]) {
        if (typeof ref === "string" && ref) this.names.set(ref, name);
      }
    }
  }

  /** The Engine's name for what an input refers to; a name that nothing in the program has stands for itself. */
  nameOf(resource: ProgramResource, property: string, given: unknown): string {
    const known = text(given);
    if (known) return this.names.get(known) ?? known;
    const source = resource.propertyDependencies?.[property]?.map((urn) => this.byUrn.get(urn)).find((one) => one);
    return source ? text(value(source, "name")) || nameInUrn(source.urn) : "";
  }

  imageOf(resource: ProgramResource): string {
    const source = resource.propertyDependencies?.image
      ?.map((urn) => this.byUrn.get(urn))
      .find((one) => one?.type === IMAGE);
    return source ? text(value(source, "name")) : text(value(resource, "image"));
  }
}

function containerFrom(resource: ProgramResource, index: ResourceIndex): TopologyContainer {
  const home = list(value(resource, "networksAdvanced")).map((one): Connection => {
    const network = index.nameOf(resource, "networksAdvanced", one.name);
    return { network, aliases: strings(one.aliases), addresses: strings([one.ipv4Address, one.ipv6Address]) };
  });
  return {
    name: nameOf(resource),
    image: index.imageOf(resource),
    state: resource.id ? "running" : "planned",
    health: "unchecked",
    ports: list(value(resource, "ports")).map(portFrom),
    connections: home.filter(({ network }) => network),
    uses: serverHosts(variablesOf(resource)),
  };
}

/** What is a secret in the state is no text here. */
function variablesOf(resource: ProgramResource): Record<string, string> {
  const pairs = strings(value(resource, "envs")).map((variable): [string, string] => {
    const at = variable.indexOf("=");
    return [variable.slice(0, at), variable.slice(at + 1)];
  });
  return Object.fromEntries(pairs);
}

function portFrom(port: Readonly<Record<string, unknown>>): string {
  const { ip = "", external, internal, protocol = "tcp" } = port;
  const host = text(ip).includes(":") ? `[${text(ip)}]` : text(ip);
  const outside = [host, typeof external === "number" ? String(external) : "?"].filter(Boolean).join(":");
  return `${outside}->${String(internal)}/${String(protocol)}`;
}

function attachmentFrom(resource: ProgramResource, index: ResourceIndex) {
  const container =
    text(value(resource, "containerName")) || index.nameOf(resource, "container", value(resource, "container"));
  const network = text(value(resource, "networkName")) || index.nameOf(resource, "network", value(resource, "network"));
  const addresses = [value(resource, "assignedIpv4Address"), value(resource, "assignedIpv6Address")];
  return {
    container,
    connection: { network, aliases: strings(value(resource, "aliases")), addresses: strings(addresses) },
  };
}

/** An attachment may be of a container that the program did not make. */
function withAttachments(
  containers: readonly TopologyContainer[],
  attachments: readonly ReturnType<typeof attachmentFrom>[],
): TopologyContainer[] {
  const found = new Map(containers.map((one) => [one.name, one]));
  for (const { container: name, connection } of attachments) {
    if (!name || !connection.network) continue;
    const container = found.get(name) ?? foreign(name);
    const others = container.connections.filter(({ network }) => network !== connection.network);
    const isHome = container.connections[0]?.network === connection.network;
    found.set(name, { ...container, connections: isHome ? [connection, ...others] : [...others, connection] });
  }
  return [...found.values()];
}

function foreign(name: string): TopologyContainer {
  return { name, image: "", state: "running", health: "unchecked", ports: [], connections: [] };
}

function networkFrom(resource: ProgramResource): TopologyNetwork {
  const ipam = list(value(resource, "ipamConfigs")).map(({ subnet }) => subnet);
  const own = ["assignedSubnet", "assignedIpv6Subnet", "subnet", "ipv6Subnet"].map((key) => value(resource, key));
  return {
    name: nameOf(resource),
    driver: text(value(resource, "driver")) || "bridge",
    internal: value(resource, "internal") === true,
    subnets: [...new Set(strings([...ipam, ...own]))],
  };
}

/** An output where it is known, else the input. */
function value({ inputs = {}, outputs = {} }: ProgramResource, key: string): unknown {
  return isKnown(outputs[key]) ? outputs[key] : inputs[key];
}

/** What a preview writes for a value that is not known yet (Pulumi's constant for unknown strings). */
const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

function isKnown(given: unknown): boolean {
  return given !== undefined && given !== null && given !== UNKNOWN && given !== "";
}

function text(given: unknown): string {
  return typeof given === "string" && isKnown(given) ? given : "";
}

function strings(given: unknown): string[] {
  return Array.isArray(given) ? given.map(text).filter(Boolean) : [];
}

function list(given: unknown): Readonly<Record<string, unknown>>[] {
  if (!Array.isArray(given)) return [];
  return given.filter((one): one is Record<string, unknown> => typeof one === "object" && one !== null);
}

function nameOf(resource: ProgramResource): string {
  return text(value(resource, "name")) || nameInUrn(resource.urn);
}

function nameInUrn(urn: string): string {
  return urn.split("::").pop() ?? urn;
}

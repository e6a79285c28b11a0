import { canonical, type Connection, type Topology, type TopologyContainer, type TopologyNetwork } from "../Topology";
import { serverHosts } from "../uses";
import { list, nameOf, NETWORK_TYPES, type ProgramResource, strings, text, value } from "./ProgramResource";
import { ResourceIndex } from "./ResourceIndex";
import { serviceFrom } from "./serviceFrom";

const CONTAINER = "docker:index/container:Container";
const ATTACHMENT = "dockwire:index:NetworkAttachment";
const SERVICE = "docker:index/service:Service";

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
    networks: resources.filter(({ type }) => NETWORK_TYPES.includes(type)).map(networkFrom),
    containers: [
      ...withAttachments(containers, attachments),
      ...resources.filter(({ type }) => type === SERVICE).map((one) => serviceFrom(one, index)),
    ],
  });
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

import { connectionKey, type Change } from "./compareTopologies";
import { type Subject } from "./drawing/Shape";
import { canonical, withHome, type Connection, type Topology, type TopologyContainer } from "./Topology";

/** One thing that is not as another topology has it. */
export interface Difference {
  readonly subject: Subject;
  /** Of an Engine against a stack `removed` is in the stack alone, and `added` on the Engine alone. */
  readonly change: Change;
  /** What is so, without the thing's name, for instance `in the stack, but not on the Engine`. */
  readonly text: string;
}

/** An Engine held against a stack. */
export interface StackComparison {
  /** The Engine's topology, and what the stack has besides. */
  readonly topology: Topology;
  readonly differences: readonly Difference[];
}

/**
 * What of a stack is not on the Engine as the stack's state has it. Whatever is on the Engine and has nothing to do with the
 * stack is no difference.
 */
export function compareWithStack(stack: Topology, engine: Topology): StackComparison {
  const { networks, containers } = canonical(stack);
  const found = canonical(engine);
  const services = new Set(containers.filter(isService).map(({ name }) => name));
  const wanted = { networks, containers: containers.filter((one) => !isService(one)) };
  const differences = [...networkDifferences(wanted, found), ...containerDifferences(wanted, found, services)];
  return { topology: canonical(both(wanted, found)), differences };
}

/** What the subjects of a stack are: for telling them from everybody else's. */
export function subjectsOf({ networks, containers }: Topology): Subject[] {
  return [
    ...networks.map(({ name }) => ({ kind: "network", network: name }) as const),
    ...containers.filter((one) => !isService(one)).map(({ name }) => ({ kind: "container", container: name }) as const),
  ];
}

/** The part of a topology that is a stack's, and whatever is on the stack's networks. */
export function partAround(stack: Topology, { networks, containers }: Topology): Topology {
  const owned = new Set(stack.networks.map(({ name }) => name));
  const own = new Set(stack.containers.map(({ name }) => name));
  const near = containers.filter(
    ({ name, connections }) => own.has(name) || connections.some(({ network }) => owned.has(network)),
  );
  const touched = new Set(near.flatMap(({ connections }) => connections.map(({ network }) => network)));
  return { networks: networks.filter(({ name }) => owned.has(name) || touched.has(name)), containers: near };
}

/** The changes in the form that pictures take. */
export function changesOf(differences: Iterable<Difference>) {
  const networks = new Map<string, Change>();
  const containers = new Map<string, Change>();
  const connections = new Map<string, Change>();
  for (const { subject, change } of differences) {
    if (subject.kind === "network") networks.set(subject.network, change);
    else if (subject.kind === "container") containers.set(subject.container, change);
    else connections.set(connectionKey(subject.container, subject.network), change);
  }
  return { networks, containers, connections };
}

function networkDifferences(wanted: Topology, found: Topology): Difference[] {
  const present = new Map(found.networks.map((network) => [network.name, network]));
  return wanted.networks.flatMap(({ name, subnets, internal }): Difference[] => {
    const subject = { kind: "network", network: name } as const;
    const network = present.get(name);
    if (!network) return [{ subject, change: "removed", text: "in the stack, but not on the Engine" }];
    const texts = [
      ...(network.internal === internal ? [] : [`${network.internal ? "" : "not "}internal, unlike in the stack`]),
      ...(subnets.every((subnet) => network.subnets.includes(subnet))
        ? []
        : [`subnet ${network.subnets.join(", ") || "none"} here, ${subnets.join(", ")} in the stack`]),
    ];
    return texts.length ? [{ subject, change: "changed", text: texts.join("; ") }] : [];
  });
}

/** A service's containers come and go, on any machine: an Engine cannot tell whether one is missing. */
function isService({ replicas }: TopologyContainer): boolean {
  return replicas !== undefined;
}

function containerDifferences(wanted: Topology, found: Topology, services: ReadonlySet<string>): Difference[] {
  const present = new Map(found.containers.map((container) => [container.name, container]));
  const own = new Set(wanted.containers.map(({ name }) => name));
  const networks = new Set(wanted.networks.map(({ name }) => name));
  const strangers = found.containers.filter(({ name, service }) => !own.has(name) && !services.has(service ?? ""));
  return [
    ...wanted.containers.flatMap((container) => differencesOf(container, present.get(container.name))),
    ...strangers.flatMap(({ name: container, connections }) =>
      connections
        .filter(({ network }) => networks.has(network))
        .map(({ network }): Difference => {
          const subject = { kind: "connection", container, network } as const;
          return { subject, change: "added", text: "on a network of the stack, and not in the stack" };
        }),
    ),
  ];
}

function differencesOf(wanted: TopologyContainer, found: TopologyContainer | undefined): Difference[] {
  const container = wanted.name;
  const subject = { kind: "container", container } as const;
  if (!found) return [{ subject, change: "removed", text: "in the stack, but not on the Engine" }];
  // Of a container on another machine its own Engine alone knows more than that it is there.
  if (found.machine !== undefined) return [];
  const texts = factsThatDiffer(wanted, found);
  const own: Difference[] = texts.length ? [{ subject, change: "changed", text: texts.join("; ") }] : [];
  return [...own, ...connectionDifferences(wanted, found)];
}

function factsThatDiffer(wanted: TopologyContainer, found: TopologyContainer): string[] {
  if (found.state !== "running") return ["does not run"];
  // An attachment to somebody else's container tells nothing but that there is one.
  if (!wanted.image) return [];
  const [image, ports] = [comparable(wanted.image), portsOf(wanted)];
  return [
    ...(image && comparable(found.image) && image !== comparable(found.image)
      ? [`image ${found.image} here, ${wanted.image} in the stack`]
      : []),
    // A stack's state does not tell the ports that the Engine chose.
    ...(ports.some((port) => port.startsWith("?")) || ports.join() === portsOf(found).join()
      ? []
      : [`ports ${portsOf(found).join(" ") || "none"} here, ${ports.join(" ") || "none"} in the stack`]),
  ];
}

function connectionDifferences(wanted: TopologyContainer, found: TopologyContainer): Difference[] {
  const container = wanted.name;
  const [asked, present] = [wanted, found].map(
    ({ connections }) => new Map(connections.map((one) => [one.network, one])),
  );
  const all = new Set([...(asked?.keys() ?? []), ...(present?.keys() ?? [])]);
  return [...all].flatMap((network): Difference[] => {
    const subject = { kind: "connection", container, network } as const;
    const [a, b] = [asked?.get(network), present?.get(network)];
    // Attachments to containers of others tell nothing of their other networks.
    if (!a) return wanted.image ? [{ subject, change: "added", text: "not in the stack" }] : [];
    if (!b) return [{ subject, change: "removed", text: "in the stack, but not on the Engine" }];
    const [is, ought] = [aliasesOf(b, container), aliasesOf(a, container)];
    return is === ought ? [] : [{ subject, change: "changed", text: `${is} here, ${ought} in the stack` }];
  });
}

function aliasesOf({ aliases }: Connection, container: string): string {
  const names = aliases.filter((alias) => alias !== container);
  return names.length ? `alias ${names.join(", ")}` : "no alias";
}

/** A name with its tag; nothing of what a name and an image's id or digest cannot be compared by. */
function comparable(image: string): string {
  if (/^(sha256:)?[0-9a-f]{64}$|@sha256:/.test(image)) return "";
  const name = image.replace(/^docker\.io\/(library\/)?/, "");
  return /:[^/]+$/.test(name) ? name : `${name}:latest`;
}

/** One entry for the addresses of both families that stand for every address. */
function portsOf({ ports }: TopologyContainer): string[] {
  return [...new Set(ports.map((port) => port.replace(/^(0\.0\.0\.0|\[::\]):/, "")))].sort();
}

function both(wanted: Topology, found: Topology): Topology {
  const [networks, containers] = [found.networks, found.containers].map((all) => new Set(all.map(({ name }) => name)));
  const asked = new Map(wanted.containers.map((container) => [container.name, container]));
  const missing = wanted.containers.filter(({ name }) => !containers?.has(name));
  return {
    networks: [...found.networks, ...wanted.networks.filter(({ name }) => !networks?.has(name))],
    containers: [
      ...found.containers.map((container) => withMissing(container, asked.get(container.name))),
      ...missing.map((container) => ({ ...container, state: "planned" as const })),
    ],
  };
}

/** With what the stack alone knows: connections that are missing, the network that comes first, the image's name. */
function withMissing(found: TopologyContainer, wanted: TopologyContainer | undefined): TopologyContainer {
  if (!wanted) return found;
  const here = new Set(found.connections.map(({ network }) => network));
  const missing = wanted.connections.filter(({ network }) => !here.has(network));
  const image = found.image && comparable(found.image) ? found.image : wanted.image || found.image;
  // Of an attachment alone the stack does not know the container's own network.
  const home = wanted.image ? wanted.connections[0]?.network : undefined;
  return withHome({ ...found, image, connections: [...found.connections, ...missing] }, home);
}

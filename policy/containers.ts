import type { Container } from "./Container";
import { environmentOf, filesOf, hostPathsOf, portsOf, programWords } from "./containerParts";
import { runsRedis } from "./redis";
import {
  CONNECTIONS,
  CONTAINER,
  containerNames,
  imagesOf,
  madeFrom,
  networksOf,
  PROBE,
  type Resource,
} from "./resources";
import { read, records, text, UNKNOWN } from "./values";
import { type Volumes, volumesOf } from "./volumes";

/** Modes in which a container without networks of its own is on the default bridge. */
const DEFAULT_MODES = [undefined, "", "bridge", "default"];

/** Every container that the resources tell of: made, run by a Probe, or only attached to networks. */
export function containersOf(resources: readonly Resource[], wholeStack: boolean): Container[] {
  const volumes = volumesOf(resources);
  const connections = resources.filter(({ type }) => CONNECTIONS.includes(type));
  const made = resources.filter(({ type }) => type === CONTAINER).map((one) => containerOf(one, volumes, wholeStack));
  const probes = resources.filter(({ type }) => type === PROBE).map((one) => probeOf(one, wholeStack));
  const foreign = new Map<string, Container>();
  for (const connection of connections) {
    const names = containerNames(connection, "container");
    const own = made.findIndex(({ name, urn }) => names.includes(name) || isMadeFrom(connection, urn));
    const found = made[own];
    if (found) made[own] = connected(found, connection);
    else if (names[0])
      foreign.set(names[0], connected(foreign.get(names[0]) ?? stranger(names[0], connection), connection));
  }
  return [...made.map((one) => withSharedNetworks(one, made)), ...probes, ...foreign.values()];
}

function containerOf(resource: Resource, volumes: Volumes, wholeStack: boolean): Container {
  const { props, urn } = resource;
  const name = text(props, "name") ?? resource.name;
  const images = imagesOf(resource, "image");
  const image = text(props, "image");
  const environment = environmentOf(props);
  const base: Omit<Container, "isRedis"> = {
    ...nothing(wholeStack),
    urn,
    name,
    subject: `container "${name}"`,
    images: image === undefined ? images : [...images, { name: image, built: false }],
    environment,
    command: programWords(props, environment),
    ...networksOfContainer(resource),
    ports: portsOf(props),
    publishesAllPorts: read(props, "publishAllPorts") === true,
    hostPaths: hostPathsOf(props, volumes),
    files: filesOf(props, volumes),
  };
  return { ...base, isRedis: urn.includes("dockwire:index:RedisServer$") || runsRedis(base) };
}

function networksOfContainer(resource: Resource): Pick<Container, "networks" | "foreignNetworks"> {
  const { props } = resource;
  const list = read(props, "networksAdvanced");
  const given = records(props, "networksAdvanced").map((network) => text(network, "name") ?? "");
  const own = [...networksOf(resource, "networksAdvanced"), ...given].filter(Boolean);
  if (list === UNKNOWN || (Array.isArray(list) && list.length > 0))
    return { networks: own, foreignNetworks: undefined };
  const mode = read(props, "networkMode");
  const named = networksOf(resource, "networkMode");
  const shared = madeFrom(resource, "networkMode", [CONTAINER]).map((one) => text(one.props, "name") ?? one.name);
  if (typeof mode === "string" && mode.startsWith("container:")) {
    return { networks: [], foreignNetworks: shared[0] ?? mode.slice("container:".length).replace(/^\//, "") };
  }
  if (mode === UNKNOWN || named.length) return { networks: named, foreignNetworks: shared[0] };
  if (DEFAULT_MODES.includes(mode as string)) return { networks: ["bridge"], foreignNetworks: undefined };
  return { networks: mode === "none" ? [] : [String(mode)], foreignNetworks: undefined };
}

function probeOf(resource: Resource, wholeStack: boolean): Container {
  const { props, urn, name } = resource;
  const image = text(props, "image");
  const command = programWords(props, {});
  const networks = read(props, "networks");
  const given = Array.isArray(networks) ? networks.filter((one) => typeof one === "string") : [];
  const images = image === undefined ? [] : [{ name: image, built: false }];
  return {
    ...nothing(wholeStack),
    urn,
    name,
    subject: `probe "${name}"`,
    images,
    // A Probe in an image of redis is a client as a rule.
    isRedis: runsRedis({ images: [], command }),
    command,
    networks: [...networksOf(resource, "networks"), ...given],
  };
}

/** A container of which the program says nothing but that it is attached. */
function stranger(name: string, { urn }: Resource): Container {
  return { ...nothing(true), urn, name, subject: `container "${name}"` };
}

/** A container of which nothing is known. */
function nothing(wholeStack: boolean): Omit<Container, "urn" | "name" | "subject"> {
  return {
    images: [],
    isRedis: false,
    command: UNKNOWN,
    environment: {},
    networks: [],
    foreignNetworks: undefined,
    ports: [],
    publishesAllPorts: false,
    hostPaths: [],
    files: new Map(),
    wholeStack,
  };
}

function isMadeFrom(connection: Resource, urn: string): boolean {
  return madeFrom(connection, "container", [CONTAINER]).some((one) => one.urn === urn);
}

function connected(container: Container, connection: Resource): Container {
  const { props } = connection;
  const lists = records(props, "networks").map((network) => text(network, "name"));
  const given = [text(props, "network"), text(props, "networkName"), ...lists].filter((name) => name !== undefined);
  const made = [...networksOf(connection, "network"), ...networksOf(connection, "networks")];
  return { ...container, networks: [...container.networks, ...made, ...given] };
}

/** A container that shares another's networks is on all of that one's; of one that the stack does not make none is known. */
function withSharedNetworks(container: Container, all: readonly Container[]): Container {
  const host = all.find(({ name, urn }) => name === container.foreignNetworks && urn !== container.urn);
  if (!host) return container;
  return { ...container, networks: [...container.networks, ...host.networks], foreignNetworks: host.foreignNetworks };
}

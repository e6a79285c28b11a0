import type { ContainerInspectInfo } from "dockerode";
import type { Bounds } from "../../engine/Bounds";
import type { EngineClient } from "../../engine/EngineClient";
import { unlessMissing } from "../../engine/EngineError";
import { inspectContainers } from "../../engine/inspectContainers";
import { containerFrom, networkFrom, type Endpoint } from "../../engine/model";
import { readOtherMachines, withOtherMachines } from "./otherMachines";
import { serverHosts } from "../uses";
import {
  canonical,
  type Connection,
  type Health,
  type Topology,
  type TopologyContainer,
  type TopologyNetwork,
} from "../Topology";

/** Networks that every Engine has. They are shown only when a container is on them. */
export const BUILT_IN: ReadonlySet<string> = new Set(["bridge", "host", "none"]);

/** By which the swarm's containers tell what they are of. */
const SERVICE_LABEL = "com.docker.swarm.service.name";

/** The topology that an Engine has now, with the containers that do not run, and what its overlay networks have elsewhere. */
export async function engineTopology(engine: EngineClient): Promise<Topology> {
  const [networks, containers, elsewhere] = await Promise.all([
    readNetworks(engine),
    readContainers(engine),
    readOtherMachines(engine),
  ]);
  return topologyOf(networks, withOtherMachines([...containers.values()], elsewhere));
}

/** What is worth showing of an Engine's networks, and the containers. */
export function topologyOf(networks: readonly TopologyNetwork[], containers: readonly TopologyContainer[]): Topology {
  const used = new Set(containers.flatMap(({ connections }) => connections.map(({ network }) => network)));
  return canonical({ networks: networks.filter(({ name }) => !BUILT_IN.has(name) || used.has(name)), containers });
}

export async function readNetworks(engine: EngineClient, bounds: Bounds = {}): Promise<TopologyNetwork[]> {
  const list = await engine.read((docker) => docker.listNetworks(), bounds);
  return list.map(networkFrom).map(({ name, driver, internal, ipam }) => {
    return { name, driver, internal, subnets: ipam.map(({ subnet }) => subnet) };
  });
}

/** By id. A container that goes meanwhile is left out. */
export async function readContainers(
  engine: EngineClient,
  bounds: Bounds = {},
): Promise<Map<string, TopologyContainer>> {
  const found = await inspectContainers(engine, bounds);
  return new Map(found.map((info) => [info.Id, topologyContainer(info)]));
}

/** Aliases stand only in a container's own answer. Undefined when there is no such container. */
export async function readContainer(
  engine: EngineClient,
  id: string,
  bounds: Bounds = {},
): Promise<TopologyContainer | undefined> {
  const info = await unlessMissing(engine.read((docker) => docker.getContainer(id).inspect(), bounds));
  return info && topologyContainer(info);
}

function topologyContainer(info: ContainerInspectInfo): TopologyContainer {
  const { name, running, health, networkMode, endpoints, environment, labels } = containerFrom(info);
  const service = labels[SERVICE_LABEL];
  const home = endpoints.find((one) => [one.networkName, one.networkId].includes(networkMode)) ?? endpoints[0];
  const ordered = home ? [home, ...endpoints.filter((one) => one !== home)] : [];
  return {
    name,
    image: info.Config.Image,
    state: running ? "running" : "stopped",
    health: running ? healthOf(health?.status) : "unchecked",
    ports: publishedPorts(info),
    connections: ordered.map((endpoint) => connectionFrom(endpoint, name)),
    uses: serverHosts(environment),
    ...(service ? { service } : {}),
  };
}

function connectionFrom({ networkName, aliases, ipv4Address, ipv6Address }: Endpoint, name: string): Connection {
  return {
    network: networkName,
    aliases: aliases.filter((alias) => alias !== name),
    addresses: [ipv4Address, ipv6Address].flatMap((address) => (address ? [address.split("/")[0] ?? ""] : [])),
  };
}

function publishedPorts({ NetworkSettings }: ContainerInspectInfo): string[] {
  const published = Object.entries(NetworkSettings.Ports ?? {}).flatMap(([port, bindings]) =>
    (bindings ?? []).map(({ HostIp, HostPort }) => portText(HostIp, HostPort, port)),
  );
  return [...new Set(published)];
}

/** A published port as `docker ps` shows it. */
export function portText(ip: string, external: string | number, port: string): string {
  const host = ip.includes(":") ? `[${ip}]` : ip;
  return `${host ? `${host}:` : ""}${external}->${port}`;
}

function healthOf(status: string | undefined): Health {
  return status === "healthy" || status === "unhealthy" || status === "starting" ? status : "unchecked";
}

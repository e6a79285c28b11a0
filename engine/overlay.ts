import type { Bounds } from "./Bounds";
import type { EngineClient } from "./EngineClient";
import { unlessMissing } from "./EngineError";
import type { Endpoint, Network } from "./model";

/** What a swarm's networks have for ids. */
const SWARM_ID = /^[0-9a-z]{25}$/;

/** What the swarm's own load balancer on a machine is called, after the network. */
const BALANCER = "-endpoint";

/** A container on an overlay network, on whichever machine it runs. */
export interface OverlayEndpoint {
  /** The container's name. */
  name: string;
  ipv4Address: string;
  /** The address of the machine that it runs on, as the other machines know it. */
  machine: string;
  /** The swarm service that it is a task of; "" for a container that was attached. */
  service: string;
}

/** An overlay network beyond this machine. */
export interface Overlay {
  /** The machines that something on the network runs on, by the addresses that they know each other by. */
  machines: string[];
  endpoints: OverlayEndpoint[];
}

/** A call of the client library's with an option that its types leave out. */
interface Verbose {
  inspect(options: { verbose: boolean }): Promise<VerboseInfo>;
}

/** What `docker network inspect --verbose` tells besides. */
interface VerboseInfo {
  Peers?: { IP: string }[] | null;
  Services?: Record<string, { Tasks?: { Name: string; EndpointIP: string; Info?: Record<string, string> }[] | null }>;
}

/**
 * What the Engine knows of an overlay network on other machines: it hears of them while something of its own is on the
 * network. Empty for a network of another driver.
 */
export async function overlayOf(engine: EngineClient, network: Network, bounds: Bounds = {}): Promise<Overlay> {
  if (network.driver !== "overlay") return { machines: [], endpoints: [] };
  const info = await unlessMissing(
    engine.read((docker) => (docker.getNetwork(network.id) as Verbose).inspect({ verbose: true }), bounds),
  );
  const services = Object.entries(info?.Services ?? {});
  const endpoints = services.flatMap(([service, { Tasks }]) =>
    (Tasks ?? []).map(({ Name, EndpointIP, Info }) => {
      return { name: Name, ipv4Address: EndpointIP, machine: Info?.["Host IP"] ?? "", service };
    }),
  );
  const containers = endpoints.filter(({ name, service }) => service || name !== `${network.name}${BALANCER}`);
  return {
    machines: (info?.Peers ?? []).map(({ IP }) => IP).sort(),
    endpoints: containers.sort((a, b) => a.name.localeCompare(b.name)),
  };
}

/**
 * The endpoint with the addresses alone that somebody asked for. On an overlay the Engine writes down the one that the
 * swarm chose as if it had been asked for, and tells it of a container that has stopped, too.
 */
export function withoutChosenAddress(endpoint: Endpoint): Endpoint {
  return SWARM_ID.test(endpoint.networkId) ? { ...endpoint, fixedIpv4Address: undefined } : endpoint;
}

/** Whether a member of a network is the swarm's own load balancer, which is no container. */
export function isBalancer(member: { id: string }): boolean {
  return member.id.startsWith("lb-");
}

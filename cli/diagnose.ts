import type { EngineClient } from "../engine/EngineClient";
import { capacity, contains } from "../engine/cidr";
import { inspectContainers } from "../engine/inspectContainers";
import { type Container, containerFrom, endpointOn, type Network } from "../engine/model";
import { overlayOf } from "../engine/overlay";
import { diagnoseSwarm, type SeenNetwork } from "./diagnoseSwarm";

/** One result of a look at an Engine. */
export interface Finding {
  readonly severity: "ok" | "hint" | "problem";
  readonly what: string;
  /** What to do about it; empty when nothing has to be done. */
  readonly cure: string;
}

/** A subnet that is this full will soon be used up. */
const NEARLY_FULL = 0.8;
/** From this API on an Engine chooses a gateway by priorities (Engine 28). */
const GATEWAY_PRIORITY_API = 48;

/** Looks for what is wrong with an Engine's networks. */
export async function diagnose(engine: EngineClient): Promise<Finding[]> {
  const api = await engine.api();
  const listed = await engine.read((docker) => docker.listNetworks());
  const networks = await present(listed.map(({ Id }) => engine.network(Id)));
  const containers = (await inspectContainers(engine)).map(containerFrom);
  const ingress = new Set(listed.filter(({ Ingress }) => Ingress).map(({ Id }) => Id));
  const seen = await Promise.all(
    networks.map(async (network) => ({ network, overlay: await overlayOf(engine, network) })),
  );
  const swarm = await diagnoseSwarm(
    engine,
    seen.filter(({ network }) => network.driver === "overlay" && !ingress.has(network.id)),
  );
  const found = [
    ...seen.map(withEndpointsElsewhere).flatMap(fullSubnets),
    ...networks.flatMap((network) => sharedAliases(network, containers)),
    ...networks.flatMap(staleEndpoints),
    ...(api < GATEWAY_PRIORITY_API ? containers.flatMap(gatewayHazards) : []),
    ...swarm.filter(({ severity }) => severity !== "ok"),
  ];
  const answer: Finding = {
    severity: "ok",
    what: `the Engine answers (API 1.${api}, ${networks.length} networks, ${containers.length} containers)`,
    cure: "",
  };
  return [
    answer,
    ...swarm.filter(({ severity }) => severity === "ok"),
    ...(found.length ? found : [{ severity: "ok", what: "nothing is wrong with its networks", cure: "" } as const]),
  ];
}

/** Subnets whose addresses are used up, or will be soon. */
export function fullSubnets(network: Network): Finding[] {
  return network.ipam.flatMap(({ subnet }) => {
    const room = capacity(subnet);
    const used = network.members.filter(({ ipv4Address, ipv6Address }) =>
      [ipv4Address, ipv6Address].some((address) => contains(subnet, address.split("/")[0] ?? "")),
    ).length;
    if (room === 0 || used < room * NEARLY_FULL) return [];
    const what = `network "${network.name}": ${used} of ${room} addresses of ${subnet} are in use`;
    const cure = "Give the network a larger subnet: a dockwire Network changes it while its containers run.";
    return [{ severity: used >= room ? "problem" : "hint", what, cure }];
  });
}

/** Aliases that lead to several containers: clients get either. */
export function sharedAliases(network: Network, containers: readonly Container[]): Finding[] {
  const holders = new Map<string, string[]>();
  for (const container of containers) {
    for (const alias of endpointOn(container, network)?.aliases ?? []) {
      const key = alias.toLowerCase();
      holders.set(key, [...(holders.get(key) ?? []), container.name]);
    }
  }
  return [...holders].flatMap(([alias, names]) => {
    if (names.length < 2) return [];
    const what = `network "${network.name}": the alias "${alias}" leads to ${names.sort().join(" and ")}`;
    return [{ severity: "hint", what, cure: "If clients are not to get either of them, take the alias from one." }];
  });
}

/** Endpoints whose container is gone: they keep a network from being removed (moby issue 17217). */
export function staleEndpoints(network: Network): Finding[] {
  return network.members
    .filter(({ id }) => id.startsWith("ep-"))
    .map(({ name }) => ({
      severity: "problem",
      what: `network "${network.name}" has an endpoint of "${name}", which is no container any more`,
      cure: `docker network disconnect --force ${network.name} ${name}`,
    }));
}

/** Containers whose published ports would move if they joined a network that sorts before the present ones. */
export function gatewayHazards({ name, running, publishedPorts, endpoints }: Container): Finding[] {
  if (!running || publishedPorts.length === 0 || endpoints.length < 2) return [];
  const [gateway] = endpoints.map(({ networkName }) => networkName).sort();
  const what = `container "${name}" publishes ports and is on ${endpoints.length} networks: its gateway is chosen by name ("${gateway ?? ""}")`;
  const cure = `Leaving "${gateway ?? ""}", or joining a network that sorts before it, moves the ports (moby issues 44137, 40740). Engine 28 and newer can be told otherwise.`;
  return [{ severity: "hint", what, cure }];
}

/** With the containers that an overlay network has on other machines, whose addresses are of the same subnet. */
function withEndpointsElsewhere({ network, overlay: { endpoints } }: SeenNetwork): Network {
  const here = new Set(network.members.map(({ ipv4Address }) => ipv4Address.split("/")[0]));
  const elsewhere = endpoints
    .filter(({ ipv4Address }) => !here.has(ipv4Address))
    .map(({ name, ipv4Address }) => ({ id: "", name, ipv4Address, ipv6Address: "", macAddress: "" }));
  return { ...network, members: [...network.members, ...elsewhere] };
}

async function present<T>(all: readonly Promise<T | undefined>[]): Promise<T[]> {
  return (await Promise.all(all)).flatMap((one) => (one === undefined ? [] : [one]));
}

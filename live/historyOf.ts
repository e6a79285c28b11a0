import type { Subject } from "../topology/drawing/Shape";
import type { Connection, Topology, TopologyContainer } from "../topology/Topology";

/** A change that was seen, before it has a number and a time. */
export interface SeenChange {
  readonly text: string;
  readonly subject: Subject;
}

/** What happened between two looks at an Engine, in sentences. */
export function historyOf(before: Topology, after: Topology): SeenChange[] {
  return [...networkChanges(before, after), ...containerChanges(before, after)];
}

function networkChanges(before: Topology, after: Topology): SeenChange[] {
  const [old, now] = [before, after].map(({ networks }) => new Map(networks.map((one) => [one.name, one])));
  return namesOf(old, now).flatMap((network): SeenChange[] => {
    const [was, is] = [old?.get(network), now?.get(network)];
    const subject = { kind: "network", network } as const;
    if (!was) return [{ subject, text: `network ${network} was created` }];
    if (!is) return [{ subject, text: `network ${network} was removed` }];
    const [from, to] = [was.subnets.join(" "), is.subnets.join(" ")];
    return from === to ? [] : [{ subject, text: `network ${network}: subnets ${orNone(from)} → ${orNone(to)}` }];
  });
}

function containerChanges(before: Topology, after: Topology): SeenChange[] {
  const [old, now] = [before, after].map(({ containers }) => new Map(containers.map((one) => [one.name, one])));
  return namesOf(old, now).flatMap((name): SeenChange[] => {
    const [was, is] = [old?.get(name), now?.get(name)];
    const subject = { kind: "container", container: name } as const;
    if (!was) return [{ subject, text: is ? arrivalText(is) : "" }];
    if (!is) return [{ subject, text: departureText(was) }];
    return [...stateChanges(was, is).map((text) => ({ text, subject })), ...connectionChanges(was, is)];
  });
}

function arrivalText(is: TopologyContainer): string {
  if (is.machine !== undefined) return `container ${is.name} on ${is.machine} joined ${networksOf(is)}`;
  return `container ${is.name} was created${is.state === "running" ? " and runs" : ""}`;
}

/** Of a container on another machine nobody can tell here whether it is still there. */
function departureText(was: TopologyContainer): string {
  if (was.machine !== undefined) return `container ${was.name} on ${was.machine} left ${networksOf(was)}`;
  return `container ${was.name} was removed`;
}

function networksOf({ connections }: TopologyContainer): string {
  return connections.map(({ network }) => network).join(" and ");
}

function stateChanges(was: TopologyContainer, is: TopologyContainer): string[] {
  const { name, state, health, ports } = is;
  if (was.machine !== is.machine) return [`${name} is on ${is.machine ?? "this machine"} now`];
  const isNews = state === "running" && was.state === "running";
  return [
    ...(was.state === state ? [] : [state === "running" ? `${name} started` : `${name} stopped`]),
    ...(was.health === health || health === "unchecked" ? [] : [`${name} is ${health}`]),
    ...(isNews && was.ports.join() !== ports.join() ? [`${name}: ports ${orNone(ports.join(" "))}`] : []),
  ];
}

function connectionChanges(was: TopologyContainer, is: TopologyContainer): SeenChange[] {
  const [old, now] = [was, is].map(({ connections }) => new Map(connections.map((one) => [one.network, one])));
  return namesOf(old, now).flatMap((network) => {
    const subject = { kind: "connection", container: is.name, network } as const;
    const [from, to] = [old?.get(network), now?.get(network)];
    return connectionTexts(is.name, network, from, to).map((text) => ({ text, subject }));
  });
}

function connectionTexts(name: string, network: string, was?: Connection, is?: Connection): string[] {
  if (!is) return [`${name} left ${network}`];
  const aliases = is.aliases.join(", ");
  const address = is.addresses.join(" ");
  if (!was) return [`${name} joined ${network}${aliases ? ` as ${aliases}` : ""}${address ? `, ${address}` : ""}`];
  const [oldAliases, oldAddress] = [was.aliases.join(", "), was.addresses.join(" ")];
  return [
    ...(oldAliases === aliases ? [] : [`${name} on ${network}: aliases ${orNone(oldAliases)} → ${orNone(aliases)}`]),
    // That an address goes with a container that stops, and comes when it starts, is no news.
    ...(oldAddress === address || !oldAddress || !address ? [] : [`${name} on ${network}: ${oldAddress} → ${address}`]),
  ];
}

function namesOf(...maps: readonly (ReadonlyMap<string, unknown> | undefined)[]): string[] {
  return [...new Set(maps.flatMap((map) => [...(map?.keys() ?? [])]))];
}

function orNone(text: string): string {
  return text || "none";
}

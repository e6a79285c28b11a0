import type { Value } from "../program/Program";
import { type JsonObject, mapping, number, optionalText, textMap, texts } from "./Json";
import type { Part } from "./Part";
import type { Planning } from "./Planning";

/** A service's place on a network. */
export interface Endpoint {
  /** The network's key in the file. */
  readonly key: string;
  /** Its name on the Engine. */
  readonly networkName: string;
  readonly network: Value;
  readonly aliases: readonly string[];
  readonly ipv4Address: string | undefined;
  readonly ipv6Address: string | undefined;
  readonly linkLocalIps: readonly string[];
  readonly macAddress: string | undefined;
  readonly driverOpts: Readonly<Record<string, string>>;
  readonly gatewayPriority: number | undefined;
}

/** The networks of a service by their keys, with what it says of each. */
export function networksOf({ spec }: Part): Map<string, JsonObject> {
  if (spec.network_mode !== undefined) return new Map();
  const given = Object.entries(mapping(spec.networks)).map(([key, one]): [string, JsonObject] => [key, mapping(one)]);
  return new Map(given.length ? given : [["default", {}]]);
}

/** Aliases that links give a service, by service and network: a link's name holds for all on the network. */
export type LinkAliases = ReadonlyMap<string, ReadonlyMap<string, ReadonlySet<string>>>;

/** A service's places on its networks, the one that it is created on first. */
export function endpointsOf(part: Part, planning: Planning, links: LinkAliases): Endpoint[] {
  const wanted = [...networksOf(part)].sort(([a, one], [b, two]) => {
    const byPriority = (number(two.priority) ?? 0) - (number(one.priority) ?? 0);
    return byPriority || (a < b ? -1 : Number(a > b));
  });
  return wanted.map(([key, spec]) => {
    const network = planning.networks.get(key);
    if (!network) throw part.problem(["networks", key], `there is no network "${key}" under the file's "networks"`);
    const linked = links.get(part.name)?.get(key) ?? [];
    const ifname = optionalText(spec.interface_name);
    return {
      key,
      networkName: network.name,
      network: network.value,
      aliases: [...new Set([part.name, ...texts(spec.aliases), ...linked])],
      ipv4Address: optionalText(spec.ipv4_address),
      ipv6Address: optionalText(spec.ipv6_address),
      linkLocalIps: texts(spec.link_local_ips),
      macAddress: optionalText(spec.mac_address),
      driverOpts: {
        ...textMap(spec.driver_opts),
        ...(ifname === undefined ? {} : { "com.docker.network.endpoint.ifname": ifname }),
      },
      gatewayPriority: number(spec.gw_priority),
    };
  });
}

/** The aliases that links ask for. A name that leads to another service already is left out. */
export function linkAliases(services: ReadonlyMap<string, Part>, planning: Planning): LinkAliases {
  const found = new Map<string, Map<string, Set<string>>>();
  const owners = new Map<string, string>();
  const isOwn = (network: string, alias: string, server: string) => {
    const owner = owners.get(`${network} ${alias}`) ?? (services.has(alias) ? alias : server);
    owners.set(`${network} ${alias}`, owner);
    return owner === server;
  };
  for (const part of services.values()) {
    for (const [i, line] of texts(part.spec.links).entries()) {
      const [server = "", alias = server] = line.split(":");
      const target = services.get(server);
      if (!target) throw part.problem(["links", i], `there is no service "${server}"`);
      const shared = [...networksOf(part).keys()].filter((key) => networksOf(target).has(key));
      if (!shared.length) planning.leaveOut(part, ["links", i], `the two are on no network together`);
      for (const network of alias === server ? [] : shared) {
        if (!isOwn(network, alias, server)) {
          planning.leaveOut(part, ["links", i], `"${alias}" leads to another service on the network "${network}"`);
          continue;
        }
        const why = `"${alias}" is an alias of ${server} for all on the network "${network}"`;
        planning.leaveOut(part, ["links", i], why);
        const byNetwork = found.get(server) ?? new Map<string, Set<string>>();
        byNetwork.set(network, (byNetwork.get(network) ?? new Set()).add(alias));
        found.set(server, byNetwork);
      }
    }
  }
  return found;
}

import { isServerContainer, isService, NO_CONTAINER } from "../shared/references";

/** How a client's `uses` names the redis server that is created on its network. */
const OWN_REDIS = "redis";

/** The parts of an AppNetwork's arguments that are checked together. */
export interface PlainAppNetworkArgs {
  readonly networkName: unknown;
  readonly network: unknown;
  readonly attachments: Readonly<Record<string, { server: unknown; aliases?: unknown; sharedAliases?: unknown }>>;
  readonly clients: Readonly<Record<string, { uses?: unknown } | undefined>>;
  readonly redis: unknown;
  /** Options of a network of its own. */
  readonly options: Readonly<Record<string, unknown>>;
}

/** What is wrong with an AppNetwork's arguments, naming the property; undefined when nothing is. */
export function appNetworkProblem(args: PlainAppNetworkArgs): string | undefined {
  const { network, networkName, attachments, clients, options } = args;
  const given = Object.entries({ networkName, ...options }).find(([, value]) => value !== undefined);
  if (network !== undefined && given) {
    return `"${given[0]}" does not go with "network", which is made somewhere else; leave out one of the two`;
  }
  const clientKeys = Object.keys(clients);
  for (const [key, { server }] of Object.entries(attachments)) {
    if (!server) return `"attachments.${key}.server" is required: the server to attach`;
    if (!isServerContainer(server)) return `"attachments.${key}.server": ${NO_CONTAINER}; only containers are attached`;
    if (clientKeys.includes(key))
      return `"attachments.${key}" and "clients.${key}" have the same key; choose another for one`;
  }
  if ([...clientKeys, ...Object.keys(attachments)].includes("network"))
    return `the key "network" names the network itself; choose another one`;
  return aliasProblem(attachments) ?? usesProblem(args);
}

/** What is wrong with a network's name; undefined when nothing is. */
export function networkNameProblem(name: string): string | undefined {
  if (/^[a-zA-Z0-9][a-zA-Z0-9_.-]*$/.test(name) && !["bridge", "host", "none"].includes(name)) return undefined;
  if (["bridge", "host", "none"].includes(name))
    return `"${name}" is a network of the Engine's own; choose another name`;
  return `"${name}" cannot be a network's name: begin with a letter or digit, then letters, digits, "_", "." and "-"`;
}

function usesProblem({ clients, redis, attachments }: PlainAppNetworkArgs): string | undefined {
  const servers = [...new Set([...(redis === undefined ? [] : [OWN_REDIS]), ...Object.keys(attachments)])];
  for (const [key, client] of Object.entries(clients)) {
    for (const [use, name] of Object.entries(client?.uses ?? {})) {
      if (typeof name !== "string") continue;
      const path = `"clients.${key}.uses.${use}"`;
      if (!servers.includes(name)) {
        const known = servers.length ? `it has ${servers.map((one) => `"${one}"`).join(", ")}` : "it has none";
        return `${path} is "${name}", which is no server of this network; ${known}`;
      }
      if (name === OWN_REDIS && redis !== undefined && OWN_REDIS in attachments)
        return `${path} is "${name}", which is the network's own server and a key of "attachments"; rename that key`;
      if (!(name === OWN_REDIS && redis !== undefined) && !isService(attachments[name]?.server))
        return `${path} is "${name}", which has a container and no address that clients know; give a RedisServer there`;
    }
  }
  return undefined;
}

/** Two servers under one alias answer by turns, which hardly anybody wants. */
function aliasProblem(attachments: PlainAppNetworkArgs["attachments"]): string | undefined {
  const holders = new Map<string, string>();
  for (const [key, { aliases, sharedAliases }] of Object.entries(attachments)) {
    if (!Array.isArray(aliases) || sharedAliases) continue;
    const known = aliases.filter((one): one is string => typeof one === "string").map((one) => one.toLowerCase());
    for (const alias of known) {
      const other = holders.get(alias);
      if (other) {
        return (
          `"attachments.${other}" and "attachments.${key}" both have the alias "${alias}"; choose another, or set ` +
          `"sharedAliases: true" on both if clients may get either`
        );
      }
      holders.set(alias, key);
    }
  }
  return undefined;
}

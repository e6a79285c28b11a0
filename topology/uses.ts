import type { TopologyContainer } from "./Topology";

/** Variables by which programs are told where a server is, as `ClientApp` and many images have them. */
const HOST_VARIABLE = /(?:^|_)HOST$/;
/** What can be a container's name or an alias. Anything else is not looked at, let alone shown. */
const HOST_NAME = /^[a-zA-Z0-9][a-zA-Z0-9_.-]{0,127}$/;

/** The host names that an environment tells a program to use. */
export function serverHosts(environment: Readonly<Record<string, string>>): string[] {
  return Object.entries(environment)
    .filter(([variable, value]) => HOST_VARIABLE.test(variable) && HOST_NAME.test(value))
    .map(([, value]) => value);
}

/** The containers with the names of the containers that they use; a host that leads to none of them is no use. */
export function withServers(containers: readonly TopologyContainer[]): TopologyContainer[] {
  const servers = new Map<string, string>();
  for (const { name, connections } of containers) {
    for (const { network, aliases } of connections) {
      for (const host of [name, ...aliases]) servers.set(placeOf(network, host), name);
    }
  }
  return containers.map(({ uses: hosts = [], ...container }) => {
    const found = hosts.flatMap((host) =>
      container.connections.flatMap(({ network }) => servers.get(placeOf(network, host)) ?? []),
    );
    const uses = [...new Set(found)].filter((name) => name !== container.name).sort();
    return uses.length ? { ...container, uses } : container;
  });
}

/** DNS knows no capitals. */
function placeOf(network: string, host: string): string {
  return `${network}\n${host.toLowerCase()}`;
}

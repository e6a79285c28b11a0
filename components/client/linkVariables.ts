/** A server as a link describes it. */
export interface LinkTarget {
  /** The link's name in the client: the prefix of the variables. */
  alias: string;
  /** The client container's name. */
  client: string;
  /** What the variables say for the server: an address as legacy links have it, or a name that does not go stale. */
  host: string;
  /** Ports that the server listens on. */
  ports: readonly { port: number; protocol?: "tcp" | "udp" }[];
  /** Variables of the server that the client sees as `ALIAS_ENV_*`. */
  environment?: Readonly<Record<string, string>>;
}

/** Variables that every image has and that say nothing of the server; legacy links leave them out too. */
const MEANINGLESS = new Set(["HOME", "PATH"]);

/**
 * The environment of a container that was started with `--link SERVER:ALIAS`, in the documents' order, as "Legacy
 * container links" in Docker's documentation describes it. Engines from 29.0 on make it no more (moby pull request 50719).
 */
export function linkVariables({ alias, client, host, ports, environment = {} }: LinkTarget): Record<string, string> {
  const prefix = variablePrefix(alias);
  const url = (port: number, protocol: string) => `${protocol}://${host}:${port}`;
  const all = [...ports].map(({ port, protocol = "tcp" }) => ({ port, protocol })).sort(byPort);
  const first = all[0];
  const variables: Record<string, string> = {};
  if (first) variables[`${prefix}_PORT`] = url(first.port, first.protocol);
  for (const { port, protocol } of all) {
    const key = `${prefix}_PORT_${port}_${protocol.toUpperCase()}`;
    variables[key] = url(port, protocol);
    variables[`${key}_ADDR`] = host;
    variables[`${key}_PORT`] = String(port);
    variables[`${key}_PROTO`] = protocol;
  }
  variables[`${prefix}_NAME`] = `/${client}/${alias}`;
  for (const [name, value] of Object.entries(environment)) {
    if (!MEANINGLESS.has(name)) variables[`${prefix}_ENV_${name}`] = value;
  }
  return variables;
}

/** The server's line in the client's /etc/hosts, without the address: the alias, the short container id and the name. */
export function linkHostNames(alias: string, containerId: string, containerName: string): string {
  return [alias, containerId.slice(0, 12), containerName].join(" ");
}

/** What is wrong with a link's name; undefined when nothing is. */
export function linkAliasProblem(alias: string): string | undefined {
  if (/^[a-zA-Z][a-zA-Z0-9_.-]*$/.test(alias)) return undefined;
  return `"${alias}" cannot be a link's name: begin with a letter, then letters, digits, "_", "." and "-"`;
}

/** The alias in upper case, with "_" for "-": Docker's own rule for the prefix. */
export function variablePrefix(alias: string): string {
  return alias.replace(/-/g, "_").toUpperCase();
}

/** The lowest port comes first, and tcp before udp. */
function byPort(a: { port: number; protocol: string }, b: { port: number; protocol: string }): number {
  return a.port - b.port || a.protocol.localeCompare(b.protocol);
}

import * as pulumi from "@pulumi/pulumi";
import { locateContainer } from "../functions/inspectContainer";
import { applyError } from "../shared/applyError";
import { linkAliasProblem, linkHostNames, linkVariables } from "./linkVariables";
import {
  askedBy,
  isServerContainer,
  NO_CONTAINER,
  NetworkRef,
  networkIdOf,
  ServerContainer,
} from "../shared/references";

/** How a client gets to know a server, in the manner of `docker run --link SERVER:ALIAS`. */
export interface Link {
  /** The server; it has to be on a network that the client is on. */
  readonly server: ServerContainer;
  /**
   * What the variables hold. "name": the server's name, which stays right when its address changes. "address": its
   * address, as the documents show it; when it changes, the next update makes a new container for the client.
   * @default "name"
   */
  readonly by?: "name" | "address";
  /** A line in the client's /etc/hosts with the server's address, the link's name, the short container id and the name. @default false */
  readonly hosts?: boolean;
  /** The server's own variables as `ALIAS_ENV_*`. Whoever can inspect the client reads them. @default false */
  readonly environment?: boolean;
}

/** Links by their names in the client; a server alone means the defaults. */
export type Links = Readonly<Record<string, ServerContainer | Link>>;

/** What links come to in a client's container. */
export interface LinkSettings {
  readonly environment: pulumi.Output<Record<string, string>>;
  /** Host names and addresses; one line each in /etc/hosts. */
  readonly hosts: pulumi.Output<Record<string, string>>;
}

/** Whose Engine is asked for addresses, and what has to be there before. */
type Asking = pulumi.InvokeOutputOptions;

/** What is wrong with a client's links, naming the property; undefined when nothing is. */
export function linksProblem(links: Links): string | undefined {
  for (const [alias, link] of Object.entries(links)) {
    const problem = linkAliasProblem(alias);
    if (problem) return `"links": ${problem}`;
    const { server, by = "name" } = linkOf(link);
    if (!["name", "address"].includes(by)) return `"links.${alias}.by" is "${by}"; it can be "name" or "address"`;
    if (!server) return `"links.${alias}" has no server; give one, or { server: ... }`;
    if (!isServerContainer(server)) return `"links.${alias}": ${NO_CONTAINER}; name it in "uses" instead`;
  }
  return undefined;
}

/** The variables and host lines of a client's links. Addresses are read as `asking` says. */
export function linkSettings(
  client: pulumi.Input<string>,
  networks: readonly NetworkRef[],
  links: Links,
  asking: Asking,
): LinkSettings {
  const all = Object.entries(links).map(([alias, link]) =>
    settingsOf({ alias, link: linkOf(link), networks }, client, asking),
  );
  const merged = (parts: pulumi.Output<Record<string, string>>[]) =>
    pulumi.all(parts).apply((records) => Object.assign({}, ...records) as Record<string, string>);
  return { environment: merged(all.map((one) => one.environment)), hosts: merged(all.map((one) => one.hosts)) };
}

/** A link by its name in the client, and the client's networks. */
interface NamedLink {
  readonly alias: string;
  readonly link: Link;
  readonly networks: readonly NetworkRef[];
}

function settingsOf(named: NamedLink, client: pulumi.Input<string>, asking: Asking): LinkSettings {
  const { alias, link } = named;
  const { server, by = "name", hosts = false, environment = false } = link;
  const { containerName, port } = server;
  const address = by === "address" || hosts ? addressOf(named, asking) : pulumi.output("");
  const shared = environment && server.environment ? server.environment : pulumi.output<Record<string, string>>({});
  return {
    environment: pulumi
      .all([client, containerName, port, address, shared])
      .apply(([clientName, name, number, ip, variables]) =>
        linkVariables({
          alias,
          client: clientName,
          host: by === "address" ? ip : name,
          ports: [{ port: number }],
          environment: variables,
        }),
      ),
    hosts: hosts
      ? pulumi
          .all([server.containerId, containerName, address])
          .apply(([id, name, ip]) => ({ [linkHostNames(alias, id, name)]: ip }))
      : pulumi.output<Record<string, string>>({}),
  };
}

/** The server's address on the first of the client's networks that it is on. */
function addressOf({ alias, link: { server }, networks }: NamedLink, asking: Asking): pulumi.Output<string> {
  const details = locateContainer(server.ready, askedBy(server, asking));
  return pulumi.all([details, networks.map(networkIdOf)]).apply(([{ name, networks: present }, wanted]) => {
    const shared = wanted.flatMap((ref) => present.filter((one) => [one.id, one.name].includes(ref)));
    const address = shared.find((one) => one.ipv4Address)?.ipv4Address;
    if (address) return address;
    const where = present.map((one) => one.name).join(", ") || "no network";
    throw applyError(
      `Linking "${alias}": server "${name}" is on ${where} and has no address on a network of the client's. ` +
        `Attach it to one, and name the attachment in the option "dependsOn".`,
    );
  });
}

function linkOf(link: ServerContainer | Link): Link {
  return "server" in link ? link : { server: link };
}

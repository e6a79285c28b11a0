import * as pulumi from "@pulumi/pulumi";
import { locateContainer } from "../functions/inspectContainer";
import { applyError } from "../shared/applyError";
import { linkAliasProblem } from "./linkVariables";
import { serviceFiles, serviceVariables } from "./serviceVariables";
import { askedBy, isServerContainer, isService, NetworkRef, networkIdOf, Service } from "../shared/references";
import type { VolumeFile } from "../generated/types";

/** Servers that a client uses, by the prefix of the variables that tell it where they are. */
export type Uses = Readonly<Record<string, Service>>;

/** What `uses` comes to in a client's container. */
export interface UseSettings {
  readonly environment: pulumi.Output<Record<string, string>>;
  /** Below the folder /run/secrets. */
  readonly files: VolumeFile[];
}

/** What is wrong with the servers that a client uses, naming the property; undefined when nothing is. */
export function usesProblem(uses: Uses): string | undefined {
  for (const [name, service] of Object.entries(uses)) {
    const problem = linkAliasProblem(name);
    if (problem) return `"uses": ${problem.replace("a link's name", "a name of use")}`;
    if (!isService(service))
      return `"uses.${name}" is no service: give a RedisServer, a RedisReplicas, an ExistingRedis, or a Service of yours`;
  }
  return undefined;
}

/** The variables and files for the servers that a client uses; known once each is healthy and resolves on its network. */
export function useSettings(
  client: string,
  network: NetworkRef,
  uses: Uses,
  asking: pulumi.InvokeOutputOptions,
): UseSettings {
  const all = Object.entries(uses);
  const variables = all.map(([name, service]) =>
    pulumi
      .all([
        service.host,
        service.port,
        service.username,
        service.password && "",
        service.password ? "" : service.url,
        service.caPem && "",
        service.sentinels && { sentinels: service.sentinels, primaryName: service.primaryName },
      ])
      .apply(([host, port, username, password, url, caPem, watched]) =>
        serviceVariables(name, {
          host,
          port,
          username,
          hasPassword: password !== undefined,
          url,
          hasCa: caPem !== undefined,
          ...watched,
        }),
      ),
  );
  const present = all.map(([name, service]) => reachable({ client, use: name, network, service }, asking));
  return {
    environment: pulumi
      .all([...variables, ...present])
      .apply((records) => Object.assign({}, ...records) as Record<string, string>),
    files: all.flatMap(([name, { password, url, caPem }]) => {
      const files = serviceFiles(name);
      return [
        ...(password
          ? [
              { path: files.password, content: password },
              { path: files.url, content: url },
            ]
          : []),
        ...(caPem ? [{ path: files.ca, content: caPem }] : []),
      ];
    }),
  };
}

/** A server by the name that a client uses it under, and the network that the client is created on. */
interface NamedUse {
  readonly client: string;
  readonly use: string;
  readonly network: NetworkRef;
  readonly service: Service;
}

/** Nothing, but only once the server answers under its name on the network that the client is created on. */
function reachable(
  { client, use, network, service }: NamedUse,
  asking: pulumi.InvokeOutputOptions,
): pulumi.Output<Record<string, never>> {
  if (!isServerContainer(service)) return service.ready.apply(() => ({}));
  const details = locateContainer(service.ready, askedBy(service, asking));
  return pulumi.all([details, networkIdOf(network), service.host]).apply(([{ name, networks }, id, host]) => {
    const shared = networks.find((one) => [one.id, one.name].includes(id));
    if (shared?.dnsNames.includes(host)) return {};
    const where = networks.map((one) => one.name).join(", ") || "no network";
    const what = shared ? `does not resolve as "${host}" on ${shared.name}` : `is on ${where} and not on the client's`;
    throw applyError(
      `ClientApp "${client}" uses "${use}", but container "${name}" ${what}. Attach it to the network that the client ` +
        `is created on, and name the attachment in the option "dependsOn"; if it was detached by hand, run pulumi up --refresh.`,
    );
  });
}

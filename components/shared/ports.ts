import * as docker from "@pulumi/docker";
import { portProblem } from "./names";

/** A port of a container that the host passes on. */
export interface PublishedPort {
  /** The port inside the container, 1 to 65535. */
  readonly internal: number;
  /** The host's port, 1 to 65535. @default chosen by the Engine, and another one after each start */
  readonly external?: number;
  /** The host address that it is open on. @default "127.0.0.1", this machine alone; "0.0.0.0" opens it to the network, past most firewalls */
  readonly ip?: string;
  /** @default "tcp" */
  readonly protocol?: "tcp" | "udp";
}

/** What is wrong with a list of ports, naming the property; undefined when nothing is. */
export function portsProblem(ports: readonly PublishedPort[]): string | undefined {
  for (const [i, { internal, external }] of ports.entries()) {
    const wrong = portProblem(internal);
    if (wrong) return `"ports[${i}].internal": ${wrong}`;
    const taken = external === undefined ? undefined : portProblem(external);
    if (taken) return `"ports[${i}].external": ${taken}`;
  }
  return undefined;
}

/** A name or address as it stands in a URL: an IPv6 address in brackets. */
export function hostInUrl(host: string): string {
  return host.includes(":") ? `[${host}]` : host;
}

/** The ports in the form of `@pulumi/docker`. */
export function containerPorts(ports: readonly PublishedPort[]): docker.types.input.ContainerPort[] {
  return ports.map(({ internal, external, ip = "127.0.0.1", protocol = "tcp" }) => ({
    internal,
    external,
    ip,
    protocol,
  }));
}

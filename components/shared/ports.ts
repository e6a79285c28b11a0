import * as docker from "@pulumi/docker";
import * as pulumi from "@pulumi/pulumi";
import { portProblem } from "./names";
import type { Validator } from "./validate";

/** A port of a container that the host passes on. */
export interface PublishedPort {
  /** The port inside the container, 1 to 65535. */
  readonly internal: pulumi.Input<number>;
  /** The host's port, 1 to 65535. @default chosen by the Engine, and another one after each start */
  readonly external?: pulumi.Input<number>;
  /** The host address that it is open on. @default "127.0.0.1", this machine alone; "0.0.0.0" opens it to the network, past most firewalls */
  readonly ip?: pulumi.Input<string>;
  /** @default "tcp" */
  readonly protocol?: pulumi.Input<"tcp" | "udp">;
}

/** Ports in the form of `@pulumi/docker`, checked and with every default filled in. */
export function checkedPorts(ports: readonly PublishedPort[], check: Validator): docker.types.input.ContainerPort[] {
  return ports.map(({ internal, external, ip = "127.0.0.1", protocol = "tcp" }, i) => ({
    internal: check.input(`ports[${i}].internal`, internal, portProblem),
    external: check.optional(`ports[${i}].external`, external, portProblem),
    ip,
    protocol: check.input(`ports[${i}].protocol`, protocol, protocolProblem),
  }));
}

/** A name or address as it stands in a URL: an IPv6 address in brackets. */
export function hostInUrl(host: string): string {
  return host.includes(":") ? `[${host}]` : host;
}

function protocolProblem(protocol: string): string | undefined {
  return ["tcp", "udp"].includes(protocol) ? undefined : `"${protocol}" is not a protocol: give "tcp" or "udp"`;
}

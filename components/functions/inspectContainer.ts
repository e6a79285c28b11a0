import * as pulumi from "@pulumi/pulumi";
import { ContainerRef, containerIdOf } from "../shared/references";

/** A network that a container is on. */
export interface ContainerNetwork {
  /** The network's full id. */
  readonly id: string;
  readonly name: string;
  /** The container's address there; empty while it is not running. */
  readonly ipv4Address: string;
  readonly ipv6Address: string;
  /** The aliases that were asked for. */
  readonly aliases: string[];
  /** Every name that resolves to the container there. */
  readonly dnsNames: string[];
}

/** Where a container is, and which environment it runs with. */
export interface ContainerDetails {
  /** The container's full id. */
  readonly id: string;
  readonly name: string;
  /** `created`, `running`, `paused`, `restarting`, `removing`, `exited` or `dead`. */
  readonly status: string;
  /** Its environment variables, the image's included: often with passwords, so the whole answer is secret. */
  readonly environment: Record<string, string>;
  /** By name. */
  readonly networks: ContainerNetwork[];
}

/**
 * Where a container is and which environment it runs with, when the program asks. The answer is secret because of the
 * environment; `pulumi.unsecret(details.networks)` shows the rest. Pass what has to be there before as `dependsOn`.
 */
export function inspectContainer(
  container: ContainerRef,
  opts?: pulumi.InvokeOutputOptions,
): pulumi.Output<ContainerDetails> {
  return pulumi.runtime.invokeOutput<ContainerDetails>(
    "dockwire:index:inspectContainer",
    { container: containerIdOf(container) },
    opts,
  );
}

/** The same without the environment, and so without secrets. */
export function locateContainer(
  container: ContainerRef,
  opts: pulumi.InvokeOutputOptions,
): pulumi.Output<Omit<ContainerDetails, "environment">> {
  const located = inspectContainer(container, opts).apply(({ id, name, status, networks }) => {
    return { id, name, status, networks };
  });
  return pulumi.unsecret(located);
}

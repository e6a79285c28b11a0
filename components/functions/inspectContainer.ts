import * as pulumi from "@pulumi/pulumi";
import type { ContainerDetails } from "../generated/types";
import { ContainerRef, containerIdOf } from "../shared/references";
import { resourceOptsDefaults } from "../shared/resourceOptions";

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
    { ...resourceOptsDefaults(), ...opts },
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

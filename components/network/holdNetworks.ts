import type * as docker from "@pulumi/docker";
import * as pulumi from "@pulumi/pulumi";
import { ContainerNetworks } from "../generated/ContainerNetworks";

/** What a ContainerNetworks was called before. */
const FORMER_TYPE = "dockwire:index:BirthNetworks";

/** Keeps a container of a component on the networks that its arguments name; undefined when they name none. */
export function holdNetworks(
  name: string,
  container: docker.Container,
  { networksAdvanced }: docker.ContainerArgs,
  parent: pulumi.Resource,
): ContainerNetworks | undefined {
  if (!networksAdvanced) return undefined;
  const networks = pulumi.output(networksAdvanced).apply((list) => list ?? []);
  const former = { name: name.replace(/-networks$/, "-birth"), type: FORMER_TYPE };
  return new ContainerNetworks(name, { container, networks }, { parent, aliases: [former] });
}

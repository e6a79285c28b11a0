import type * as docker from "@pulumi/docker";
import * as pulumi from "@pulumi/pulumi";
import type { StackLabel } from "../generated/StackLabel";
import { invokeCheck } from "./invokeCheck";

const CHECK = "dockwire:index:checkContainer";

/** A container that is about to be created on the Engine. */
export interface PlannedContainer {
  readonly containerName: pulumi.Input<string>;
  /** The image; it must be present or pullable. @default one that this program builds */
  readonly image?: pulumi.Input<string>;
  readonly ports?: readonly docker.types.input.ContainerPort[];
  /** A volume that must be there, and that no other container may use. @default none */
  readonly existingVolume?: pulumi.Input<string>;
  /** The label that the component recognizes its container by. */
  readonly label: StackLabel;
}

/**
 * Known once the Engine has said that the image is there or can be pulled and that the container's name, ports and volume
 * are free. Whatever waits for it fails at preview, before anything is touched.
 */
export function preflight(
  parent: pulumi.Resource,
  { containerName, image, ports = [], existingVolume, label }: PlannedContainer,
): pulumi.Output<void> {
  const wanted = pulumi.all([containerName, image, label.value, pulumi.output([...ports]), existingVolume]);
  return wanted.apply(async ([container, name, stack, all, volume]) => {
    const published = all.flatMap(({ ip, external, protocol }) => (external ? [{ ip, external, protocol }] : []));
    const args = { container, image: name, stack, ports: published, existingVolume: volume };
    await invokeCheck(CHECK, args, parent);
  });
}

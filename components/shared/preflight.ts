import * as pulumi from "@pulumi/pulumi";
import type { StackLabel } from "../resources/StackLabel";
import { applyError } from "./applyError";
import type { PublishedPort } from "./ports";

const CHECK = "dockwire:index:checkContainer";

/** What is about to be put on the Engine. */
export interface PlannedContainer {
  readonly containerName: pulumi.Input<string>;
  /** The image; it must be present or pullable. @default one that this program builds */
  readonly image?: pulumi.Input<string>;
  readonly ports?: readonly PublishedPort[];
  /** A volume that must be there, and that no other container may use. @default none */
  readonly existingVolume?: string;
  /** By what the component knows its container again. */
  readonly label: StackLabel;
}

/**
 * Known once the Engine has said that the image is to be had and that the container's name, ports and volume are free:
 * whatever waits for it fails at preview, before anything is touched.
 */
export function preflight(
  parent: pulumi.Resource,
  { containerName, image, ports = [], existingVolume, label }: PlannedContainer,
): pulumi.Output<void> {
  const published = ports
    .filter((port) => port.external !== undefined)
    .map(({ ip = "127.0.0.1", external, protocol = "tcp" }) => ({ ip, external, protocol }));
  return pulumi.all([containerName, image, label.value]).apply(async ([container, name, stack]) => {
    const args = { container, image: name, stack, ports: published, existingVolume };
    try {
      const found = (await pulumi.runtime.invoke(CHECK, args, { parent })) as { warning?: string };
      if (found.warning) await pulumi.log.warn(found.warning, parent);
    } catch (error) {
      // The person who reads it can do something about the sentence, not about where in the SDK it was thrown.
      const sentence = (error as Error).message.replace(/^invocation of \S+ returned an error: /i, "");
      throw applyError(sentence);
    }
  });
}

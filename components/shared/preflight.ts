import * as pulumi from "@pulumi/pulumi";
import { applyError } from "./applyError";
import type { PublishedPort } from "./ports";

/** What is about to be put on the Engine. */
export interface PlannedContainer {
  readonly containerName: pulumi.Input<string>;
  /** The image; it must be present or pullable. @default one that this program builds */
  readonly image?: pulumi.Input<string>;
  readonly ports?: readonly PublishedPort[];
}

/** Which stack a container is of, in the form of its label `dockwire.stack`. */
export function stackName(): string {
  return `${pulumi.getProject()}/${pulumi.getStack()}`;
}

/** The label that tells the stack, in the form of `@pulumi/docker`. */
export function stackLabel(): { label: string; value: string } {
  return { label: "dockwire.stack", value: stackName() };
}

/**
 * Known once the Engine has said that the image is to be had and that the container's name and ports are free: whatever
 * waits for it fails at preview, before anything is touched.
 */
export function preflight(
  parent: pulumi.Resource,
  { containerName, image, ports = [] }: PlannedContainer,
): pulumi.Output<void> {
  const published = ports
    .filter((port) => port.external !== undefined)
    .map(({ ip = "127.0.0.1", external, protocol = "tcp" }) => ({ ip, external, protocol }));
  const stack = stackName();
  return pulumi.all([containerName, image]).apply(async ([container, name]) => {
    const args = { container, image: name, stack, ports: published };
    try {
      await pulumi.runtime.invoke("dockwire:index:checkContainer", args, { parent });
    } catch (error) {
      // The person who reads it can do something about the sentence, not about where in the SDK it was thrown.
      const sentence = (error as Error).message.replace(/^invocation of \S+ returned an error: /i, "");
      throw applyError(sentence);
    }
  });
}

import type * as docker from "@pulumi/docker";
import * as pulumi from "@pulumi/pulumi";
import { StackLabel } from "../generated/StackLabel";

/**
 * The label of a component's containers, made once. `containers` are their names, by what the component's parts for each
 * have after its own name.
 */
export function stackLabel(
  name: string,
  parent: pulumi.Resource,
  containers: Readonly<Record<string, pulumi.Input<string>>> = {},
): StackLabel {
  const value = `${pulumi.getProject()}/${pulumi.getStack()}`;
  return new StackLabel(name, { value, containers }, { parent });
}

/** The label in the form of `@pulumi/docker`. */
export function labelArg({ value }: StackLabel): { label: string; value: pulumi.Output<string> } {
  return { label: "dockwire.stack", value };
}

/** A container's labels: its component's own, which a transform can neither drop nor change, and the caller's. */
export function containerLabels(
  own: readonly docker.types.input.ContainerLabel[],
  given: docker.ContainerArgs["labels"],
): docker.ContainerArgs["labels"] {
  // One that is not known yet would hide the others in a preview.
  if (given === undefined) return [...own];
  return pulumi.all([own, given]).apply(([ours, theirs]) => {
    const names = ours.map(({ label }) => label);
    return [...ours, ...(theirs ?? []).filter(({ label }) => !names.includes(label))];
  });
}

import type * as docker from "@pulumi/docker";
import * as pulumi from "@pulumi/pulumi";
import { StackLabel } from "../generated/StackLabel";

/** What a component's containers have that only one container of an Engine can have. */
export interface LabelledContainers {
  /** Their names, by what the component's parts for each have after its own name. @default none */
  readonly containers?: Readonly<Record<string, pulumi.Input<string>>>;
  /** @default none */
  readonly ports?: readonly docker.types.input.ContainerPort[];
}

/** The label of a component's containers, made once. */
export function stackLabel(
  name: string,
  parent: pulumi.Resource,
  { containers = {}, ports = [] }: LabelledContainers = {},
): StackLabel {
  const value = `${pulumi.getProject()}/${pulumi.getStack()}`;
  const published = pulumi
    .output([...ports])
    .apply((all) =>
      all.flatMap(({ ip = "", external, protocol = "tcp" }) => (external ? [`${ip}:${external}/${protocol}`] : [])),
    );
  return new StackLabel(name, { value, containers, ports: published }, { parent });
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

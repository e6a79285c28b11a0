import type * as docker from "@pulumi/docker";
import * as pulumi from "@pulumi/pulumi";
import { undefinedOutputs } from "../shared/undefinedOutputs";

/** Every output, as in the schema. */
const OUTPUTS = ["value"] as const;

/** What a StackLabel takes. */
export interface StackLabelArgs {
  /** Project and stack as they are called now: PROJECT/STACK. The first value stays for good. */
  readonly value: pulumi.Input<string>;
}

/**
 * What the label `dockwire.stack` of a component's containers says: project and stack as they were called when the
 * component was made. Docker changes no label of a container, so that renaming a stack would replace them all otherwise.
 */
export class StackLabel extends pulumi.CustomResource {
  /** The type token, written once. */
  static readonly type = "dockwire:index:StackLabel";

  /** The label's value, the same after a stack or project was renamed. */
  declare readonly value: pulumi.Output<string>;

  constructor(name: string, args: StackLabelArgs, opts?: pulumi.CustomResourceOptions) {
    super(StackLabel.type, name, { ...undefinedOutputs(...OUTPUTS), ...args }, opts);
  }
}

/** The label of a component's containers, made once. */
export function stackLabel(name: string, parent: pulumi.Resource): StackLabel {
  const value = `${pulumi.getProject()}/${pulumi.getStack()}`;
  return new StackLabel(name, { value }, { parent });
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

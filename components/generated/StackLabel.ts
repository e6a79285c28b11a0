// Written by `npm run generate` from what provider/ declares. Edits belong there.
import * as pulumi from "@pulumi/pulumi";
import { isOfType, resourceOptions, undefinedOutputs } from "../shared/resourceOptions";

/** Every output, as in the schema. */
const OUTPUTS = ["value", "containers", "ports"] as const;

/** What a StackLabel takes. */
export interface StackLabelArgs {
  /** Project and stack as they are called now: PROJECT/STACK. The first value stays for good. */
  readonly value: pulumi.Input<string>;
  /**
   * The names of the containers that are to bear it, by what the component's parts for each have after its own name. A
   * component that is new is refused here when one of them is another component's. They are not kept.
   * @default none
   */
  readonly containers?: pulumi.Input<Record<string, pulumi.Input<string>>>;
  /**
   * The host ports that they are to get, each as IP:PORT/PROTOCOL. A component that is new is refused here when a
   * container of another component has one of them. They are not kept.
   * @default none
   */
  readonly ports?: pulumi.Input<pulumi.Input<string>[]>;
}

/**
 * What the label `dockwire.stack` of a component's containers says: project and stack as they were called when the
 * component was made. Docker changes no label of a container, so that renaming a stack would replace them all
 * otherwise.
 *
 * @example
 * const label = new StackLabel("label", { value: `${pulumi.getProject()}/${pulumi.getStack()}` });
 * export const value = label.value;
 */
export class StackLabel extends pulumi.CustomResource {
  /** The type token. */
  static readonly type = "dockwire:index:StackLabel";
  /** @internal */
  static readonly __pulumiType = "dockwire:index:StackLabel";

  /** The label's value, the same after a stack or project was renamed. */
  declare readonly value: pulumi.Output<string>;
  /**
   * The names of the containers that are to bear it, by what the component's parts for each have after its own name. A
   * component that is new is refused here when one of them is another component's. They are not kept.
   * @default none
   */
  declare readonly containers: pulumi.Output<Record<string, string> | undefined>;
  /**
   * The host ports that they are to get, each as IP:PORT/PROTOCOL. A component that is new is refused here when a
   * container of another component has one of them. They are not kept.
   * @default none
   */
  declare readonly ports: pulumi.Output<string[] | undefined>;

  constructor(name: string, args: StackLabelArgs, opts?: pulumi.CustomResourceOptions) {
    const inputs = { ...undefinedOutputs(...OUTPUTS), ...args };
    super(StackLabel.__pulumiType, name, inputs, resourceOptions(opts));
  }

  /** A StackLabel that exists already, by its id, to read from. */
  static get(name: string, id: pulumi.Input<pulumi.ID>, opts?: pulumi.CustomResourceOptions): StackLabel {
    return new StackLabel(name, {} as StackLabelArgs, { ...opts, id });
  }

  /** Whether the value is a StackLabel, also one of another copy of this package. */
  static isInstance(value: unknown): value is StackLabel {
    return isOfType(value, StackLabel.__pulumiType);
  }
}

import { checkInputs } from "../protocol/checkInputs";
import type { CheckContext, Checked, Found, Operation, Resource } from "../protocol/Resource";
import type { Properties } from "../protocol/values";
import type { ComponentContainers } from "./ComponentContainers";
import { stackLabel } from "./stackLabelShape";

/**
 * What the label `dockwire.stack` of a component's containers says, kept from the first update on. Docker changes no label
 * of a container, so one that followed the stack's name would have the container replaced when the stack is renamed.
 */
export class StackLabel implements Resource {
  readonly declaration = stackLabel;
  readonly deleteBeforeReplace = false;
  readonly refreshBeforeUpdate = false;

  constructor(private readonly containers: ComponentContainers) {}

  /** The first value stays, whatever the stack is called now. */
  check(inputs: Properties, { urn, oldInputs }: CheckContext): Checked {
    this.containers.note(urn, "value" in oldInputs);
    const { inputs: given, failures } = checkInputs(stackLabel.inputs, inputs);
    return { inputs: { ...given, ...("value" in oldInputs ? { value: oldInputs.value } : {}) }, failures };
  }

  /** Known at preview too: it is looked for on the Engine before anything is made. */
  async create(inputs: Properties, operation: Operation): Promise<Found> {
    return { id: operation.preview ? "" : String(inputs.value), state: inputs };
  }

  async read(id: string, inputs: Properties, state: Properties): Promise<Found | undefined> {
    if ("value" in state) return { id, state, inputs };
    return { id, state: { value: id }, inputs: { value: id } };
  }

  async update(_id: string, _state: Properties, inputs: Properties): Promise<Properties> {
    return inputs;
  }

  async delete(): Promise<void> {
    // The state was its only place.
  }
}

import type { EngineClient } from "../../engine/EngineClient";
import { collide, listedPorts, type Port } from "../functions/publishedPorts";
import { checkInputs } from "../protocol/checkInputs";
import type { CheckContext, Checked, Failure, Found, Operation, Resource } from "../protocol/Resource";
import { hasUnknown, type Properties } from "../protocol/values";
import { aliasFor, componentOf, type ComponentContainers } from "./ComponentContainers";
import { HOST_PORT, stackLabel } from "./stackLabelShape";

/**
 * What the label `dockwire.stack` of a component's containers says, kept from the first update on. Docker changes no label
 * of a container, so one that followed the stack's name would have the container replaced when the stack is renamed.
 */
export class StackLabel implements Resource {
  readonly declaration = stackLabel;
  readonly deleteBeforeReplace = false;
  readonly refreshBeforeUpdate = false;

  constructor(
    private readonly engine: () => EngineClient,
    private readonly containers: ComponentContainers,
  ) {}

  /**
   * The first value stays, whatever the stack is called now. Containers are refused here and not later, so that nothing of
   * the component is recorded: else the next update would take it for one that has been there.
   */
  async check(inputs: Properties, { urn, oldInputs }: CheckContext): Promise<Checked> {
    this.containers.note(urn, "value" in oldInputs);
    const { inputs: given, failures } = checkInputs(stackLabel.inputs, inputs);
    const { containers, ports, ...kept } = given;
    const first = failures.length ? failures : this.taken(urn, containers);
    return {
      inputs: { ...kept, ...("value" in oldInputs ? { value: oldInputs.value } : {}) },
      failures: first.length ? first : await this.published(urn, ports),
    };
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

  /** Those that are another component's, which Pulumi would delete only afterwards. */
  private taken(label: string, containers: unknown): Failure[] {
    const component = componentOf(label);
    return Object.entries((containers ?? {}) as Properties).flatMap(([part, name]) => {
      const owner = hasUnknown(name) ? undefined : this.containers.ownerOf(String(name), component, part);
      return owner ? [{ property: "", reason: takenReason(String(name), owner, component) }] : [];
    });
  }

  /** Those that a container of another component has, which Pulumi would delete only afterwards. */
  private async published(label: string, ports: unknown): Promise<Failure[]> {
    const component = componentOf(label);
    if (!Array.isArray(ports) || ports.length === 0 || hasUnknown(ports) || !this.containers.isNew(component))
      return [];
    const present = (await this.engine().allContainers()).map(listedPorts);
    return ports.map(String).flatMap((port) => {
      const holder = present.find((one) => one.ports.some((other) => collide(portFrom(port), other)));
      const owner = holder && this.containers.anyOwnerOf(holder.name);
      return owner ? [{ property: "", reason: publishedReason(port, holder.name, owner, component) }] : [];
    });
  }
}

function portFrom(text: string): Port {
  const [, ip = "", external, protocol = ""] = HOST_PORT.exec(text) ?? [];
  return { ip, external: Number(external), protocol };
}

function publishedReason(port: string, container: string, owner: string, component: string): string {
  return (
    `Publishing port ${port} for a new container: container "${container}" has it, that of ${owner}, and the new one would ` +
    `be made before that one is removed or lets go of its port. ${aliasAdvice(owner, component)}. Otherwise remove that ` +
    `container, or take its port away, in an update of its own first; or choose another port.`
  );
}

function takenReason(container: string, owner: string, component: string): string {
  return (
    `Creating container "${container}": the Engine has it already, as that of ${owner}, and it would be made again before ` +
    `that one is removed. ${aliasAdvice(owner, component)}; then the container stays as it is. If an update was refused ` +
    `here already, run one with the former name first. Otherwise choose another name.`
  );
}

function aliasAdvice(owner: string, component: string): string {
  const alias = aliasFor(owner, component);
  const whose = alias === owner ? "it" : "the component that it is part of";
  return `If that component was renamed or moved in the program, give ${whose} the resource option aliases: ["${alias}"]`;
}

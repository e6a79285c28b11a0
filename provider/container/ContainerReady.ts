import { REFRESH_AGE_MS } from "../../engine/CoalescedRead";
import type { EngineClient } from "../../engine/EngineClient";
import { HealthCheck } from "../../engine/HealthCheck";
import type { Container } from "../../engine/model";
import { checkInputs } from "../protocol/checkInputs";
import { defaultsOf } from "../protocol/declaration";
import type { PropertyChange } from "../protocol/propertyDiff";
import type { Checked, Edit, Found, Operation, Resource } from "../protocol/Resource";
import { hasUnknown, Properties, UNKNOWN, withoutDefaults } from "../protocol/values";
import { containerChanges } from "./containerChanges";
import { containerReady } from "./containerReadyShape";
import { waitUntilReady } from "./waitUntilReady";

const DEFAULTS = defaultsOf(containerReady.inputs);

/** Waits until a container passes its own health check (or, having none, runs); whatever depends on this starts after. */
export class ContainerReady implements Resource {
  readonly declaration = containerReady;
  readonly deleteBeforeReplace = false;
  readonly refreshBeforeUpdate = true;

  constructor(private readonly engine: () => EngineClient) {}

  check(inputs: Properties): Checked {
    return checkInputs(containerReady.inputs, inputs, [], (checked) => this.canonical(checked));
  }

  canonical(inputs: Properties): Properties {
    return withoutDefaults(inputs, DEFAULTS);
  }

  /** One that was not ready at the last look is waited for. How long a wait may take is no reason to wait. */
  async amendChanges(edited: PropertyChange[], edit: Edit): Promise<PropertyChange[]> {
    const changes = (await containerChanges(this.engine(), edited, edit)).filter(
      ({ path }) => path !== "timeoutSeconds",
    );
    if (changes.length || hasUnknown(edit.inputs) || edit.state.ready === true) return changes;
    return [{ path: "ready", kind: "update" }];
  }

  async create(inputs: Properties, operation: Operation): Promise<Found> {
    if (operation.preview) return { id: "", state: unknownState(inputs) };
    const container = await this.wait(inputs, operation);
    return { id: container.name, state: stateOf(inputs, container.id, true) };
  }

  /** By the recorded id, and next by the name: a container made again under its name is waited for again. */
  async read(id: string, oldInputs: Properties, state: Properties, operation: Operation): Promise<Found | undefined> {
    const recorded = String(state.containerId || id);
    const container = (await this.recent(recorded, operation)) ?? (await this.recent(id, operation));
    if (!container) return undefined;
    const inputs = Object.keys(oldInputs).length ? oldInputs : { container: container.name };
    const isSame = state.containerId === undefined || state.containerId === container.id;
    const ready = isSame && container.status === "running" && (await this.isHealthy(container, operation));
    return { id: container.name, state: stateOf(inputs, container.id, ready), inputs };
  }

  async update(_id: string, _state: Properties, inputs: Properties, operation: Operation): Promise<Properties> {
    if (operation.preview) return unknownState(inputs);
    return stateOf(inputs, (await this.wait(inputs, operation)).id, true);
  }

  async delete(): Promise<void> {
    // It made nothing.
  }

  private wait(inputs: Properties, operation: Operation): Promise<Container> {
    const timeoutMs = Number(inputs.timeoutSeconds ?? DEFAULTS.timeoutSeconds) * 1000;
    const patience = Math.min(timeoutMs, operation.bounds.askedMs ?? timeoutMs);
    return waitUntilReady(this.engine(), String(inputs.container), patience, operation);
  }

  private recent(ref: string, { bounds }: Operation): Promise<Container | undefined> {
    return this.engine().recentContainer(ref, REFRESH_AGE_MS, bounds);
  }

  /** "unhealthy" may be an answer from a while ago, so it is asked again. */
  private async isHealthy({ id, health }: Container, { bounds }: Operation): Promise<boolean> {
    if (health?.status !== "unhealthy") return true;
    return (await new HealthCheck(this.engine(), id).run(bounds)).ready;
  }
}

function stateOf(inputs: Properties, containerId: string, ready: boolean): Properties {
  return { ...inputs, containerId, ready };
}

function unknownState(inputs: Properties): Properties {
  return { ...inputs, containerId: UNKNOWN, ready: UNKNOWN };
}

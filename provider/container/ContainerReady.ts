import { setTimeout as sleep } from "node:timers/promises";
import * as z from "zod";
import type { EngineClient } from "../../engine/EngineClient";
import { describeError } from "../../engine/EngineError";
import { healthCheck } from "../../engine/healthCheck";
import { logText } from "../../engine/logText";
import { REFRESH_AGE_MS } from "../../engine/CoalescedRead";
import type { Container } from "../../engine/model";
import { checkInputs } from "../protocol/checkInputs";
import type { PropertyChange } from "../protocol/propertyDiff";
import type { Checked, Edit, Found, Operation, Resource } from "../protocol/Resource";
import { hasUnknown, Properties, UNKNOWN } from "../protocol/values";

const DEFAULT_TIMEOUT_SECONDS = 60;
const PAUSE_MS = 100;

const shape = {
  container: z.string().min(1, `"container" is empty; give a container's name or id`),
  timeoutSeconds: z.number().positive(`"timeoutSeconds" has to be more than 0`).optional(),
  triggers: z.array(z.string()).optional(),
};

/** Waits until a container passes its own health check (or, having none, runs); whatever depends on this starts after. */
export class ContainerReady implements Resource {
  readonly type = "dockwire:index:ContainerReady";
  readonly secretOutputs = [];
  readonly replaceOn = ["container"];
  readonly deleteBeforeReplace = false;
  readonly refreshBeforeUpdate = true;

  constructor(private readonly engine: () => EngineClient) {}

  check(inputs: Properties): Checked {
    return checkInputs(shape, inputs);
  }

  /** One that was not ready at the last look is waited for. */
  async amendChanges(changes: PropertyChange[], { state, inputs }: Edit): Promise<PropertyChange[]> {
    if (changes.length || hasUnknown(inputs) || state.ready === true) return changes;
    return [{ path: "ready", kind: "update" }];
  }

  async create(inputs: Properties, operation: Operation): Promise<Found> {
    const state = await this.wait(inputs, operation);
    return { id: String(state.containerId === UNKNOWN ? "" : state.containerId), state };
  }

  async read(id: string, oldInputs: Properties, state: Properties, operation: Operation): Promise<Found | undefined> {
    const container = await this.engine().recentContainer(id, REFRESH_AGE_MS);
    if (!container) return undefined;
    const inputs = Object.keys(oldInputs).length ? oldInputs : { container: container.name };
    const ready = container.status === "running" && (await this.isHealthy(container, operation.signal));
    return { id: container.id, state: { ...state, ...inputs, containerId: container.id, ready }, inputs };
  }

  update(_id: string, _state: Properties, inputs: Properties, operation: Operation): Promise<Properties> {
    return this.wait(inputs, operation);
  }

  async delete(): Promise<void> {
    // It made nothing.
  }

  private async wait(inputs: Properties, operation: Operation): Promise<Properties> {
    if (operation.preview) return { ...inputs, containerId: UNKNOWN, ready: UNKNOWN };
    const ref = String(inputs.container);
    const seconds = Number(inputs.timeoutSeconds ?? DEFAULT_TIMEOUT_SECONDS);
    const attempt = `Waiting for container "${ref}" to be ready`;
    const end = Date.now() + seconds * 1000;
    for (;;) {
      const container = await this.engine().container(ref);
      if (!container) throw new Error(`${attempt}: there is no such container. List them with "docker ps --all".`);
      const answer = await this.look(attempt, container, operation.signal);
      if (answer.ready) return { ...inputs, containerId: container.id, ready: true };
      if (Date.now() > end) {
        throw new Error(
          `${attempt}: container "${container.name}" was not ready within ${seconds} s (${answer.said || "no answer"}). ` +
            `Look at "docker logs ${container.name}", or give it longer ("timeoutSeconds").`,
        );
      }
      await sleep(PAUSE_MS, undefined, { signal: operation.signal });
    }
  }

  private async look(
    attempt: string,
    container: Container,
    signal: AbortSignal,
  ): Promise<{ ready: boolean; said: string }> {
    if (["exited", "dead", "removing"].includes(container.status)) {
      throw new Error(
        `${attempt}: container "${container.name}" has ended with exit code ${container.exitCode}. ` +
          `Its last lines:\n${await this.lastLines(container.id)}`,
      );
    }
    if (container.status === "paused") await this.resume(attempt, container, signal);
    if (!container.running || container.status === "restarting")
      return { ready: false, said: `it is ${container.status}` };
    if (!container.health || container.health.status === "healthy") return { ready: true, said: "" };
    return healthCheck(this.engine(), container.id, signal).catch((error: unknown) => {
      throw describeError(attempt, error);
    });
  }

  /** "unhealthy" may be an answer from a while ago, so it is asked again. */
  private async isHealthy(container: Container, signal: AbortSignal): Promise<boolean> {
    if (container.health?.status !== "unhealthy") return true;
    return (await healthCheck(this.engine(), container.id, signal)).ready;
  }

  /** Somebody paused it; what others wait for has to run. */
  private async resume(attempt: string, container: Container, signal: AbortSignal): Promise<void> {
    const { id } = container;
    await this.engine()
      .changing([id], () => this.engine().call((docker) => docker.getContainer(id).unpause(), signal))
      .catch((error: unknown) => {
        throw describeError(attempt, error);
      });
  }

  private async lastLines(id: string): Promise<string> {
    const { stdout, stderr } = await this.engine().call((docker) => logText(docker, id, 10));
    return `${stdout}${stderr}`.trim() || "(it printed nothing)";
  }
}

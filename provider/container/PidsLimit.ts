import * as z from "zod";
import type { EngineClient } from "../../engine/EngineClient";
import { EngineError, describeError } from "../../engine/EngineError";
import { checkInputs } from "../protocol/checkInputs";
import type { Checked, Found, Operation, Resource } from "../protocol/Resource";
import { Properties, UNKNOWN } from "../protocol/values";

const UNLIMITED = -1;

const shape = {
  container: z.string().min(1, `"container" is empty; give a container's name or id`),
  limit: z.number().int(`"limit" has to be a whole number`).min(1, `"limit" has to be 1 or more`),
};

/** How many processes a container may have: set on the running container, which `docker.Container` cannot. */
export class PidsLimit implements Resource {
  readonly type = "dockwire:index:PidsLimit";
  readonly secretOutputs = [];
  readonly replaceOn = ["container"];
  readonly deleteBeforeReplace = true;
  readonly refreshBeforeUpdate = true;

  constructor(private readonly engine: () => EngineClient) {}

  check(inputs: Properties): Checked {
    return checkInputs(shape, inputs);
  }

  async create(inputs: Properties, operation: Operation): Promise<Found> {
    if (operation.preview) return { id: "", state: { ...inputs, containerId: UNKNOWN } };
    const id = await this.set(String(inputs.container), Number(inputs.limit), operation.signal);
    return { id, state: { ...inputs, containerId: id } };
  }

  async read(id: string, oldInputs: Properties, _state: Properties, operation: Operation): Promise<Found | undefined> {
    const live = await this.live(id, operation.signal);
    if (!live) return undefined;
    const inputs = { container: oldInputs.container ?? live.name, limit: live.limit };
    return { id: live.id, state: { ...inputs, containerId: live.id }, inputs };
  }

  async update(id: string, _state: Properties, inputs: Properties, operation: Operation): Promise<Properties> {
    if (!operation.preview) await this.set(id, Number(inputs.limit), operation.signal);
    return { ...inputs, containerId: id };
  }

  async delete(id: string, _state: Properties, operation: Operation): Promise<void> {
    if (await this.live(id, operation.signal)) await this.set(id, UNLIMITED, operation.signal);
  }

  private async set(container: string, limit: number, signal: AbortSignal): Promise<string> {
    const body = { PidsLimit: limit };
    try {
      await this.engine().call((docker) => docker.getContainer(container).update(body), signal);
    } catch (error) {
      const advice = `The Engine's machine has to have the "pids" control group ("docker info" warns when it has not).`;
      throw describeError(`Limiting container "${container}" to ${limit} processes`, error, advice);
    }
    return (await this.live(container, signal))?.id ?? container;
  }

  private live(ref: string, signal: AbortSignal): Promise<{ id: string; name: string; limit: number } | undefined> {
    const engine = this.engine();
    return engine
      .call((docker) => docker.getContainer(ref).inspect(), signal)
      .then(
        ({ Id, Name, HostConfig }) => ({ id: Id, name: Name.slice(1), limit: HostConfig.PidsLimit ?? UNLIMITED }),
        (error: unknown) => {
          if (error instanceof EngineError && error.status === 404) return undefined;
          throw error;
        },
      );
  }
}

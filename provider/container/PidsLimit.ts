import type { Bounds } from "../../engine/Bounds";
import type { EngineClient } from "../../engine/EngineClient";
import { describeError, EngineError, unlessMissing } from "../../engine/EngineError";
import { checkInputs } from "../protocol/checkInputs";
import { NO_SUCH_CONTAINER } from "../protocol/noSuchContainer";
import { OwnerRegistry } from "../protocol/OwnerRegistry";
import type { PropertyChange } from "../protocol/propertyDiff";
import type { CheckContext, Checked, Edit, Found, Operation, Resource } from "../protocol/Resource";
import { hasUnknown, Properties, UNKNOWN } from "../protocol/values";
import { containerChanges } from "./containerChanges";
import { pidsLimit } from "./pidsLimitShape";

const UNLIMITED = -1;

/** A container's limit as the Engine tells it. */
interface LiveLimit {
  id: string;
  name: string;
  limit: number;
}

/** How many processes a container may have: set on the running container, which `docker.Container` cannot. */
export class PidsLimit implements Resource {
  readonly declaration = pidsLimit;
  readonly deleteBeforeReplace = false;
  readonly refreshBeforeUpdate = true;
  /** The containers whose limits the program sets, by their ids. */
  private readonly owners = new OwnerRegistry();

  constructor(private readonly engine: () => EngineClient) {}

  async check(inputs: Properties, { urn }: CheckContext): Promise<Checked> {
    const checked = checkInputs(pidsLimit.inputs, inputs);
    if (checked.failures.length || hasUnknown(inputs.container)) return checked;
    const container = await this.engine().container(String(inputs.container));
    if (!container) return checked;
    const owner = this.owners.claim(urn, [container.id]).get(container.id);
    if (owner === undefined) return checked;
    const reason = `PidsLimit "${owner}" limits container "${container.name}" too; a container has one limit, so remove one of them`;
    return { ...checked, failures: [{ property: "container", reason }] };
  }

  amendChanges(changes: PropertyChange[], edit: Edit): Promise<PropertyChange[]> {
    return containerChanges(this.engine(), changes, edit);
  }

  async create(inputs: Properties, operation: Operation): Promise<Found> {
    if (operation.preview) return { id: "", state: { ...inputs, containerId: UNKNOWN } };
    const { id, name } = await this.set(String(inputs.container), Number(inputs.limit), operation.bounds);
    return { id: name, state: { ...inputs, containerId: id } };
  }

  /** By the recorded id, and next by the name: one that was made again under its name has no limit yet. */
  async read(id: string, oldInputs: Properties, state: Properties, operation: Operation): Promise<Found | undefined> {
    const recorded = String(state.containerId || id);
    const live = (await this.live(recorded, operation.bounds)) ?? (await this.live(id, operation.bounds));
    if (!live) return undefined;
    const isImport = !Object.keys(oldInputs).length;
    if (isImport && live.limit === UNLIMITED) {
      throw new Error(
        `Importing the limit of processes of container "${live.name}": it has none. ` +
          `Declare a PidsLimit without importing it, and the next update sets one.`,
      );
    }
    const inputs = { container: oldInputs.container ?? live.name, limit: live.limit };
    return { id: live.name, state: { ...inputs, containerId: live.id }, inputs };
  }

  async update(_id: string, state: Properties, inputs: Properties, operation: Operation): Promise<Properties> {
    const containerId = String(state.containerId);
    if (!operation.preview) await this.set(containerId, Number(inputs.limit), operation.bounds);
    return { ...inputs, containerId };
  }

  /** By the recorded id alone: another container under that name is not its own. */
  async delete(id: string, state: Properties, { bounds }: Operation): Promise<void> {
    const containerId = String(state.containerId || id);
    if (this.owners.isClaimed(containerId)) return;
    const live = await this.live(containerId, bounds);
    if (live && live.limit !== UNLIMITED) await this.set(containerId, UNLIMITED, bounds);
  }

  isHeld(_urn: string, id: string, state: Properties): boolean {
    return this.owners.isClaimed(String(state.containerId || id));
  }

  /** Looks again: an Engine without the control group takes the call and throws the limit away. */
  private async set(container: string, limit: number, bounds: Bounds): Promise<LiveLimit> {
    const attempt =
      limit === UNLIMITED
        ? `Taking the limit of processes off container "${container}"`
        : `Limiting container "${container}" to ${limit} processes`;
    const isSet = async () => {
      const live = await this.live(container, bounds);
      return live?.limit === limit ? live : undefined;
    };
    const warnings = await this.engine()
      .change(
        {
          touched: [container],
          send: async (docker) => {
            const answer = (await docker.getContainer(container).update({ PidsLimit: limit })) as Updated;
            return answer.Warnings ?? [];
          },
          done: async () => ((await isSet()) ? [] : undefined),
        },
        bounds,
      )
      .catch((error: unknown) => {
        if (error instanceof EngineError && error.status === 404) throw new Error(`${attempt}: ${NO_SUCH_CONTAINER}`);
        throw describeError(attempt, error, ADVICE);
      });
    const live = await isSet();
    if (live) return live;
    const said = warnings.length ? `it warned: ${warnings.join(" ")}` : "without a warning";
    throw new Error(`${attempt}: the Engine took the call and discarded the limit (${said}). ${ADVICE}`);
  }

  private async live(ref: string, bounds: Bounds): Promise<LiveLimit | undefined> {
    const info = await unlessMissing(this.engine().read((docker) => docker.getContainer(ref).inspect(), bounds));
    if (!info) return undefined;
    // 0, null and -1 say the same.
    const limit = Math.max(info.HostConfig.PidsLimit ?? 0, 0) || UNLIMITED;
    return { id: info.Id, name: info.Name.slice(1), limit };
  }
}

interface Updated {
  Warnings?: string[] | null;
}

const ADVICE =
  `The Engine's machine has to have the "pids" control group ("docker info" warns when it has not); ` +
  `where it has none, leave the limit out ("pids: false" in a component).`;

import type Docker from "dockerode";
import type { EngineClient } from "../../engine/EngineClient";
import { describeError, unlessMissing } from "../../engine/EngineError";
import { STACK_LABEL } from "../../engine/model";
import { computedOutputs } from "../protocol/declaration";
import { PropertyChange, topLevel } from "../protocol/propertyDiff";
import type { CheckContext, Checked, Found, Operation, Resource } from "../protocol/Resource";
import { stackOf } from "../protocol/stackOf";
import { isOfOtherState, stateLabel } from "../protocol/stateId";
import { hasUnknown, Properties, UNKNOWN } from "../protocol/values";
import { exclusively } from "./volumeArchive";
import { checkVolume, volumeInputs, withName } from "./volumeInputs";
import { volume } from "./volumeShape";
import { VolumeNames } from "./VolumeNames";
import {
  inputsFromVolume,
  isRecorded,
  LiveVolume,
  mismatch,
  stackLabelOf,
  strangeness,
  takenAgain,
  volumeState,
} from "./volumeState";

/** A volume that is looked at before it is taken, and loses its data only when its resource leaves the program. */
export class Volume implements Resource {
  readonly declaration = volume;
  readonly deleteBeforeReplace = false;
  readonly refreshBeforeUpdate = true;
  private readonly names = new VolumeNames();
  readonly isHeld = (urn: string, id: string) => this.names.successorOf(urn, id) !== undefined;

  constructor(private readonly engine: () => EngineClient) {}

  check(given: Properties, { urn, oldInputs }: CheckContext): Checked {
    const inputs = withName(given, this.names.recordedInputs(urn, oldInputs));
    if (!hasUnknown(inputs.name)) this.names.note(urn, String(inputs.name), oldInputs.name === inputs.name);
    return checkVolume(inputs, oldInputs);
  }

  /** The Engine changes no label, and a label is no reason to replace a volume; nor is what its name would be now. */
  async amendChanges(changes: PropertyChange[]): Promise<PropertyChange[]> {
    return changes.filter(({ path }) => !["labels", "defaultName"].includes(topLevel(path)));
  }

  async create(inputs: Properties, operation: Operation): Promise<Found> {
    const planned = { id: "", state: { ...inputs, ...unknown() } };
    if (hasUnknown(inputs)) return planned;
    const present = await this.find(String(inputs.name), operation);
    if (present) await this.requireOurs(present, inputs, operation);
    const leftBehind = present !== undefined && this.isLeftBehind(present, operation);
    if (leftBehind) operation.warn(takenAgain(present.Name));
    if (operation.preview) return planned;
    const live = present ?? (await this.make(inputs, operation));
    return { id: live.Name, state: volumeState(inputs, live, leftBehind) };
  }

  async read(id: string, oldInputs: Properties, state: Properties, operation: Operation): Promise<Found | undefined> {
    this.names.recordedInputs(operation.urn, oldInputs);
    const live = await this.find(id, operation);
    if (!live || !isRecorded(live, state)) return undefined;
    const leftBehind = state.leftBehind === true;
    this.names.remember(live.Name, leftBehind);
    const inputs = inputsFromVolume(oldInputs, live);
    return { id: live.Name, state: volumeState(inputs, live, leftBehind), inputs };
  }

  async update(_id: string, state: Properties, inputs: Properties): Promise<Properties> {
    return { ...state, ...inputs };
  }

  async delete(id: string, state: Properties, operation: Operation): Promise<void> {
    const live = await this.find(id, operation);
    if (!live) return;
    const reason = this.names.successorOf(operation.urn, id) ?? strangeness(live, state);
    if (reason) operation.warn(`Volume "${id}" stays on the Engine with its data: ${reason}.`);
    else await this.remove(id, operation);
  }

  private async remove(id: string, operation: Operation): Promise<void> {
    const send = async (docker: Docker) => {
      await docker.getVolume(id).remove();
      return true;
    };
    const done = async () => ((await this.find(id, operation)) ? undefined : true);
    await exclusively(this.engine(), id, () =>
      this.engine().change({ touched: [], send, done }, operation.bounds),
    ).catch(async (error: unknown) => {
      const users = await this.users(id, operation).catch(() => []);
      const advice = users.length ? `Container ${users.join(", ")} uses it: remove that first.` : "";
      throw describeError(`Removing volume "${id}"`, error, advice);
    });
  }

  private find(name: string, { bounds }: Operation): Promise<LiveVolume | undefined> {
    const engine = this.engine().during(bounds);
    return unlessMissing(engine.read((docker) => docker.getVolume(name).inspect()));
  }

  private async make(inputs: Properties, operation: Operation): Promise<LiveVolume> {
    const { name, driver, driverOpts, labels } = volumeInputs(inputs);
    const own = { ...labels, [STACK_LABEL]: stackOf(operation.urn), ...stateLabel(operation.stateId) };
    const options = { Name: name, Driver: driver, DriverOpts: driverOpts, Labels: own };
    const send = (docker: Docker) => docker.createVolume(options).then(() => true);
    const done = async () => ((await this.find(name, operation)) ? true : undefined);
    try {
      await this.engine().change({ touched: [], send, done }, operation.bounds);
    } catch (error) {
      throw describeError(`Creating volume "${name}"`, error);
    }
    const live = await this.find(name, operation);
    if (!live) throw new Error(`Creating volume "${name}": the Engine made it, but does not know it any more.`);
    return live;
  }

  /**
   * Creating a volume that is there is no error for the Engine, so whose it is comes first. Ours is what this resource has
   * already, and what a resource of this stack left behind: nobody uses that.
   */
  private async requireOurs(live: LiveVolume, inputs: Properties, operation: Operation): Promise<void> {
    const { Name: name } = live;
    const odd = mismatch(inputs, live);
    const isHeld = this.names.isHeld(operation.urn, name);
    const owner = stackLabelOf(live);
    const users = isHeld ? [] : await this.users(name, operation);
    const isOurs = isHeld || (owner === stackOf(operation.urn) && !users.length);
    if (isOurs && !odd) return;
    const facts = [
      owner ? `of stack ${owner}` : "not of a stack",
      ...(users.length ? [`used by ${users.join(", ")}`] : []),
      ...(isOurs && odd ? [odd] : []),
    ];
    throw new Error(
      `Creating volume "${name}": there is one of that name already (${facts.join("; ")}). Its data stays untouched. ` +
        `Choose another name; or use it as it is ("existingVolume" of a RedisServer), or take it over with the resource ` +
        `option "import: ${name}". If the resource was renamed or moved in the program, give it an alias.`,
    );
  }

  /**
   * Whether another state made it: one that was destroyed while its data was kept, or that of somebody whose project and
   * stack are called the same. Nothing on the Engine tells the two apart, so its data is used, and never deleted.
   */
  private isLeftBehind({ Name, Labels }: LiveVolume, { stateId }: Operation): boolean {
    return this.names.isLeftBehind(Name) ?? isOfOtherState(Labels ?? {}, stateId);
  }

  /** The names of the containers that mount it, running or not. */
  private async users(volume: string, { bounds }: Operation): Promise<string[]> {
    const filters = { volume: [volume] };
    const engine = this.engine().during(bounds);
    const found = await engine.read((docker) => docker.listContainers({ all: true, filters }));
    return found.map(({ Names }) => Names[0]?.slice(1) ?? "").sort();
  }
}

function unknown(): Properties {
  return Object.fromEntries(computedOutputs(volume).map((key) => [key, UNKNOWN]));
}

import { STACK_LABEL } from "../../engine/model";
import { defaultsOf } from "../protocol/declaration";
import { STATE_LABEL } from "../protocol/stateId";
import type { Json, Properties } from "../protocol/values";
import { canonicalVolume } from "./volumeInputs";
import { volume } from "./volumeShape";

/** A volume as the Engine tells it. */
export interface LiveVolume {
  Name: string;
  Driver: string;
  Mountpoint: string;
  Labels: Record<string, string> | null;
  Options: Record<string, string> | null;
}

/** The state of a Volume with these inputs. `leftBehind` tells that another state had made the volume before. */
export function volumeState(inputs: Properties, live: LiveVolume, leftBehind: boolean): Properties {
  return {
    ...inputs,
    name: live.Name,
    driver: live.Driver,
    mountpoint: live.Mountpoint,
    stack: stackLabelOf(live),
    stateId: live.Labels?.[STATE_LABEL] ?? "",
    leftBehind,
  };
}

/** The inputs that give this volume. Labels are told when it is imported; later the Engine's are of no account. */
export function inputsFromVolume(oldInputs: Properties, live: LiveVolume): Properties {
  const marks = [STACK_LABEL, STATE_LABEL];
  const others = Object.fromEntries(Object.entries(live.Labels ?? {}).filter(([label]) => !marks.includes(label)));
  const labels = Object.keys(oldInputs).length ? (oldInputs.labels ?? {}) : others;
  const { defaultName = null } = oldInputs;
  return canonicalVolume({ name: live.Name, defaultName, driver: live.Driver, driverOpts: live.Options ?? {}, labels });
}

/** Why the volume is not what the inputs ask for; undefined when it is. */
export function mismatch(inputs: Properties, live: LiveVolume): string | undefined {
  const { driver, driverOpts } = { ...defaultsOf(volume.inputs), ...inputs };
  if (live.Driver !== driver) return `its driver is "${live.Driver}"`;
  if (canonical(live.Options ?? {}) !== canonical(driverOpts)) return "its driver has other options";
  return undefined;
}

/** The stack that the volume's label names; empty without one. */
export function stackLabelOf(live: LiveVolume): string {
  return live.Labels?.[STACK_LABEL] ?? "";
}

/** Whether it is the volume that the state is of, and not another one that has its name by now. */
export function isRecorded(live: LiveVolume, state: Properties): boolean {
  const recorded = recordedStack(state);
  const { stateId = live.Labels?.[STATE_LABEL] ?? "" } = state;
  return (recorded === undefined || recorded === stackLabelOf(live)) && stateId === (live.Labels?.[STATE_LABEL] ?? "");
}

/** What the volume's label said when it was recorded; undefined when nobody wrote that down. */
export function recordedStack({ stack, labels }: Properties): string | undefined {
  if (typeof stack === "string") return stack;
  // Up to version 0.1.0 the volumes of components were the Docker provider's, which lists labels.
  const listed = Array.isArray(labels) ? (labels as { label: string; value: string }[]) : [];
  return listed.find(({ label }) => label === STACK_LABEL)?.value;
}

/** Why the volume is not this resource's to delete; undefined when it is. */
export function strangeness(live: LiveVolume, state: Properties): string | undefined {
  if (!isRecorded(live, state)) return "it is not the one that this resource made";
  if (state.leftBehind !== true) return undefined;
  return `an earlier state of the stack, or another one of its name, made it; "docker volume rm ${live.Name}" removes it`;
}

/** What a person should know before the volume is taken. */
export function takenAgain(name: string): string {
  return (
    `Volume "${name}" was left behind by an earlier state of this stack, or is of another stack of the same name. It is ` +
    `used with the data in it, and stays when this stack is done with it.`
  );
}

function canonical(options: Json): string {
  return JSON.stringify(Object.entries(options as Record<string, Json>).sort());
}

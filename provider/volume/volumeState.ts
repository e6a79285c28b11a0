import { STACK_LABEL } from "../../engine/model";
import type { Json, Properties } from "../protocol/values";
import { DEFAULT_DRIVER, withoutDefaults } from "./volumeInputs";

/** A volume as the Engine tells it. */
export interface LiveVolume {
  Name: string;
  Driver: string;
  Mountpoint: string;
  Labels: Record<string, string> | null;
  Options: Record<string, string> | null;
}

/** The state of a Volume with these inputs. */
export function volumeState(inputs: Properties, live: LiveVolume): Properties {
  return {
    ...inputs,
    name: live.Name,
    driver: live.Driver,
    mountpoint: live.Mountpoint,
    stack: stackLabelOf(live),
  };
}

/** The inputs that give this volume. Labels are told when it is imported; later the Engine's are of no account. */
export function inputsFromVolume(oldInputs: Properties, live: LiveVolume): Properties {
  const others = Object.fromEntries(Object.entries(live.Labels ?? {}).filter(([label]) => label !== STACK_LABEL));
  const labels = Object.keys(oldInputs).length ? (oldInputs.labels ?? {}) : others;
  return withoutDefaults({ name: live.Name, driver: live.Driver, driverOpts: live.Options ?? {}, labels });
}

/** Why the volume is not what the inputs ask for; undefined when it is. */
export function mismatch(inputs: Properties, live: LiveVolume): string | undefined {
  const { driver = DEFAULT_DRIVER, driverOpts = {} } = inputs;
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
  return recorded === undefined || recorded === stackLabelOf(live);
}

/** What the volume's label said when it was recorded; undefined when nobody wrote that down. */
export function recordedStack({ stack, labels }: Properties): string | undefined {
  if (typeof stack === "string") return stack;
  // Up to version 0.1.0 the volumes of components were the Docker provider's, which lists labels.
  const listed = Array.isArray(labels) ? (labels as { label: string; value: string }[]) : [];
  return listed.find(({ label }) => label === STACK_LABEL)?.value;
}

function canonical(options: Json): string {
  return JSON.stringify(Object.entries(options as Record<string, Json>).sort());
}

import * as z from "zod";
import { checkInputs } from "../protocol/checkInputs";
import type { Checked, Failure } from "../protocol/Resource";
import { hasUnknown, Json, Properties } from "../protocol/values";

/** The Engine's own rule for names (moby, daemon/names). */
const NAME = /^[a-zA-Z0-9][a-zA-Z0-9_.-]+$/;
/** The driver of a volume that names none. */
export const DEFAULT_DRIVER = "local";

const texts = z.record(z.string(), z.string()).optional();
const shape = {
  name: z.string().regex(NAME, {
    error: (issue) =>
      `"${String(issue.input)}" cannot be a volume's name: begin with a letter or digit, then one or more letters, digits, "_", "." and "-"`,
  }),
  driver: z.string().min(1).optional(),
  driverOpts: texts,
  labels: texts,
};

/**
 * Checks a Volume's inputs and drops defaults. Of a volume that the resource has already, the labels stay as they were
 * given when it was made, and the driver has to: the Engine changes neither.
 */
export function checkVolume(inputs: Properties, oldInputs: Properties): Checked {
  const checked = checkInputs(shape, inputs, [], withoutDefaults);
  if (checked.failures.length || oldInputs.name !== inputs.name) return checked;
  const labels = isRecord(oldInputs.labels) ? oldInputs.labels : {};
  return {
    inputs: withoutDefaults({ ...checked.inputs, labels }),
    failures: driverFailures(oldInputs, checked.inputs),
  };
}

/** Checked inputs in their types. */
export function volumeInputs(inputs: Properties) {
  return z.object(shape).parse(inputs);
}

/** The inputs without what a volume has anyway. */
export function withoutDefaults({ driver, driverOpts, labels, ...rest }: Properties): Properties {
  return {
    ...rest,
    ...(driver === undefined || driver === DEFAULT_DRIVER ? {} : { driver }),
    ...(isEmpty(driverOpts) ? {} : { driverOpts }),
    ...(isEmpty(labels) ? {} : { labels }),
  };
}

function driverFailures(before: Properties, after: Properties): Failure[] {
  const old = withoutDefaults(before);
  return (["driver", "driverOpts"] as const)
    .filter((key) => !hasUnknown(after[key]) && JSON.stringify(old[key]) !== JSON.stringify(after[key]))
    .map((property) => ({
      property,
      reason:
        `volume "${String(before.name)}" is there with another "${property}", and the Engine cannot change it; ` +
        `choose another name, or remove the volume first if its data is not needed`,
    }));
}

function isEmpty(value: Json | undefined): boolean {
  return value === undefined || value === null || (isRecord(value) && Object.keys(value).length === 0);
}

function isRecord(value: Json | undefined): value is Record<string, Json> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

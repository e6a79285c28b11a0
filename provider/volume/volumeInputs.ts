import * as z from "zod";
import { checkInputs, type Rule } from "../protocol/checkInputs";
import { defaultsOf } from "../protocol/declaration";
import type { Checked, Failure } from "../protocol/Resource";
import { hasUnknown, Json, Properties, withoutDefaults } from "../protocol/values";
import { volume } from "./volumeShape";

const DEFAULTS = defaultsOf(volume.inputs);

const needsName: Rule = {
  needs: ["name"],
  check: ({ name }) => (name === undefined ? [{ property: "name", reason: `give "name", or "defaultName"` }] : []),
};

/**
 * Checks a Volume's inputs and drops defaults. Of a volume that the resource has already, the labels stay as they were
 * given when it was made, and the driver has to: the Engine changes neither.
 */
export function checkVolume(inputs: Properties, oldInputs: Properties): Checked {
  const checked = checkInputs(volume.inputs, inputs, [needsName], canonicalVolume);
  if (checked.failures.length || oldInputs.name !== inputs.name) return checked;
  const labels = isRecord(oldInputs.labels) ? oldInputs.labels : {};
  return {
    inputs: canonicalVolume({ ...checked.inputs, labels }),
    failures: driverFailures(oldInputs, checked.inputs),
  };
}

/**
 * The inputs with the name that a volume was made with, or is to be made with, when none is given. That it was none is
 * recorded: a name that was given once, and is left out later, is not the volume's for good.
 */
export function withName({ defaultName, ...inputs }: Properties, oldInputs: Properties): Properties {
  const isGiven = inputs.name !== undefined && inputs.name !== null;
  if (isGiven || defaultName === undefined || defaultName === null) return inputs;
  const name = oldInputs.defaultName === undefined ? defaultName : (oldInputs.name ?? defaultName);
  return { ...inputs, name, defaultName: name };
}

/** Checked inputs in their types. */
export function volumeInputs(inputs: Properties) {
  return z.object({ ...volume.inputs, name: z.string() }).parse(inputs);
}

/** The inputs without what a volume has anyway. */
export function canonicalVolume(inputs: Properties): Properties {
  return withoutDefaults(inputs, DEFAULTS);
}

function driverFailures(before: Properties, after: Properties): Failure[] {
  const old = canonicalVolume(before);
  return (["driver", "driverOpts"] as const)
    .filter((key) => !hasUnknown(after[key]) && JSON.stringify(old[key]) !== JSON.stringify(after[key]))
    .map((property) => ({
      property,
      reason:
        `volume "${String(before.name)}" is there with another "${property}", and the Engine cannot change it; ` +
        `choose another name, or remove the volume first if its data is not needed`,
    }));
}

function isRecord(value: Json | undefined): value is Record<string, Json> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

import * as z from "zod";
import { checkInputs, Rule } from "../protocol/checkInputs";
import { defaultsOf } from "../protocol/declaration";
import type { Checked } from "../protocol/Resource";
import { Properties, withoutDefaults } from "../protocol/values";
import { probe, ProbeInputs } from "./probeShape";

const pattern: Rule = {
  needs: ["expectOutput"],
  check: ({ expectOutput }) => {
    try {
      new RegExp(String(expectOutput ?? ""), "m");
      return [];
    } catch (error) {
      return [{ property: "expectOutput", reason: `is not a regular expression: ${(error as Error).message}` }];
    }
  },
};

/** Checks a Probe's inputs, and drops from them what is the default. */
export function checkProbe(inputs: Properties): Checked {
  return checkInputs(probe.inputs, inputs, [pattern], canonicalProbe);
}

export function canonicalProbe(inputs: Properties): Properties {
  return withoutDefaults(inputs, defaultsOf(probe.inputs));
}

/** Read from inputs that were checked. */
export function probeInputs(inputs: Properties): ProbeInputs {
  return z.object(probe.inputs).parse(inputs);
}

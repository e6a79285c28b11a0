import * as z from "zod";
import { checkInputs, Rule } from "../protocol/checkInputs";
import type { Checked } from "../protocol/Resource";
import { Properties, withoutDefaults } from "../protocol/values";
import { timeoutSeconds } from "./timeoutSeconds";

const DEFAULTS = {
  networks: [],
  environment: {},
  hosts: {},
  timeoutSeconds: 30,
  retryForSeconds: 0,
  expectExitCode: 0,
  triggers: [],
};

const shape = {
  image: z.string().min(1, `"image" is empty; name an image`),
  command: z.array(z.string()).min(1, `"command" is empty; give the command and its words as a list`),
  networks: z.array(z.string().min(1)).optional(),
  environment: z.record(z.string(), z.string()).optional(),
  hosts: z.record(z.string(), z.string()).optional(),
  timeoutSeconds: timeoutSeconds.optional(),
  retryForSeconds: z.number().nonnegative(`"retryForSeconds" cannot be negative`).optional(),
  expectExitCode: z.number().int().min(0).max(255, `"expectExitCode" lies between 0 and 255`).optional(),
  expectOutput: z.string().optional(),
  triggers: z.array(z.string()).optional(),
};

/** A Probe's inputs with nothing left out. */
export interface ProbeInputs {
  image: string;
  command: string[];
  networks: string[];
  environment: Record<string, string>;
  hosts: Record<string, string>;
  timeoutSeconds: number;
  retryForSeconds: number;
  expectExitCode: number;
  expectOutput?: string;
}

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
  return checkInputs(shape, inputs, [pattern], canonicalProbe);
}

export function canonicalProbe(inputs: Properties): Properties {
  return withoutDefaults(inputs, DEFAULTS);
}

/** Read from inputs that were checked. */
export function probeInputs(inputs: Properties): ProbeInputs {
  return { ...DEFAULTS, ...z.object(shape).parse(inputs) };
}

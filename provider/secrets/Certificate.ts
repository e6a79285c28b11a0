import { randomUUID } from "node:crypto";
import { isIP } from "node:net";
import * as z from "zod";
import { checkInputs, Rule } from "../protocol/checkInputs";
import { makeCertificate } from "./makeCertificate";
import type { PropertyChange } from "../protocol/propertyDiff";
import type { Checked, Edit, Found, Operation, Resource } from "../protocol/Resource";
import { hasUnknown, Properties, UNKNOWN, withoutDefaults } from "../protocol/values";

const DEFAULT_VALIDITY_DAYS = 825;
const DEFAULT_RENEW_DAYS = 30;
/** A hundred years: beyond some thousand there are no dates. */
const VALIDITY_MAX_DAYS = 36_500;
const DAY_MS = 86_400_000;
const HOST_NAME = /^(\*\.)?[a-z0-9_]([a-z0-9_.-]{0,251}[a-z0-9_])?$/i;

const days = (name: string) =>
  z
    .number()
    .int(`"${name}" has to be a whole number of days`)
    .min(1, `"${name}" has to be 1 or more`)
    .max(VALIDITY_MAX_DAYS, `"${name}" has to be ${VALIDITY_MAX_DAYS} or less`);
const shape = {
  names: z
    .array(
      z
        .string()
        .refine((name) => isIP(name) > 0 || HOST_NAME.test(name), "write host names and addresses, without a port"),
    )
    .min(1, `"names" is empty; give the names that clients connect by`),
  validityDays: days("validityDays").optional(),
  renewBeforeDays: days("renewBeforeDays").optional(),
};

const renewedInTime: Rule = {
  needs: ["validityDays", "renewBeforeDays"],
  check: (inputs) =>
    renewBefore(inputs) < validity(inputs)
      ? []
      : [{ property: "renewBeforeDays", reason: `"renewBeforeDays" has to be less than "validityDays"` }],
};

/** A certificate and an authority of its own, made once and kept in the state, and again before it ends. */
export class Certificate implements Resource {
  readonly type = "dockwire:index:Certificate";
  readonly secretOutputs = ["keyPem"];
  readonly replaceOn = ["names", "validityDays", "notAfter"];
  readonly deleteBeforeReplace = false;
  readonly refreshBeforeUpdate = false;

  check(inputs: Properties): Checked {
    return checkInputs(shape, inputs, [renewedInTime], (checked) => this.canonical(checked));
  }

  canonical(inputs: Properties): Properties {
    return withoutDefaults(inputs, { validityDays: DEFAULT_VALIDITY_DAYS, renewBeforeDays: DEFAULT_RENEW_DAYS });
  }

  /** A new one in time, before it ends. */
  async amendChanges(changes: PropertyChange[], { state, inputs }: Edit): Promise<PropertyChange[]> {
    const left = Date.parse(String(state.notAfter)) - Date.now();
    if (hasUnknown(inputs) || left >= renewBefore(inputs) * DAY_MS) return changes;
    return [...changes, { path: "notAfter", kind: "update" }];
  }

  async create(inputs: Properties, operation: Operation): Promise<Found> {
    if (operation.preview) {
      const computed = { caPem: UNKNOWN, certPem: UNKNOWN, keyPem: UNKNOWN, notAfter: UNKNOWN };
      return { id: "", state: { ...inputs, ...computed } };
    }
    const made = await makeCertificate(inputs.names as string[], validity(inputs));
    return { id: randomUUID(), state: { ...inputs, ...made } };
  }

  /** It exists in the state and nowhere else. */
  async read(id: string, inputs: Properties, state: Properties): Promise<Found | undefined> {
    if ("certPem" in state) return { id, state, inputs };
    throw new Error(
      `Certificate "${id}" cannot be imported: it exists only in the state that it was made in. ` +
        `Hand your own on as it is, for instance to a server's "tls: { certPem, keyPem, caPem }".`,
    );
  }

  async update(_id: string, state: Properties, inputs: Properties): Promise<Properties> {
    return { ...state, ...inputs };
  }

  async delete(): Promise<void> {
    // The state was its only place.
  }
}

function validity(inputs: Properties): number {
  return Number(inputs.validityDays ?? DEFAULT_VALIDITY_DAYS);
}

function renewBefore(inputs: Properties): number {
  return Number(inputs.renewBeforeDays ?? DEFAULT_RENEW_DAYS);
}

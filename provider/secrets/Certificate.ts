import { randomUUID } from "node:crypto";
import { checkInputs, Rule } from "../protocol/checkInputs";
import { defaultsOf } from "../protocol/declaration";
import { certificate } from "./certificateShape";
import { makeCertificate } from "./makeCertificate";
import type { PropertyChange } from "../protocol/propertyDiff";
import type { Checked, Edit, Found, Operation, Resource } from "../protocol/Resource";
import { hasUnknown, Properties, UNKNOWN, withoutDefaults } from "../protocol/values";

const DAY_MS = 86_400_000;
const DEFAULTS = defaultsOf(certificate.inputs);

const renewedInTime: Rule = {
  needs: ["validityDays", "renewBeforeDays"],
  check: (inputs) =>
    renewBefore(inputs) < validity(inputs)
      ? []
      : [{ property: "renewBeforeDays", reason: `"renewBeforeDays" has to be less than "validityDays"` }],
};

/** A certificate and an authority of its own, made once and kept in the state, and again before it ends. */
export class Certificate implements Resource {
  readonly declaration = certificate;
  readonly deleteBeforeReplace = false;
  readonly refreshBeforeUpdate = false;

  check(inputs: Properties): Checked {
    return checkInputs(certificate.inputs, inputs, [renewedInTime], (checked) => this.canonical(checked));
  }

  canonical(inputs: Properties): Properties {
    return withoutDefaults(inputs, DEFAULTS);
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
  return Number(inputs.validityDays ?? DEFAULTS.validityDays);
}

function renewBefore(inputs: Properties): number {
  return Number(inputs.renewBeforeDays ?? DEFAULTS.renewBeforeDays);
}

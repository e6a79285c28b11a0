import { randomInt, randomUUID } from "node:crypto";
import { checkInputs } from "../protocol/checkInputs";
import { defaultsOf } from "../protocol/declaration";
import type { Checked, Found, Operation, Resource } from "../protocol/Resource";
import { Properties, UNKNOWN, withoutDefaults } from "../protocol/values";
import { password } from "./passwordShape";

/** Letters and digits alone: they need no quoting in a URL, a configuration file or a shell. */
const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

const DEFAULTS = defaultsOf(password.inputs);

/** A random password, made once with the platform's cryptography and kept as a secret in the state. */
export class Password implements Resource {
  readonly declaration = password;
  readonly deleteBeforeReplace = false;
  readonly refreshBeforeUpdate = false;

  check(inputs: Properties): Checked {
    return checkInputs(password.inputs, inputs, [], (checked) => this.canonical(checked));
  }

  canonical(inputs: Properties): Properties {
    return withoutDefaults(inputs, DEFAULTS);
  }

  async create(inputs: Properties, operation: Operation): Promise<Found> {
    if (operation.preview) return { id: "", state: { ...inputs, value: UNKNOWN } };
    const length = Number(inputs.length ?? DEFAULTS.length);
    const value = Array.from({ length }, () => ALPHABET[randomInt(ALPHABET.length)]).join("");
    return { id: randomUUID(), state: { ...inputs, value } };
  }

  /** It exists in the state and nowhere else. */
  async read(id: string, inputs: Properties, state: Properties): Promise<Found | undefined> {
    if ("value" in state) return { id, state, inputs };
    throw new Error(
      `Password "${id}" cannot be imported: it exists only in the state that it was made in. ` +
        `Hand your own on from a secret of the configuration instead.`,
    );
  }

  async update(_id: string, state: Properties): Promise<Properties> {
    return state;
  }

  async delete(): Promise<void> {
    // The state was its only place.
  }
}

// Written by `npm run generate` from what provider/ declares. Edits belong there.
import * as pulumi from "@pulumi/pulumi";
import { isOfType, resourceOptions, undefinedOutputs } from "../shared/resourceOptions";

/** Every output, as in the schema. */
const OUTPUTS = ["length", "triggers", "value"] as const;

/** What a Password takes. */
export interface PasswordArgs {
  /** How many letters and digits, 16 to 256. Another length makes another password. @default 32 */
  readonly length?: pulumi.Input<number>;
  /** Makes another password when one of these changes. @default none */
  readonly triggers?: pulumi.Input<pulumi.Input<string>[]>;
}

/**
 * A random password, made once with the platform's cryptography; a secret in the state and in everything made of it.
 *
 * @example
 * const passwordResource = new Password("password", { length: 24 });
 * export const password = passwordResource.value;
 */
export class Password extends pulumi.CustomResource {
  /** The type token. */
  static readonly type = "dockwire:index:Password";
  /** @internal */
  static readonly __pulumiType = "dockwire:index:Password";

  /** How many letters and digits, 16 to 256. Another length makes another password. @default 32 */
  declare readonly length: pulumi.Output<number | undefined>;
  /** Makes another password when one of these changes. @default none */
  declare readonly triggers: pulumi.Output<string[] | undefined>;
  /** The password: letters and digits alone. Always secret. */
  declare readonly value: pulumi.Output<string>;

  constructor(name: string, args: PasswordArgs = {}, opts?: pulumi.CustomResourceOptions) {
    const inputs = { ...undefinedOutputs(...OUTPUTS), ...args };
    super(Password.__pulumiType, name, inputs, resourceOptions(opts, { additionalSecretOutputs: ["value"] }));
  }

  /** A Password that exists already, by its id, to read from. */
  static get(name: string, id: pulumi.Input<pulumi.ID>, opts?: pulumi.CustomResourceOptions): Password {
    return new Password(name, {}, { ...opts, id });
  }

  /** Whether the value is a Password, also one of another copy of this package. */
  static isInstance(value: unknown): value is Password {
    return isOfType(value, Password.__pulumiType);
  }
}

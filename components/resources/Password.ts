import * as pulumi from "@pulumi/pulumi";
import { undefinedOutputs } from "../shared/undefinedOutputs";

/** Every output, as in the schema. */
const OUTPUTS = ["length", "triggers", "value"] as const;

/** What a Password takes. */
export interface PasswordArgs {
  /** How many letters and digits, 16 to 256. Another length makes another password. @default 32 */
  readonly length?: pulumi.Input<number>;
  /** Makes another password when one of these changes. @default none */
  readonly triggers?: pulumi.Input<pulumi.Input<string>[]>;
}

/** A random password, made once with the platform's cryptography; a secret in the state and in everything made of it. */
export class Password extends pulumi.CustomResource {
  /** The type token, written once. */
  static readonly type = "dockwire:index:Password";

  declare readonly length: pulumi.Output<number | undefined>;
  declare readonly triggers: pulumi.Output<string[] | undefined>;
  /** The password: letters and digits alone. Always secret. */
  declare readonly value: pulumi.Output<string>;

  constructor(name: string, args: PasswordArgs = {}, opts?: pulumi.CustomResourceOptions) {
    const secret = { additionalSecretOutputs: ["value"] };
    super(Password.type, name, { ...undefinedOutputs(...OUTPUTS), ...args }, pulumi.mergeOptions(secret, opts));
  }
}

import * as pulumi from "@pulumi/pulumi";
import { undefinedOutputs } from "../shared/undefinedOutputs";

/** Every output, as in the schema. */
const OUTPUTS = ["caPem", "certPem", "keyPem", "names", "notAfter", "renewBeforeDays", "validityDays"] as const;

/** What a Certificate takes. */
export interface CertificateArgs {
  /** Host names and addresses that clients connect by, the first one foremost. Other names make another certificate. */
  readonly names: pulumi.Input<pulumi.Input<string>[]>;
  /** How long it is good for, in days, 36500 at the most. Another value makes another certificate. @default 825 */
  readonly validityDays?: pulumi.Input<number>;
  /** How many days before its end the next update makes a new one. @default 30 */
  readonly renewBeforeDays?: pulumi.Input<number>;
}

/**
 * A server's certificate (ECDSA, P-256), signed by an authority of its own whose key is thrown away at once. It is made
 * once and kept in the state, so it is the same at every preview.
 *
 * @example
 * const certificate = new Certificate("redis", { names: ["redis", "db", "localhost", "127.0.0.1"] });
 */
export class Certificate extends pulumi.CustomResource {
  /** The type token, written once. */
  static readonly type = "dockwire:index:Certificate";

  declare readonly names: pulumi.Output<string[]>;
  declare readonly validityDays: pulumi.Output<number | undefined>;
  declare readonly renewBeforeDays: pulumi.Output<number | undefined>;
  /** The authority's certificate (PEM): what clients trust the server by. */
  declare readonly caPem: pulumi.Output<string>;
  /** The server's certificate (PEM). */
  declare readonly certPem: pulumi.Output<string>;
  /** The server's private key (PEM). Always secret. */
  declare readonly keyPem: pulumi.Output<string>;
  /** When it ends, ISO 8601. */
  declare readonly notAfter: pulumi.Output<string>;

  constructor(name: string, args: CertificateArgs, opts?: pulumi.CustomResourceOptions) {
    const secret = { additionalSecretOutputs: ["keyPem"] };
    super(Certificate.type, name, { ...undefinedOutputs(...OUTPUTS), ...args }, pulumi.mergeOptions(secret, opts));
  }
}

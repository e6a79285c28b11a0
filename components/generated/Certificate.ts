// Written by `npm run generate` from what provider/ declares. Edits belong there.
import * as pulumi from "@pulumi/pulumi";
import { isOfType, resourceOptions, undefinedOutputs } from "../shared/resourceOptions";

/** Every output, as in the schema. */
const OUTPUTS = ["names", "validityDays", "renewBeforeDays", "caPem", "certPem", "keyPem", "notAfter"] as const;

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
 * A server's certificate (ECDSA, P-256), signed by an authority of its own whose key is thrown away at once. It is
 * made once and kept in the state, so it is the same at every preview, and made again before it ends.
 *
 * @example
 * const certificate = new Certificate("certificate", {
 *   names: ["redis", "localhost", "127.0.0.1"],
 *   validityDays: 365,
 * });
 * export const ca = certificate.caPem;
 */
export class Certificate extends pulumi.CustomResource {
  /** The type token. */
  static readonly type = "dockwire:index:Certificate";
  /** @internal */
  static readonly __pulumiType = "dockwire:index:Certificate";

  /** Host names and addresses that clients connect by, the first one foremost. Other names make another certificate. */
  declare readonly names: pulumi.Output<string[]>;
  /** How long it is good for, in days, 36500 at the most. Another value makes another certificate. @default 825 */
  declare readonly validityDays: pulumi.Output<number | undefined>;
  /** How many days before its end the next update makes a new one. @default 30 */
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
    const inputs = { ...undefinedOutputs(...OUTPUTS), ...args };
    super(Certificate.__pulumiType, name, inputs, resourceOptions(opts, { additionalSecretOutputs: ["keyPem"] }));
  }

  /** A Certificate that exists already, by its id, to read from. */
  static get(name: string, id: pulumi.Input<pulumi.ID>, opts?: pulumi.CustomResourceOptions): Certificate {
    return new Certificate(name, {} as CertificateArgs, { ...opts, id });
  }

  /** Whether the value is a Certificate, also one of another copy of this package. */
  static isInstance(value: unknown): value is Certificate {
    return isOfType(value, Certificate.__pulumiType);
  }
}

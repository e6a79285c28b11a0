// Written by `npm run generate` from what provider/ declares. Edits belong there.
import * as pulumi from "@pulumi/pulumi";
import { NetworkRef, networkIdOf } from "../shared/references";
import { isOfType, resourceOptions, undefinedOutputs } from "../shared/resourceOptions";

/** Every output, as in the schema. */
const OUTPUTS = [
  "image",
  "command",
  "networks",
  "environment",
  "hosts",
  "timeoutSeconds",
  "retryForSeconds",
  "expectExitCode",
  "expectOutput",
  "triggers",
  "exitCode",
  "stdout",
  "stderr",
  "truncated",
] as const;

/** What a Probe takes. */
export interface ProbeArgs {
  /** The image to run the command in; the Engine has to have it. */
  readonly image: pulumi.Input<string>;
  /** The command and its words, in their order. */
  readonly command: pulumi.Input<pulumi.Input<string>[]>;
  /** The networks to run it on, by name or id. @default none at all: no way to anywhere */
  readonly networks?: readonly NetworkRef[];
  /** Environment variables. @default none */
  readonly environment?: pulumi.Input<Record<string, pulumi.Input<string>>>;
  /** Lines for /etc/hosts: a name and its address; "host-gateway" is that of the Engine's machine. @default none */
  readonly hosts?: pulumi.Input<Record<string, pulumi.Input<string>>>;
  /** How long one run may take, in seconds; then the command is ended and the probe fails. @default 30 */
  readonly timeoutSeconds?: pulumi.Input<number>;
  /** How long to go on trying while it fails, in seconds. @default 0, one try */
  readonly retryForSeconds?: pulumi.Input<number>;
  /** The exit code that is right, 0 to 255. @default 0 */
  readonly expectExitCode?: pulumi.Input<number>;
  /** A regular expression that a line of stdout has to match, of what is kept of it. @default anything will do */
  readonly expectOutput?: pulumi.Input<string>;
  /** Runs it again when one of these changes. @default none */
  readonly triggers?: pulumi.Input<pulumi.Input<string>[]>;
}

/**
 * Runs a command in a container that is gone afterwards and keeps what it printed; one that fails, fails the update. A
 * change of any argument runs it again. The container has 512 MiB of memory, 256 processes and no rights beyond what
 * `ping` needs; the image's health check is off.
 *
 * @example
 * const backend = new AppNetwork("backend", {
 *   redis: {
 *     containerName: "db",
 *   },
 * });
 * const ping = new Probe(
 *   "ping",
 *   {
 *     image: "alpine",
 *     command: ["ping", "-c1", "db"],
 *     networks: [backend.networkId],
 *     retryForSeconds: 10,
 *   },
 *   {
 *     dependsOn: [backend],
 *   },
 * );
 * export const printed = ping.stdout;
 */
export class Probe extends pulumi.CustomResource {
  /** The type token. */
  static readonly type = "dockwire:index:Probe";
  /** @internal */
  static readonly __pulumiType = "dockwire:index:Probe";

  /** The image to run the command in; the Engine has to have it. */
  declare readonly image: pulumi.Output<string>;
  /** The command and its words, in their order. */
  declare readonly command: pulumi.Output<string[]>;
  /** The networks to run it on, by name or id. @default none at all: no way to anywhere */
  declare readonly networks: pulumi.Output<string[] | undefined>;
  /** Environment variables. @default none */
  declare readonly environment: pulumi.Output<Record<string, string> | undefined>;
  /** Lines for /etc/hosts: a name and its address; "host-gateway" is that of the Engine's machine. @default none */
  declare readonly hosts: pulumi.Output<Record<string, string> | undefined>;
  /** How long one run may take, in seconds; then the command is ended and the probe fails. @default 30 */
  declare readonly timeoutSeconds: pulumi.Output<number | undefined>;
  /** How long to go on trying while it fails, in seconds. @default 0, one try */
  declare readonly retryForSeconds: pulumi.Output<number | undefined>;
  /** The exit code that is right, 0 to 255. @default 0 */
  declare readonly expectExitCode: pulumi.Output<number | undefined>;
  /** A regular expression that a line of stdout has to match, of what is kept of it. @default anything will do */
  declare readonly expectOutput: pulumi.Output<string | undefined>;
  /** Runs it again when one of these changes. @default none */
  declare readonly triggers: pulumi.Output<string[] | undefined>;
  /** What the command ended with. */
  declare readonly exitCode: pulumi.Output<number>;
  /** What it printed: all of it, or its last 64 KiB. A secret when an input is one. */
  declare readonly stdout: pulumi.Output<string>;
  /** What it printed as errors: all of it, or its last 64 KiB. A secret when an input is one. */
  declare readonly stderr: pulumi.Output<string>;
  /** Whether `stdout` or `stderr` was longer, so that only its end is kept. */
  declare readonly truncated: pulumi.Output<boolean>;

  constructor(name: string, args: ProbeArgs, opts?: pulumi.CustomResourceOptions) {
    const inputs = { ...undefinedOutputs(...OUTPUTS), ...args, networks: args.networks?.map(networkIdOf) };
    super(Probe.__pulumiType, name, inputs, resourceOptions(opts));
  }

  /** A Probe that exists already, by its id, to read from. */
  static get(name: string, id: pulumi.Input<pulumi.ID>, opts?: pulumi.CustomResourceOptions): Probe {
    return new Probe(name, {} as ProbeArgs, { ...opts, id });
  }

  /** Whether the value is a Probe, also one of another copy of this package. */
  static isInstance(value: unknown): value is Probe {
    return isOfType(value, Probe.__pulumiType);
  }
}

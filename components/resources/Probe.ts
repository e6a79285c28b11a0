import * as pulumi from "@pulumi/pulumi";
import { Links, linkSettings, linksProblem } from "../client/links";
import { NetworkRef, networkIdOf } from "../shared/references";
import { undefinedOutputs } from "../shared/undefinedOutputs";

/** Every output, as in the schema. */
const OUTPUTS = [
  "command",
  "environment",
  "exitCode",
  "expectExitCode",
  "expectOutput",
  "hosts",
  "image",
  "networks",
  "retryForSeconds",
  "stderr",
  "stdout",
  "timeoutSeconds",
  "triggers",
  "truncated",
] as const;

/** What a Probe takes. A change of any of them runs it again. */
export interface ProbeArgs {
  /** The image to run the command in; the Engine has to have it. */
  readonly image: pulumi.Input<string>;
  /** The command and its words, in their order. */
  readonly command: pulumi.Input<pulumi.Input<string>[]>;
  /** The networks to run it on. @default none at all: no way to anywhere */
  readonly networks?: readonly NetworkRef[];
  /** Environment variables. @default none */
  readonly environment?: pulumi.Input<Record<string, pulumi.Input<string>>>;
  /** Lines for /etc/hosts: a name and its address. @default none */
  readonly hosts?: pulumi.Input<Record<string, pulumi.Input<string>>>;
  /** Servers that it knows by links: variables, and lines in /etc/hosts where asked for. @default none */
  readonly links?: Links;
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
 * Runs a command in a container that is gone afterwards and keeps what it printed; one that fails, fails the update. The
 * container has 512 MiB of memory, 256 processes and no rights beyond what `ping` needs; the image's health check is off.
 *
 * @example
 * new Probe("ping-db", { image: "alpine", command: ["ping", "-c1", "db"], networks: [frontend2] });
 */
export class Probe extends pulumi.CustomResource {
  /** The type token, written once. */
  static readonly type = "dockwire:index:Probe";

  declare readonly image: pulumi.Output<string>;
  declare readonly command: pulumi.Output<string[]>;
  declare readonly networks: pulumi.Output<string[] | undefined>;
  declare readonly environment: pulumi.Output<Record<string, string> | undefined>;
  declare readonly hosts: pulumi.Output<Record<string, string> | undefined>;
  declare readonly timeoutSeconds: pulumi.Output<number | undefined>;
  declare readonly retryForSeconds: pulumi.Output<number | undefined>;
  declare readonly expectExitCode: pulumi.Output<number | undefined>;
  declare readonly expectOutput: pulumi.Output<string | undefined>;
  declare readonly triggers: pulumi.Output<string[] | undefined>;
  /** What the command ended with. */
  declare readonly exitCode: pulumi.Output<number>;
  /** What it printed: all of it, or its last 64 KiB. A secret when an input is one. */
  declare readonly stdout: pulumi.Output<string>;
  /** What it printed as errors: all of it, or its last 64 KiB. A secret when an input is one. */
  declare readonly stderr: pulumi.Output<string>;
  /** Whether one of the two was longer, so that only its end is kept. */
  declare readonly truncated: pulumi.Output<boolean>;

  constructor(name: string, args: ProbeArgs, opts: pulumi.CustomResourceOptions = {}) {
    const { links = {}, networks, environment, hosts, ...rest } = args;
    const problem = linksProblem(links);
    if (problem) throw new pulumi.RunError(`Probe "${name}": ${problem}`);
    const linked = Object.keys(links).length > 0;
    const { dependsOn, parent, provider } = opts;
    const asking = { dependsOn, parent, provider };
    const settings = linkSettings(name, networks ?? [], links, asking);
    const inputs = {
      ...rest,
      networks: networks?.map(networkIdOf),
      environment: linked ? merged(settings.environment, environment) : environment,
      hosts: linked ? merged(settings.hosts, hosts) : hosts,
    };
    super(Probe.type, name, { ...undefinedOutputs(...OUTPUTS), ...inputs }, opts);
  }
}

type Strings = Record<string, string>;

/** What the caller gives counts more than what links give. */
function merged(links: pulumi.Output<Strings>, own: ProbeArgs["hosts"]): pulumi.Output<Strings> {
  return pulumi.all([links, own]).apply(([fromLinks, given]) => ({ ...fromLinks, ...given }));
}

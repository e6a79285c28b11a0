import * as pulumi from "@pulumi/pulumi";
import { Links, linkSettings, linksProblem } from "../client/links";
import { Probe as PlainProbe, ProbeArgs as PlainProbeArgs } from "../generated/Probe";

/** What a Probe takes. A change of any of them runs it again. */
export interface ProbeArgs extends PlainProbeArgs {
  /** Servers that it knows by links: variables, and lines in /etc/hosts where asked for. @default none */
  readonly links?: Links;
}

/**
 * Runs a command in a container that is gone afterwards and keeps what it printed; one that fails, fails the update. The
 * container has 512 MiB of memory, 256 processes and no rights beyond what `ping` needs; the image's health check is off.
 *
 * @example
 * new Probe("ping-db", { image: "alpine", command: ["ping", "-c1", "db"], networks: [frontend2] });
 */
export class Probe extends PlainProbe {
  constructor(name: string, args: ProbeArgs, opts: pulumi.CustomResourceOptions = {}) {
    const { links = {}, ...rest } = args;
    const problem = linksProblem(links);
    if (problem) throw new pulumi.RunError(`Probe "${name}": ${problem}`);
    super(name, Object.keys(links).length > 0 ? withLinks(name, links, rest, opts) : rest, opts);
  }
}

/** The arguments with the variables and lines that links give. */
function withLinks(
  name: string,
  links: Links,
  args: PlainProbeArgs,
  { dependsOn, parent, provider }: pulumi.CustomResourceOptions,
): PlainProbeArgs {
  const settings = linkSettings(name, args.networks ?? [], links, { dependsOn, parent, provider });
  return {
    ...args,
    environment: merged(settings.environment, args.environment),
    hosts: merged(settings.hosts, args.hosts),
  };
}

type Strings = Record<string, string>;

/** What the caller gives counts more than what links give. */
function merged(links: pulumi.Output<Strings>, own: ProbeArgs["hosts"]): pulumi.Output<Strings> {
  return pulumi.all([links, own]).apply(([fromLinks, given]) => ({ ...fromLinks, ...given }));
}

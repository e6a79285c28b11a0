import { type Endpoint, isDying } from "../../engine/model";
import { type ProgramResource, Reference } from "../program/Program";
import type { ViewedContainer } from "./EngineView";
import { withoutMarks } from "./ownership";

/** Aliases that a NetworkAttachment can give. */
const ALIAS = /^[A-Za-z0-9]([A-Za-z0-9_.-]*[A-Za-z0-9])?$/;

/** Why a connection cannot be a NetworkAttachment; undefined when it can. */
export function attachmentProblem(container: ViewedContainer, endpoint: Endpoint, named: boolean): string | undefined {
  const odd = endpoint.aliases.find((alias) => !ALIAS.test(alias));
  if (odd !== undefined) return `its alias ${JSON.stringify(odd)} is none that a program can give`;
  if (container.swarmTask) return "it is a task of a swarm service, which the swarm replaces at will";
  if (isDying(container)) return "it is being removed";
  if (container.autoRemove && !named)
    return "it was run with --rm and goes when it ends; --include takes it all the same";
  return undefined;
}

/** A connection as a resource, worded as an import of it is. The container stays with whoever made it. */
export function attachmentResource(of: {
  name: string;
  networkResourceName: string;
  container: ViewedContainer;
  endpoint: Endpoint;
  /** Whether an alias of it leads to another container too. */
  shared: boolean;
}): ProgramResource {
  const { container, endpoint } = of;
  const { aliases, fixedIpv4Address, fixedIpv6Address, linkLocalIps } = endpoint;
  const driverOpts = withoutMarks(endpoint.driverOpts);
  return {
    name: of.name,
    type: "dockwire:NetworkAttachment",
    properties: {
      container: container.name,
      network: new Reference(of.networkResourceName, "name"),
      aliases: aliases.length ? aliases : undefined,
      ipv4Address: fixedIpv4Address,
      ipv6Address: fixedIpv6Address,
      linkLocalIps: linkLocalIps.length ? linkLocalIps : undefined,
      driverOpts: Object.keys(driverOpts).length ? driverOpts : undefined,
      sharedAliases: of.shared || undefined,
    },
    importId: `${endpoint.networkName}/${container.name}`,
  };
}

import { capacity, contains } from "../../engine/cidr";
import { Container, Endpoint, STACK_LABEL } from "../../engine/model";
import { ownerOf } from "../attachment/endpointForm";
import { byFamily } from "./networkState";
import type { NetworkInputs } from "./networkInputs";
import type { NextIpam } from "./networkBody";

/** Compose's mark on its containers. */
const COMPOSE_LABEL = "com.docker.compose.project";

const OTHER_ADDRESS =
  "no attachment of this program gave it, so give the container another one first, or take it off the network";

/** A container and its end on the network in question. */
export interface Connected {
  container: Container;
  endpoint: Endpoint;
}

/** Why a network cannot be made again under its containers, one reason a container; empty when it can. */
export function remakeProblems(
  inputs: NetworkInputs,
  next: NextIpam,
  connected: readonly Connected[],
  stacks: readonly string[],
): string[] {
  const reasons = connected.flatMap(({ container, endpoint }) => {
    const reason =
      ownerProblem(inputs, { container, endpoint }, stacks) ??
      addressProblem(inputs, next, "IPv4", endpoint.fixedIpv4Address) ??
      addressProblem(inputs, next, "IPv6", endpoint.fixedIpv6Address);
    return reason ? [`container "${container.name}" ${reason}`] : [];
  });
  const room = roomFor(inputs, next);
  if (connected.length > room)
    reasons.push(`it would have room for ${room} containers, and ${connected.length} are on it`);
  return reasons;
}

function ownerProblem(
  { reconnectForeignContainers }: NetworkInputs,
  { container, endpoint }: Connected,
  stacks: readonly string[],
): string | undefined {
  if (container.swarmTask)
    return "is a task of a swarm service, which Docker alone connects; scale the service down first";
  if (reconnectForeignContainers) return undefined;
  const owner = foreignOwner({ container, endpoint }, stacks);
  if (!owner) return undefined;
  return (
    `is of ${owner}, which would lose the connection for a moment; disconnect it, or set "reconnectForeignContainers: true" ` +
    `to have it connected again as it is`
  );
}

/** Whose a connection is when it is not of these stacks; undefined for their own, and for what nobody has marked. */
export function foreignOwner({ container, endpoint }: Connected, stacks: readonly string[]): string | undefined {
  const compose = container.labels[COMPOSE_LABEL];
  // Who made the connection counts before who made the container.
  const stack = ownerOf(endpoint) ?? container.labels[STACK_LABEL];
  if (stack) return stacks.includes(stack) ? undefined : `stack ${stack}`;
  return compose && `Compose project ${compose}`;
}

function addressProblem(
  inputs: NetworkInputs,
  { ipam, fromPool }: NextIpam,
  family: "IPv4" | "IPv6",
  fixed: string | undefined,
): string | undefined {
  if (!fixed) return undefined;
  const [ipv4, ipv6] = byFamily(ipam);
  const subnets = family === "IPv4" ? ipv4 : ipv6;
  const has = `has the fixed address ${fixed}`;
  if (family === "IPv4" ? !inputs.ipv4 : !inputs.ipv6) return `${has}, and the network would have no ${family}`;
  if (family === "IPv4" && fromPool) return `${has}, and the subnet would come out of the pool; give "subnet"`;
  // Which subnet the Engine chooses is not known before.
  if (!subnets.length) return `${has}, and the Engine would choose the subnet; give one that has it`;
  const subnet = subnets.find((one) => contains(one.subnet, fixed));
  if (!subnet) return `${has}, which lies outside ${subnets.map((one) => one.subnet).join(", ")}; ${OTHER_ADDRESS}`;
  if (subnet.gateway === fixed) return `${has}, which would be the gateway's`;
  const holder = Object.entries(subnet.auxAddresses).find(([, address]) => address === fixed);
  return holder && `${has}, which "auxAddresses" keeps for "${holder[0]}"`;
}

/** How many containers the IPv4 subnets have addresses for; any number when that is open. */
function roomFor({ subnetPool }: NetworkInputs, { ipam, fromPool }: NextIpam): number {
  if (fromPool && subnetPool) return 2 ** (32 - subnetPool.prefixLength) - 3;
  const [ipv4] = byFamily(ipam);
  if (!ipv4.length) return Infinity;
  return ipv4.reduce((sum, { subnet, auxAddresses }) => sum + capacity(subnet) - Object.keys(auxAddresses).length, 0);
}

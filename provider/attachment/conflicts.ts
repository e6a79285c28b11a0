import type { EngineClient } from "../../engine/EngineClient";
import { addressProblem } from "../../engine/addressing";
import { Container, endpointOn, Identity, isDying, Network } from "../../engine/model";
import { aliasRefusals } from "./aliasConflicts";
import { addressHolders, wantedAddresses } from "./addressHolders";
import type { AttachmentInputs } from "./attachmentShape";
import type { Claimant } from "./claims";
import { GATEWAY_PRIORITY_API } from "./endpointForm";
import { gatewayLoss, gatewayTakeover } from "./gateway";

/** How old a read of a neighbour may be: it serves a warning, not a decision of record. */
const NEIGHBOUR_AGE_MS = 5_000;

/** Why the Engine would refuse, or do harm, each with what to do about it; both empty when the way is clear. */
export interface Conflicts {
  /** Nothing but another program or another Engine helps. */
  certain: string[];
  /** True now; the update that is being previewed may change it before its turn comes. */
  likely: string[];
}

export async function findConflicts(
  engine: EngineClient,
  inputs: AttachmentInputs,
  { container, network }: { container: Container; network: Network },
  { isMoving, isGivenUp, refusalsElsewhere }: Omit<Claimant, "owner" | "isOwn">,
): Promise<Conflicts> {
  const hasPriorities = (await engine.api()) >= GATEWAY_PRIORITY_API;
  return {
    certain: [
      ...modeRefusals(inputs, container, network),
      ...rangeRefusals(inputs, network),
      ...(await refusalsElsewhere(inputs, network)),
      ...(hasPriorities ? [] : await gatewayRefusals(engine, inputs, container, network)),
    ],
    likely: [
      ...(await holderRefusals(engine, inputs, { container, network }, isGivenUp)),
      ...(inputs.sharedAliases ? [] : await aliasRefusals(engine, inputs.aliases, { container, network }, isMoving)),
    ],
  };
}

function modeRefusals(inputs: AttachmentInputs, container: Container, network: Network): string[] {
  const mode = container.networkMode;
  const found: string[] = [];
  if (mode === "host" || mode === "none" || mode.startsWith("container:")) {
    found.push(
      `container "${container.name}" runs with network mode "${mode}", which cannot be joined with another network; ` +
        `create it on a network of its own`,
    );
  }
  if (network.driver === "host" || network.driver === "null") {
    found.push(
      `network "${network.name}" is the Engine's own "${network.driver}" network, which nothing can be attached to`,
    );
  }
  if (network.name === "bridge" && inputs.aliases.length) {
    found.push(`the default bridge has no aliases; use a network of your own, or leave "aliases" out`);
  }
  if (network.driver === "overlay" && !network.attachable) {
    found.push(`overlay network "${network.name}" is not attachable; create it with "attachable: true"`);
  }
  if (isDying(container)) {
    found.push(`container "${container.name}" is being removed; attach the one that takes its place`);
  }
  if (container.swarmTask) {
    found.push(
      `container "${container.name}" is a task of a swarm service, which swarm replaces at will; ` +
        `give the service the network instead (moby issue 39391)`,
    );
  }
  return found;
}

function rangeRefusals(inputs: AttachmentInputs, network: Network): string[] {
  const subnets = network.ipam.map((config) => config.subnet).filter(Boolean);
  if (subnets.length === 0) return [];
  return wantedAddresses(inputs).flatMap((address) => {
    const problem = addressProblem(network.ipam, address);
    if (problem === "outside")
      return [`${address} lies outside network "${network.name}" (${subnets.join(", ")}); choose one inside`];
    return problem
      ? [`${address} is no address for a container on network "${network.name}", which keeps it; choose another`]
      : [];
  });
}

async function holderRefusals(
  engine: EngineClient,
  inputs: AttachmentInputs,
  { container, network }: { container: Container; network: Network },
  isGivenUp: Claimant["isGivenUp"],
): Promise<string[]> {
  const holders = await addressHolders(engine, network, container, inputs);
  return holders
    .filter(({ address, holder }) => !isGivenUp({ container: holder, network }, address))
    .map(
      ({ address, holder }) =>
        `${address} is in use by container "${holder.name}" on network "${network.name}"; choose another`,
    );
}

async function gatewayRefusals(
  engine: EngineClient,
  inputs: AttachmentInputs,
  container: Container,
  network: Network,
): Promise<string[]> {
  if (inputs.allowGatewayChange || container.publishedPorts.length === 0) return [];
  if (endpointOn(container, network)) return [];
  const reason = gatewayTakeover(container, network, await presentNetworks(engine, container));
  return reason
    ? [
        `${reason}. Give the network a name that sorts after the present one, use an Engine of API 1.48 or later, ` +
          `or set "allowGatewayChange: true"`,
      ]
    : [];
}

/** What taking the container off the network, for good or for a moment, does to its published ports; empty when nothing. */
export async function gatewayWarnings(
  engine: EngineClient,
  { container, network }: { container: Container; network: Identity },
): Promise<string[]> {
  if (!container.running || container.publishedPorts.length === 0) return [];
  return gatewayLoss(container, network, await presentNetworks(engine, container));
}

async function presentNetworks(engine: EngineClient, container: Container): Promise<Network[]> {
  const ids = container.endpoints.map((endpoint) => endpoint.networkId || endpoint.networkName);
  const present = await Promise.all(ids.map((id) => engine.recentNetwork(id, NEIGHBOUR_AGE_MS)));
  return present.filter((one) => one !== undefined);
}

import type { Bounds } from "../../engine/Bounds";
import type { EngineClient } from "../../engine/EngineClient";
import { endpointOn, Identity, Network, STACK_LABEL } from "../../engine/model";
import { withoutChosenAddress } from "../../engine/overlay";
import { ownerOf } from "../attachment/endpointForm";
import { Ends, means } from "../attachment/ends";
import { memberFrom } from "./members";
import type { Wanted } from "./networkInputs";
import { NetworkBody, nextIpam, NextIpam, presentBody } from "./networkBody";
import { OWNER_LABEL } from "./networkState";
import { elsewhereProblems } from "./overlayRules";
import type { RemakePlan } from "./NetworkRemake";
import { Connected, remakeProblems } from "./remakeProblems";
import { stackOf } from "../protocol/stackOf";
import { stateLabel } from "../protocol/stateId";
import type { RemakeRecord } from "./RemakeRecords";

/** A network as it was found, and what is recorded of a remaking that was cut off. */
export interface FoundNetwork {
  live: Network | undefined;
  record: RemakeRecord | undefined;
}

/** What a remaking comes to, and whom it touches. */
export interface PlannedRemake extends RemakePlan {
  next: NextIpam;
  connected: Connected[];
}

/** A network as it is wanted, and what the program says of its containers. */
export interface WantedRemake extends Wanted {
  /** Whether a fixed address of a container on the network need not stay. */
  isGivenUp: (ends: Ends<Identity>, address: string, isMarked: boolean) => boolean;
  /** Whether a connection was taken away in this run. */
  isLetGo: (ends: Ends<Identity>) => boolean;
  /** The containers that the program created on it, each by its names and ids. */
  created: readonly (readonly string[])[];
}

/** Every container on the network, also those that do not run: they join it when they start. */
export async function connectedTo(engine: EngineClient, network: Network, bounds: Bounds): Promise<Connected[]> {
  // Of a container that never ran the Engine knows the network's name alone.
  const filters = { network: [network.id, network.name] };
  const listed = await engine.read((docker) => docker.listContainers({ all: true, filters }), bounds);
  const containers = await Promise.all(listed.map(({ Id }) => engine.container(Id, bounds)));
  return containers.flatMap((container) => {
    const endpoint = container && endpointOn(container, network);
    return endpoint ? [{ container, endpoint: withoutChosenAddress(endpoint) }] : [];
  });
}

/** @throws when the network cannot be made again under the containers that are on it */
export async function planRemake(
  engine: EngineClient,
  { live, record }: FoundNetwork,
  wanted: WantedRemake,
  bounds: Bounds,
): Promise<PlannedRemake> {
  const { attempt, inputs, urn, stateId, created, isLetGo } = wanted;
  const connected = live ? await connectedTo(engine, live, bounds) : [];
  const next = nextIpam(inputs, live);
  const owners = [urn, live?.labels[OWNER_LABEL]].flatMap((owner) => (owner ? [stackOf(owner)] : []));
  const stacks = [...owners, ...formerStacks(connected, created)];
  const isGivenUp = ({ container, endpoint }: Connected, address: string) =>
    live !== undefined &&
    wanted.isGivenUp({ container, network: live }, address, stacks.includes(ownerOf(endpoint) ?? ""));
  const bound = connected.map((one) => withoutGivenUp(one, (address) => isGivenUp(one, address)));
  const elsewhere = live ? await elsewhereProblems(engine, live) : [];
  const problems = [...elsewhere, ...remakeProblems(inputs, next, bound, stacks)];
  if (problems.length) throw new Error(`${attempt} is refused: ${problems.join("; and ")}.`);
  const present = connected.map(({ container, endpoint }) => memberFrom(container, endpoint));
  const away = (record?.members ?? []).filter((member) => !present.some((one) => one.id === member.id));
  const former = record?.network ?? (live && presentBody(live));
  if (!former) throw new Error(`${attempt}: there is no such network any more. Run "pulumi up --refresh".`);
  const members = [...present, ...away];
  return { attempt, live, former: marked(former, urn, stateId), members, next, connected, isLetGo };
}

/** What the stack was called when it made its containers: they keep the label when it gets another name. */
function formerStacks(connected: readonly Connected[], created: WantedRemake["created"]): string[] {
  const own = connected.filter(({ container }) => created.some((refs) => refs.some((ref) => means(ref, container))));
  return own.flatMap(({ container }) => container.labels[STACK_LABEL] ?? []);
}

function withoutGivenUp({ container, endpoint }: Connected, isGivenUp: (address: string) => boolean): Connected {
  const kept = (address: string | undefined) => (address !== undefined && isGivenUp(address) ? undefined : address);
  const { fixedIpv4Address, fixedIpv6Address } = endpoint;
  const bound = { fixedIpv4Address: kept(fixedIpv4Address), fixedIpv6Address: kept(fixedIpv6Address) };
  return { container, endpoint: { ...endpoint, ...bound } };
}

/** By its mark a network that was put back under another id is known again. */
function marked(former: NetworkBody, urn: string, stateId: string | undefined): NetworkBody {
  return { ...former, labels: { ...former.labels, [OWNER_LABEL]: urn, ...stateLabel(stateId) } };
}

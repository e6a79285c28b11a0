import type { Bounds } from "../../engine/Bounds";
import type { EngineClient } from "../../engine/EngineClient";
import type { Network } from "../../engine/model";
import { isOfOtherState } from "../protocol/stateId";
import type { Wanted } from "./networkInputs";
import type { NetworkRegistry } from "./NetworkRegistry";
import { OWNER_LABEL, unmetInputs } from "./networkState";
import { connectedTo } from "./planRemake";

/**
 * The network of the wanted name that is there already, when it is this program's: of a resource that is renamed or
 * replaced, or made just before this one was stopped. Undefined when there is none.
 * @throws when it is another's
 */
export async function formerNetwork(
  engine: EngineClient,
  registry: NetworkRegistry,
  wanted: Wanted,
  bounds: Bounds,
): Promise<Network | undefined> {
  const { attempt, inputs } = wanted;
  const present = await engine.network(inputs.name, bounds);
  // The Engine finds networks by the start of an id too.
  if (present?.name !== inputs.name) return undefined;
  if (registry.isRecorded(present.id)) return present;
  const users = await connectedTo(engine, present, bounds);
  const names = users.map(({ container }) => container.name).sort();
  if (isLeftOver(present, names, wanted)) return present;
  throw new Error(`${attempt}: ${refusal(present, names, wanted)}`);
}

/**
 * Whether a network is what this resource made just before it was stopped: marked as its own, by the state and the
 * resource, as it is wanted, and nobody on it yet.
 */
export function isLeftOver(
  present: Network,
  users: readonly string[],
  { inputs, urn, stateId }: Omit<Wanted, "attempt">,
): boolean {
  if (!isMarked(present, urn, stateId) || users.length) return false;
  return unmetInputs(inputs, inputs, present).length === 0;
}

/** Whether a network was made by this resource of this state. */
export function isMarked({ labels }: Network, urn: string, stateId: string | undefined): boolean {
  return labels[OWNER_LABEL] === urn && !isOfOtherState(labels, stateId);
}

function refusal(present: Network, users: readonly string[], { inputs, urn, stateId }: Wanted): string {
  const isNamesake = present.labels[OWNER_LABEL] === urn && isOfOtherState(present.labels, stateId);
  const unmet = isMarked(present, urn, stateId) ? unmetInputs(inputs, inputs, present) : [];
  const facts = [
    present.id.slice(0, 12),
    ...(users.length ? [`used by ${users.join(", ")}`] : []),
    ...(unmet.length ? [`with other ${unmet.join(", ")}`] : []),
    ...(isNamesake ? ["made for another state of a stack of this name"] : []),
  ];
  const rest = isNamesake && !users.length ? `, or remove it if that state is no more ("docker network rm NAME")` : "";
  return (
    `there is one of that name already (${facts.join(", ")}). Choose another name, import it ` +
    `("pulumi import dockwire:index:Network NAME ${present.name}"), or use it as it is (AppNetwork's "network")` +
    `${rest.replace("NAME", present.name)}.`
  );
}

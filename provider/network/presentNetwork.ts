import type { Bounds } from "../../engine/Bounds";
import type { EngineClient } from "../../engine/EngineClient";
import type { Network } from "../../engine/model";
import type { NetworkInputs } from "./networkInputs";
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
  { attempt, inputs, urn }: { attempt: string; inputs: NetworkInputs; urn: string },
  bounds: Bounds,
): Promise<Network | undefined> {
  const present = await engine.network(inputs.name, bounds);
  // The Engine finds networks by the start of an id too.
  if (present?.name !== inputs.name) return undefined;
  if (registry.isRecorded(present.id)) return present;
  const users = await connectedTo(engine, present, bounds);
  const names = users.map(({ container }) => container.name).sort();
  if (isLeftOver(present, inputs, names, urn)) return present;
  throw new Error(`${attempt}: ${refusal(present, inputs, names, urn)}`);
}

/**
 * Whether a network is what this resource made just before it was stopped: marked as its own, as it is wanted, and
 * nobody on it yet.
 */
export function isLeftOver(present: Network, inputs: NetworkInputs, users: readonly string[], urn: string): boolean {
  return present.labels[OWNER_LABEL] === urn && users.length === 0 && unmetInputs(inputs, inputs, present).length === 0;
}

function refusal(present: Network, inputs: NetworkInputs, users: readonly string[], urn: string): string {
  const use = users.length ? `, used by ${users.join(", ")}` : "";
  const unmet = present.labels[OWNER_LABEL] === urn ? unmetInputs(inputs, inputs, present) : [];
  const how = unmet.length ? `, with other ${unmet.join(", ")}` : "";
  return (
    `there is one of that name already (${present.id.slice(0, 12)}${use}${how}). Choose another name, import it ` +
    `("pulumi import dockwire:index:Network NAME ${present.name}"), or use it as it is (AppNetwork's "network").`
  );
}

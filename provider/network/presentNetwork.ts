import type { Network } from "../../engine/model";
import type { NetworkInputs } from "./networkInputs";
import { OWNER_LABEL, unmetInputs } from "./networkState";

/**
 * Whether a network is what this resource made just before it was stopped: marked as its own, as it is wanted, and
 * nobody on it yet.
 */
export function isLeftOver(present: Network, inputs: NetworkInputs, users: readonly string[], urn: string): boolean {
  return present.labels[OWNER_LABEL] === urn && users.length === 0 && unmetInputs(inputs, inputs, present).length === 0;
}

/** Why a network of the wanted name is not taken over, and what to do. */
export function presentRefusal(present: Network, inputs: NetworkInputs, users: readonly string[], urn: string): string {
  const use = users.length ? `, used by ${users.join(", ")}` : "";
  const unmet = present.labels[OWNER_LABEL] === urn ? unmetInputs(inputs, inputs, present) : [];
  const how = unmet.length ? `, with other ${unmet.join(", ")}` : "";
  return (
    `there is one of that name already (${present.id.slice(0, 12)}${use}${how}). Choose another name, import it ` +
    `("pulumi import dockwire:index:Network NAME ${present.name}"), or use it as it is (AppNetwork's "network").`
  );
}

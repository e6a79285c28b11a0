import type { EngineClient } from "../engine/EngineClient";
import { EngineError } from "../engine/EngineError";
import type { Network } from "../engine/model";
import type { Overlay } from "../engine/overlay";
import { swarmNode } from "../engine/swarm";
import { machinesByNetwork, swarmMachines, type SwarmMachine } from "../engine/swarmMachines";
import type { Finding } from "./diagnose";
import { leaderlessFinding, machineFindings, memberFindings, overlayFindings, unheardFindings } from "./swarmFindings";

/** A network, and what it has on other machines. */
export interface SeenNetwork {
  readonly network: Network;
  readonly overlay: Overlay;
}

/** A swarm without a leader lets its managers wait. */
const PATIENCE_MS = 10_000;

/** Looks for what is wrong with the swarm that an Engine is in. */
export async function diagnoseSwarm(engine: EngineClient, overlays: readonly SeenNetwork[]): Promise<Finding[]> {
  const node = await swarmNode(engine);
  const own = memberFindings(node);
  if (!node.isMember) return own;
  const found = [...own, ...overlays.flatMap(({ network, overlay }) => overlayFindings(network, overlay))];
  if (!node.isManager) return found;
  try {
    const machines = await swarmMachines(engine, { timeoutMs: PATIENCE_MS });
    const using = await usersOf(engine, machines);
    return [
      ...found,
      ...machineFindings(machines),
      ...overlays.flatMap(({ network, overlay }) => unheardFindings(network, overlay, using(network))),
    ];
  } catch (error) {
    if (error instanceof EngineError) return [...found, leaderlessFinding(error.answer)];
    throw error;
  }
}

async function usersOf(engine: EngineClient, machines: readonly SwarmMachine[]) {
  const ids = await machinesByNetwork(engine, { timeoutMs: PATIENCE_MS });
  return ({ id }: Network) => machines.filter((machine) => ids.get(id)?.has(machine.id));
}

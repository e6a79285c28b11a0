import type { EngineClient } from "../../engine/EngineClient";
import type { Network } from "../../engine/model";
import { overlayOf } from "../../engine/overlay";
import { swarmNode } from "../../engine/swarm";
import type { Operation } from "../protocol/Resource";
import type { NetworkInputs } from "./networkInputs";

/** @throws when an overlay is wanted of an Engine that cannot make one */
export async function refuseBySwarm(
  engine: EngineClient,
  attempt: string,
  { driver }: NetworkInputs,
  { bounds }: Operation,
): Promise<void> {
  if (driver !== "overlay") return;
  const { isMember, isManager, managers } = await swarmNode(engine, bounds);
  if (isManager) return;
  throw new Error(
    `${attempt} is refused: an overlay network belongs to a swarm, and ` +
      (isMember
        ? `this Engine is a worker of its swarm. Give the resource a provider whose Engine is a manager (${managers.join(", ")}); ` +
          `the others attach to the network by its name.`
        : `this Engine is in none. Run "docker swarm init" on it, or leave "driver" out.`),
  );
}

/** Why an overlay cannot be made again under containers that only other Engines can connect; one reason for each. */
export async function elsewhereProblems(engine: EngineClient, network: Network): Promise<string[]> {
  const here = new Set(network.members.map(({ name }) => name));
  const { endpoints } = await overlayOf(engine, network);
  return endpoints
    .filter(({ name }) => !here.has(name))
    .map(({ name, machine, service }) =>
      service
        ? `service "${service}" uses it, on machine ${machine} too; take the network out of the service first`
        : `container "${name}" is on another machine (${machine}), whose Engine alone can connect it again; detach it first`,
    );
}

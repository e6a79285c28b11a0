import type { EngineClient } from "../../engine/EngineClient";
import { EngineError } from "../../engine/EngineError";
import type { Network } from "../../engine/model";
import { swarmNode } from "../../engine/swarm";

/**
 * A network to attach to: the Engine's, or on a worker of a swarm one that a manager may know. A worker lists an overlay
 * only while something on it is there, but takes its name in a connect.
 */
export async function networkToAttach(engine: EngineClient, ref: string): Promise<Network | undefined> {
  const network = await engine.network(ref);
  if (network) return network;
  const { isMember, isManager } = await swarmNode(engine);
  return isMember && !isManager ? unlistedOverlay(ref) : undefined;
}

/** Whether only a manager knows the network, if there is one. */
export function isUnlisted(network: { id: string }): boolean {
  return network.id === "";
}

/** What to do about an Engine's answer to a connect to an overlay; "" when it says nothing of a swarm. */
export async function overlayAdvice(engine: EngineClient, error: unknown): Promise<string> {
  const answer = error instanceof EngineError ? error.answer : "";
  if (!/Could not attach to network|attaching to network failed/i.test(answer)) return "";
  const managers = (await swarmNode(engine).catch(() => undefined))?.managers.join(", ") ?? "";
  if (/not manually attachable/i.test(answer)) return `Create the network with "attachable: true".`;
  if (/NotFound/i.test(answer)) {
    return `This Engine is a worker: ask a manager of its swarm (${managers}) for "docker network ls".`;
  }
  return (
    `The swarm's manager (${managers}) did not give the network in time: see that it runs, and that the machines reach ` +
    `each other at ports 2377/tcp, 7946/tcp and udp, and 4789/udp.`
  );
}

function unlistedOverlay(name: string): Network {
  return {
    id: "",
    name,
    driver: "overlay",
    scope: "swarm",
    internal: false,
    attachable: true,
    ipv4: true,
    ipv6: false,
    labels: {},
    options: {},
    ipamDriver: "default",
    ipamOptions: {},
    ipam: [],
    members: [],
  };
}

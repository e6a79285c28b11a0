import type { EngineClient } from "../../engine/EngineClient";
import { makeNetwork } from "./makeNetwork";
import { NetworkBody } from "./networkBody";
import { removeNetwork } from "./removeNetwork";

/** Marks the network, which is there for a moment alone. */
const LABEL = "dockwire.choice";

const BOUNDS = { timeoutMs: 60_000 };

/**
 * An IPv4 subnet that is free on the Engine's machine: as the Engine chooses one, which knows the machine's routes too. Only
 * a network that is made tells it.
 */
export async function chosenSubnet(engine: EngineClient, network: string): Promise<string> {
  await sweepChoice(engine, network);
  const body: NetworkBody = {
    name: nameFor(network),
    driver: "bridge",
    internal: true,
    attachable: false,
    ipv4: true,
    ipv6: false,
    ipam: [],
    ipamDriver: "default",
    ipamOptions: {},
    labels: { [LABEL]: "" },
    options: {},
  };
  const made = await makeNetwork(engine, body, BOUNDS);
  await removeNetwork(engine, made, BOUNDS);
  const [config] = made.ipam;
  if (!config) throw new Error(`the Engine tells no subnet of network "${body.name}"`);
  return config.subnet;
}

/** Removes what a process has left that was killed in between. */
export async function sweepChoice(engine: EngineClient, network: string): Promise<void> {
  const left = await engine.network(nameFor(network), BOUNDS);
  if (left?.labels[LABEL] !== undefined) await removeNetwork(engine, left, BOUNDS);
}

function nameFor(network: string): string {
  return `dockwire-choice-${network}`;
}

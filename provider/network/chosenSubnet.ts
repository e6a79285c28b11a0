import type { EngineClient } from "../../engine/EngineClient";
import { makeNetwork } from "./makeNetwork";
import { NetworkBody } from "./networkBody";
import { removeNetwork } from "./removeNetwork";

/** Marks the network, which is there for a moment alone. */
const LABEL = "dockwire.choice";

/**
 * An IPv4 subnet that is free on the Engine's machine: as the Engine chooses one, which knows the machine's routes too. Only
 * a network that is made tells it.
 */
export async function chosenSubnet(engine: EngineClient, network: string): Promise<string> {
  const bounds = { timeoutMs: 60_000 };
  const name = `dockwire-choice-${network}`;
  const left = await engine.network(name, bounds);
  // Of a process that was killed in between.
  if (left?.labels[LABEL] !== undefined) await removeNetwork(engine, left, bounds);
  const body: NetworkBody = {
    name,
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
  const made = await makeNetwork(engine, body, bounds);
  await removeNetwork(engine, made, bounds);
  const [config] = made.ipam;
  if (!config) throw new Error(`the Engine tells no subnet of network "${name}"`);
  return config.subnet;
}

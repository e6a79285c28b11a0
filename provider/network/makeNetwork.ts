import { setTimeout as pause } from "node:timers/promises";
import type { Bounds } from "../../engine/Bounds";
import type { EngineClient } from "../../engine/EngineClient";
import { EngineError } from "../../engine/EngineError";
import type { Network } from "../../engine/model";
import { engineBody, NetworkBody } from "./networkBody";
import { OWNER_LABEL } from "./networkState";
import { STATE_LABEL } from "../protocol/stateId";

const SUBNET_MS = 10_000;
const PAUSE_MS = 50;

/** Makes a network, also when the Engine's answer is lost. */
export async function makeNetwork(engine: EngineClient, body: NetworkBody, bounds: Bounds): Promise<Network> {
  const made = async () => {
    const found = await engine.network(body.name);
    const isOurs = [OWNER_LABEL, STATE_LABEL].every((label) => found?.labels[label] === body.labels[label]);
    return found?.name === body.name && isOurs ? found.id : undefined;
  };
  // An Engine makes one network after another, in any order; one at a time, what was asked first is there first.
  const id = await engine.runExclusive("networks", () =>
    engine.change(
      {
        touched: [body.name],
        send: (docker) => docker.createNetwork(engineBody(body)).then((network) => network.id),
        done: made,
      },
      bounds,
    ),
  );
  const network = await settled(engine, id, bounds);
  if (!network) throw new EngineError(404, "the Engine made it, but does not know it any more");
  return network;
}

/** A swarm gives an overlay its driver and its subnet a moment after it is made. */
async function settled(engine: EngineClient, id: string, bounds: Bounds): Promise<Network | undefined> {
  for (const end = Date.now() + SUBNET_MS; ;) {
    const network = await engine.network(id, bounds);
    if (network?.scope !== "swarm" || network.ipam.length > 0 || Date.now() > end) return network;
    await pause(PAUSE_MS);
  }
}

/** What to do about an error of the Engine's that comes up when a network is made. */
export function makeAdvice(error: unknown, ipv6: boolean): string {
  const text = error instanceof Error ? error.message : "";
  if (/could not find an available, non-overlapping IPv6/i.test(text) || (ipv6 && /IPv6 address pool/i.test(text))) {
    return `This Engine has no IPv6 addresses of its own to give: write "ipv6Subnet" (for instance "fd00:1:2:3::/64").`;
  }
  if (/could not find an available|non-overlapping|all predefined address pools/i.test(text)) {
    return (
      `The Engine's own address pools hold about 30 networks (moby issue 23971) and are used up. Give "subnetPool" ` +
      `(for instance { range: "10.201.0.0/16" }) or "subnet", or remove unused networks ("docker network prune").`
    );
  }
  if (/overlap/i.test(text)) {
    return `The subnet shares addresses with another network ("docker network ls"): choose another, or give "subnetPool".`;
  }
  if (/operation not supported/i.test(text)) {
    return `The kernel of the Engine's machine lacks what this driver needs; its module may be missing ("modprobe macvlan").`;
  }
  if (/plugin .* not found/i.test(text)) {
    return `"docker info --format '{{.Plugins.Network}}'" lists the drivers that the Engine has.`;
  }
  return "";
}

import { readFileSync } from "node:fs";
import { AppNetwork, NetworkAttachment, Probe } from "../../../components";
import type { AttachmentPlan, Topology } from "./Topology";

const topology = JSON.parse(readFileSync("topology.json", "utf8")) as Topology;
const made: Record<string, AppNetwork> = {};

// Networks with a server come first: the others attach it.
const order = Object.entries(topology.networks).sort(([, a], [, b]) => Number(!a.redis) - Number(!b.redis));
for (const [key, { networkName, subnet, subnetPool, redis, attachments = {}, resolves = [] }] of order) {
  const network = new AppNetwork(key, {
    networkName,
    ...(subnet ? { subnet } : {}),
    ...(subnetPool ? { subnetPool } : {}),
    ...(redis ? { redis: { image: "redis", ...redis, mode: "tutorial" as const, keepData: false } } : {}),
    attachments: Object.fromEntries(Object.entries(attachments).map(([name, plan]) => [name, attachment(plan)])),
  });
  made[key] = network;
  for (const name of resolves) {
    const command = ["ping", "-c1", "-W2", name];
    new Probe(`${key}-${name}`, { image: "alpine", command, networks: [network.network] }, { dependsOn: network });
  }
}

for (const [key, { container, network, aliases = [] }] of Object.entries(topology.attachments ?? {})) {
  new NetworkAttachment(key, { container, network, aliases: [...aliases] });
}

function attachment({ of, aliases = [] }: AttachmentPlan) {
  const server = made[of]?.redis;
  if (!server) throw new Error(`there is no server "${of}"`);
  return { server, aliases: [...aliases] };
}

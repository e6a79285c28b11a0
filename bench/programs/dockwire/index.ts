import { readFileSync } from "node:fs";
import { AppNetwork, AppNetworkArgs } from "../../../components";
import type { ContainerPlan, Plan } from "../../support/Plan";

const { networks, containers } = JSON.parse(readFileSync("plan.json", "utf8")) as Plan;
const made: Record<string, AppNetwork> = {};
const all = Object.values(containers);

// Networks that a server is created on come first: the others attach it.
const order = Object.entries(networks).sort(
  ([a], [b]) => Number(!createdOn(a, "redis")) - Number(!createdOn(b, "redis")),
);
for (const [key, networkName] of order) {
  const redis = createdOn(key, "redis");
  const app = createdOn(key, "app");
  made[key] = new AppNetwork(key, {
    networkName,
    ...(redis ? { redis: { ...common(redis), mode: "tutorial" } } : {}),
    attachments: Object.fromEntries(visitors(key)),
    ...(app ? { clients: { app: common(app) } } : {}),
  });
}

function createdOn(network: string, kind: ContainerPlan["kind"]): ContainerPlan | undefined {
  return all.find((container) => container.kind === kind && container.on[0]?.network === network);
}

function common({ name, image, publish }: ContainerPlan) {
  return { containerName: name, image, ports: publish ? [publish] : [] };
}

function* visitors(network: string): Generator<[string, NonNullable<AppNetworkArgs["attachments"]>[string]]> {
  for (const [key, { on }] of Object.entries(containers)) {
    const visit = on.slice(1).find((one) => one.network === network);
    const home = made[on[0]?.network ?? ""];
    if (visit && home?.redis) yield [key, { server: home.redis, aliases: [...(visit.aliases ?? [])] }];
  }
}

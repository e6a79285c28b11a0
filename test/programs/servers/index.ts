import { readFileSync } from "node:fs";
import { AppNetwork, ClientAppArgs, Network } from "../../../components";
import type { ClientPlan, Servers } from "./Servers";

const {
  prefix,
  redis,
  networkOptions,
  redisCommand,
  attached = true,
  clients = {},
} = JSON.parse(readFileSync("servers.json", "utf8")) as Servers;

const back = new AppNetwork("back", {
  ...networkOptions,
  networkName: `${prefix}-back`,
  redis: {
    ...redis,
    containerName: `${prefix}-redis`,
    ...(redisCommand ? { transform: { container: { command: [...redisCommand] } } } : {}),
  },
});
const third = new Network("third", { name: `${prefix}-third` });
const front = new AppNetwork("front", {
  networkName: `${prefix}-front`,
  attachments: { ...(attached ? { redis: { server: back.redis } } : {}) },
  clients: Object.fromEntries(Object.entries(clients).map(([key, plan]) => [key, client(key, plan)])),
});

export const { url, password, cliCommand, ready } = back.redis;
export const urls = Object.fromEntries(Object.entries(front.clients).map(([key, app]) => [key, app.urls]));

function client(key: string, { uses, link, onThird, ...rest }: ClientPlan): Omit<ClientAppArgs, "network"> {
  return {
    ...rest,
    containerName: `${prefix}-${key}`,
    ...(uses ? { uses: { [uses]: back.redis } } : {}),
    ...(link ? { links: { [link.alias]: { server: back.redis, ...link } } } : {}),
    ...(onThird ? { networks: { third } } : {}),
  };
}

import { AppNetwork, listNetworks } from "./components";

const backend = new AppNetwork("backend", {
  networkName: "backend-network",
  redis: { containerName: "redis", mode: "tutorial" },
});

const frontend = new AppNetwork("frontend", {
  networkName: "frontend-network",
  attachments: { redis: { server: backend.redis } },
  clients: { app: { image: "katacoda/redis-node-docker-example", ports: [{ internal: 3000, external: 3000 }] } },
});

const frontend2 = new AppNetwork("frontend2", {
  networkName: "frontend-network2",
  attachments: { redis: { server: backend.redis, aliases: ["db"] } },
});

export const url = frontend.clients.app?.urls.apply((urls) => urls[0]);
export const redisCli = backend.redis.cliCommand;
export const networks = listNetworks({ dependsOn: [backend, frontend, frontend2] }).networks.apply((all) =>
  all.map((network) => network.name),
);

import { Config } from "@pulumi/pulumi";
import {
  AppNetwork,
  ClientApp,
  inspectNetwork,
  Network,
  NetworkAttachment,
  Probe,
  RedisServer,
} from "../../../components";

const config = new Config();
const prefix = config.require("prefix");

const backend = new Network("backend", { name: `${prefix}-backend` });
const redis = new RedisServer("redis", {
  network: backend,
  containerName: `${prefix}-redis`,
  image: "redis",
  mode: "tutorial",
});

new ClientApp("client", {
  network: backend,
  containerName: `${prefix}-client`,
  image: "alpine",
  command: ["sleep", "1000000"],
  stopSeconds: 1,
  links: { xxx: { server: redis, by: "address", hosts: true } },
});

const frontend = new Network("frontend", { name: `${prefix}-frontend` });
const attachment = new NetworkAttachment("frontend-redis", {
  container: redis.containerName,
  network: frontend.name,
  aliases: ["redis"],
});
const app = new ClientApp(
  "app",
  {
    network: frontend,
    containerName: `${prefix}-app`,
    image: "katacoda/redis-node-docker-example",
    ports: [{ internal: 3000, external: config.requireNumber("port") }],
  },
  { dependsOn: attachment },
);

const frontend2 = new AppNetwork("frontend2", {
  networkName: `${prefix}-frontend2`,
  attachments: { redis: { server: redis, aliases: ["db"] } },
});
const probe = new Probe(
  "db",
  { image: "redis", command: ["redis-cli", "-h", "db", "ping"], networks: [frontend2.networkId], expectOutput: "PONG" },
  { dependsOn: frontend2 },
);

export const url = app.urls.apply((urls) => urls[0]);
export const printed = probe.stdout;
export const members = inspectNetwork(frontend2.attachments.redis.network).members.apply((all) =>
  all.map(({ name }) => name),
);

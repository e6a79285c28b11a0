import * as docker from "@pulumi/docker";
import * as pulumi from "@pulumi/pulumi";
import { AppNetwork, AppNetworkArgs } from "../../../components";

const config = new pulumi.Config();
const prefix = config.require("prefix");
const upstream = config.requireBoolean("upstream");

/** The only difference between the two stacks that are compared. */
function on(key: string): Pick<AppNetworkArgs, "network" | "networkName"> {
  const name = `${prefix}-${key}`;
  return upstream ? { network: new docker.Network(key, { name }) } : { networkName: name };
}

const redis = { image: "redis", mode: "tutorial" as const };
new AppNetwork("linked", { ...on("linked"), redis: { ...redis, containerName: `${prefix}-redis-server` } });
const backend = new AppNetwork("backend", {
  ...on("backend"),
  redis: { ...redis, containerName: `${prefix}-redis` },
});
new AppNetwork("frontend", {
  ...on("frontend"),
  attachments: { redis: { server: backend.redis, aliases: ["redis"] } },
  clients: {
    app: {
      containerName: `${prefix}-app`,
      image: "katacoda/redis-node-docker-example",
      ports: [{ internal: 3000, external: config.requireNumber("port") }],
    },
  },
});
new AppNetwork("frontend2", {
  ...on("frontend2"),
  attachments: { redis: { server: backend.redis, aliases: ["db"] } },
});

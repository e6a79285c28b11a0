import * as docker from "@pulumi/docker";
import * as pulumi from "@pulumi/pulumi";
import { ClientApp, Network, Provider, RedisServer } from "../../../components";

const config = new pulumi.Config();
const prefix = config.require("prefix");
const host = config.require("host");

const providers = [new Provider("far", { host }), new docker.Provider("far", { host })];
const network = new Network("net", { name: `${prefix}-net` }, { provider: providers[0] });
const redis = new RedisServer("redis", { network, containerName: `${prefix}-redis` }, { providers });
const app = new ClientApp(
  "app",
  {
    network,
    image: "redis",
    containerName: `${prefix}-app`,
    command: ["sleep", "600"],
    stopSeconds: 1,
    uses: { db: redis },
    links: { xxx: { server: redis, by: "address", environment: true } },
  },
  { providers },
);

export const ids = [redis.containerId, app.containerId];

import * as docker from "@pulumi/docker";
import * as pulumi from "@pulumi/pulumi";
import { AppNetwork, ClientApp, ClientService, Provider, RedisServer } from "../../components";

const config = new pulumi.Config();
const machines = config.requireObject<string[]>("machines");
const prefix = config.get("namePrefix") ?? "";
const name = (rest: string) => `${prefix}${rest}`;
const isSwarm = machines.length > 1;

const engines = machines.map((host, i) => [
  new Provider(`machine-${i + 1}`, { host }),
  new docker.Provider(`machine-${i + 1}-containers`, { host }),
]);
const [manager = [], second = manager] = engines;

// An overlay spans the machines of a swarm; a bridge is for one machine.
const driver = isSwarm ? { driver: "overlay", attachable: true } : {};
const backend = new AppNetwork("backend", { networkName: name("backend"), ...driver }, { providers: manager });

// The data is in a volume, and a volume is on one machine: so the server is pinned to it, by that machine's Engine.
const redis = new RedisServer(
  "redis",
  {
    network: backend.network,
    containerName: name("redis"),
    image: config.get("redisImage") ?? "redis:7",
    keepData: config.getBoolean("keepData") ?? true,
  },
  { providers: second, dependsOn: backend },
);

// The running redis joins both, on its own machine; clients on any machine find it.
const attachments = (aliases: string[]) => ({ redis: { server: redis, aliases } });
const options = { providers: manager };
const frontend = new AppNetwork(
  "frontend",
  { networkName: name("frontend"), ...driver, attachments: attachments([]) },
  options,
);
const frontend2 = new AppNetwork(
  "frontend2",
  { networkName: name("frontend2"), ...driver, attachments: attachments(["db"]) },
  options,
);

const app = {
  network: frontend.network,
  image: config.get("appImage") ?? "katacoda/redis-node-docker-example",
  uses: { redis },
};
const port = config.getNumber("port") ?? 3000;
const placed = { providers: manager, dependsOn: [frontend] };
const web = isSwarm
  ? new ClientService(
      "web",
      {
        ...app,
        serviceName: name("web"),
        replicas: config.getNumber("replicas") ?? 1,
        ports: [{ internal: 3000, external: port }],
      },
      placed,
    )
  : new ClientApp("web", { ...app, containerName: name("web"), ports: [{ internal: 3000, external: port }] }, placed);

export const ready = web.ready;
export const networks = [backend.networkId, frontend.networkId, frontend2.networkId];

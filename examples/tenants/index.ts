import { Config } from "@pulumi/pulumi";
import { AppNetwork } from "../../components";

const config = new Config();
const prefix = config.get("namePrefix") ?? "";
const tenants = config.getObject<string[]>("tenants") ?? ["acme", "globex"];
/** 26 bits: 1,024 networks with 61 addresses each. */
const subnetPool = { range: config.get("range") ?? "10.201.0.0/16", prefixLength: 26 };

/** One tenant: a network, a redis server and the application. Nothing of one tenant's reaches another's. */
function tenant(name: string) {
  return new AppNetwork(name, {
    networkName: `${prefix}${name}`,
    subnetPool,
    redis: {
      containerName: `${prefix}${name}-redis`,
      image: config.get("redisImage") ?? "redis:7",
      keepData: config.getBoolean("keepData") ?? true,
    },
    clients: {
      app: {
        containerName: `${prefix}${name}-app`,
        image: config.get("appImage") ?? "katacoda/redis-node-docker-example",
        uses: { redis: "redis" },
        readyTimeoutSeconds: 180,
        healthcheck: {
          command: ["node", "-e", "fetch('http://localhost:3000/healthz').then((r) => process.exit(r.ok ? 0 : 1))"],
          timeoutSeconds: 10,
        },
      },
    },
  });
}

/** The tenants' subnets. */
export const subnets = Object.fromEntries(
  tenants.map((name) => [name, tenant(name).nodes.network?.assignedSubnet] as const),
);

import { Config } from "@pulumi/pulumi";
import { AppNetwork, type SubnetPool } from "../../components";

const config = new Config();
const prefix = config.get("namePrefix") ?? "";
const subnetPool = config.getObject<SubnetPool>("subnetPool");
const pool = subnetPool ? { subnetPool } : {};

/** Only redis, and whoever is let in by an attachment: no way to the outside. */
const data = new AppNetwork("data", {
  networkName: `${prefix}data`,
  internal: true,
  ...pool,
  redis: {
    containerName: `${prefix}redis`,
    image: config.get("redisImage") ?? "redis:7",
    tls: { names: ["db"] },
    memoryMiB: 256,
    config: { "maxmemory-policy": "allkeys-lru", "slowlog-max-len": 1000 },
    keepData: config.getBoolean("keepData") ?? true,
  },
});

/** The web application, which knows redis as "db" and finds passwords and certificates in files. */
const web = new AppNetwork("web", {
  networkName: `${prefix}web`,
  ...pool,
  attachments: { redis: { server: data.redis, aliases: ["db"] } },
  clients: {
    counter: {
      containerName: `${prefix}counter`,
      image: config.get("appImage") ?? "katacoda/redis-node-docker-example",
      uses: { redis: data.redis },
      environment: { NODE_EXTRA_CA_CERTS: "/run/secrets/redis_ca.pem" },
      user: "1000:1000",
      readOnly: true,
      tmpfs: { "/tmp": "rw,noexec,nosuid,nodev,size=16m" },
      capabilities: { drops: ["ALL"] },
      memoryMiB: 256,
      pids: 64,
      ports: [{ internal: 3000, external: config.getNumber("appPort") ?? 3000 }],
      healthcheck: {
        command: ["node", "-e", "fetch('http://localhost:3000/healthz').then((r) => process.exit(r.ok ? 0 : 1))"],
      },
    },
  },
});

export const url = web.clients.counter?.urls.apply((urls) => urls[0]);
export const redisCli = data.redis.cliCommand;
export const redisPassword = data.redis.password;

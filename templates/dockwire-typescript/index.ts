import * as pulumi from "@pulumi/pulumi";
import { AppNetwork } from "dockwire";

const project = pulumi.getProject();
const image = new pulumi.Config().get("redisImage");

// docker network create, docker run
const backend = new AppNetwork("backend", {
  networkName: `${project}-backend`,
  redis: { containerName: `${project}-redis`, image },
});

// docker network create, docker network connect --alias db
new AppNetwork("frontend", {
  networkName: `${project}-frontend`,
  attachments: { redis: { server: backend.redis, aliases: ["db"] } },
});

/** A line for a shell that opens redis-cli. */
export const redisCli = backend.redis.cliCommand;

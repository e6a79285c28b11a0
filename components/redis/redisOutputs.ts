import type * as pulumi from "@pulumi/pulumi";
import type { Service } from "../shared/references";
import type { ExistingRedis } from "./ExistingRedis";
import type { RedisServer } from "./RedisServer";

/** Every output of an ExistingRedis, as in the schema. */
export function existingRedisOutputs(redis: ExistingRedis): pulumi.Inputs {
  return { ...serviceOutputs(redis), cliCommand: redis.cliCommand };
}

/** Every output of a RedisServer, as in the schema. */
export function redisServerOutputs(server: RedisServer): pulumi.Inputs {
  const { cliCommand, containerId, containerName } = server;
  return { ...serviceOutputs(server), cliCommand, containerId, containerName };
}

/** The flags say at preview which of the others have a value. */
export function serviceOutputs({ host, port, url, username, password, caPem, ready }: Service): pulumi.Inputs {
  const flags = { authentication: password !== undefined, privateCa: caPem !== undefined };
  return { host, port, url, username, password, caPem, ready, ...flags };
}

import type * as pulumi from "@pulumi/pulumi";
import { serviceOutputs } from "../redis/redisOutputs";
import type { RedisReplicas } from "./RedisReplicas";

/** Every output of a RedisReplicas, as in the schema. */
export function redisReplicasOutputs(redis: RedisReplicas): pulumi.Inputs {
  const { cliCommand, sentinels, primaryName } = redis;
  return { ...serviceOutputs(redis), cliCommand, sentinels, primaryName };
}

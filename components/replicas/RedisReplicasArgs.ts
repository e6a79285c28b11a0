import type * as docker from "@pulumi/docker";
import type * as pulumi from "@pulumi/pulumi";
import type { RedisServerArgs, RedisTransforms } from "../redis/RedisServerArgs";
import type { RedisValue } from "../redis/redisSettings";
import type { NetworkRef } from "../shared/references";
import type { Transform } from "../shared/transform";

/** Changes to a RedisReplicas' children before they are made. */
export interface RedisReplicasTransforms {
  /** Of the primary and of every replica. */
  readonly server?: Omit<RedisTransforms, "certificate">;
  readonly sentinel?: Transform<docker.ContainerArgs>;
  readonly router?: Transform<docker.ContainerArgs>;
}

/** What a RedisReplicas takes: what a RedisServer does, for the primary and every replica, and what makes them one. */
export interface RedisReplicasArgs extends Omit<
  RedisServerArgs,
  "network" | "config" | "containerName" | "mode" | "ports" | "volumeName" | "existingVolume" | "transform"
> {
  /** The network that all of it is on; for several machines an attachable overlay network. */
  readonly network: NetworkRef;
  /**
   * The name that clients reach the primary by, and the beginning of the containers' names: NAME-1 or NAME-MACHINE.
   * @default the component's name
   */
  readonly containerName?: string;
  /**
   * The machines, three or more, by a key of your choice: each with its Engine's address, as DOCKER_HOST has it; in
   * TypeScript its providers may stand there. No two containers of a kind are on one machine. The primary is on the first
   * one to begin with. Plain.
   * @default one Engine for all: that survives the end of a container, not of the machine
   */
  readonly machines?: Readonly<Record<string, string | readonly pulumi.ProviderResource[]>>;
  /**
   * Settings of redis, for all servers. @default appendonly, which stays on, maxmemory at three quarters of `memoryMiB`, and with two
   * replicas or more `{ "min-replicas-to-write": 1 }`: a primary without any in reach takes no writes after 10 seconds
   */
  readonly config?: Readonly<Record<string, pulumi.Input<RedisValue>>>;
  /** How many replicas the primary has. @default 2 */
  readonly replicas?: number;
  /** How many Sentinels watch them, three or more. @default 3; with `machines` one on each */
  readonly sentinels?: number;
  /**
   * How many Sentinels have to find the primary gone before they choose another one. For the choice itself most of all
   * Sentinels have to be in reach, whatever this says.
   * @default more than half of them
   */
  readonly quorum?: number;
  /** How long the primary may be silent before a Sentinel finds it gone, in seconds. @default 5 */
  readonly downAfterSeconds?: number;
  /** How long the change to another primary may take, in seconds; after twice that time it is tried again. @default 30 */
  readonly failoverTimeoutSeconds?: number;
  /** The image that passes connections on to the primary: anything that has haproxy, 2.4 or newer. @default "haproxy:lts" */
  readonly routerImage?: pulumi.Input<string>;
  /** Changes to the children before they are made, for what no argument covers. @default none */
  readonly transform?: RedisReplicasTransforms;
}

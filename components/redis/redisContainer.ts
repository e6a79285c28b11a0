import * as docker from "@pulumi/docker";
import * as pulumi from "@pulumi/pulumi";
import type { StackLabel } from "../generated/StackLabel";
import { CONTAINER_OPTIONS } from "../shared/resourceOptions";
import { containerLabels, labelArg } from "../shared/stackLabel";
import { duration } from "../shared/duration";
import { hardenedArgs } from "../shared/hardening";
import { CONTAINER_HEALTH, MEMBER_HEALTH } from "../shared/healthDefaults";
import { mapInput } from "../shared/inputs";
import { networkIdOf } from "../shared/references";
import { applyTransform } from "../shared/transform";
import type { RedisConfiguration } from "./redisConfiguration";
import { REDIS_FOLDER, REDIS_PORT, redisCliOptions, redisHealthTest } from "./redisFiles";
import type { RedisData } from "./redisParts";
import type { RedisServerPlan } from "./redisPlan";
import { replicaHealthTest } from "./replicationFiles";

/** Time to write down the last second's data before the Engine kills it. */
const STOP_SECONDS = 10;

/** What runs in the container; the script of one that is one of several comes before it. */
const SERVER = ["redis-server", `${REDIS_FOLDER}/redis.conf`];
const START = ["sh", `${REDIS_FOLDER}/start`];

/**
 * Redis and Sentinel do nothing else while they look a name up, so the name of a container that is gone must not be asked
 * for outside of the network: with `ndots` set, an Engine answers at once for a name without a dot (libnetwork, NdotsSet).
 */
export const OWN_NAMES_ALONE = {
  dns: ["127.0.0.1"],
  dnsOpts: ["ndots:1", "timeout:1", "attempts:1"],
  dnsSearches: ["."],
};

/** What a container is made from, beside the plan. */
export interface RedisContainerSources {
  readonly label: StackLabel;
  readonly imageId: pulumi.Output<string>;
  readonly data: RedisData;
  readonly configuration: RedisConfiguration;
}

/** A container, and its arguments after the caller's transform. */
export interface RedisContainer {
  readonly container: docker.Container;
  readonly args: docker.ContainerArgs;
}

/** The container that redis runs in. */
export function createContainer(plan: RedisServerPlan, from: RedisContainerSources): RedisContainer {
  const { name, parent, transform } = plan;
  const opts = { parent, ...CONTAINER_OPTIONS };
  const inputs = containerArgs(plan, from);
  const [own, args, options] = applyTransform(transform.container, `${name}-container`, inputs, opts);
  const version = from.configuration.files
    ? [{ label: "dockwire.files", value: from.configuration.files.version }]
    : [];
  const labels = containerLabels([labelArg(from.label), ...version], args.labels);
  return { container: new docker.Container(own, { ...args, labels }, options), args };
}

function containerArgs(plan: RedisServerPlan, { imageId, data, configuration }: RedisContainerSources) {
  const { network, containerName, tls = false, tutorial, ports, settings, readySeconds, replication } = plan;
  const cli = redisCliOptions(REDIS_PORT, tls !== false);
  const { intervalSeconds, retries } = replication ? MEMBER_HEALTH : CONTAINER_HEALTH;
  const args: docker.ContainerArgs = {
    ...hardenedArgs(settings),
    name: containerName,
    image: imageId,
    command: configuration.configVolume && [...(replication ? START : []), ...SERVER],
    networksAdvanced: [{ name: networkIdOf(network) }],
    ports,
    volumes: mounts(data, configuration),
    healthcheck: {
      tests: replication ? replicaHealthTest(cli) : redisHealthTest(cli, tutorial ? undefined : "health"),
      interval: duration(intervalSeconds),
      timeout: "3s",
      retries,
      startPeriod: mapInput(readySeconds, duration),
    },
    destroyGraceSeconds: STOP_SECONDS,
    ...(replication ? OWN_NAMES_ALONE : {}),
  };
  return args;
}

function mounts({ volumeName }: RedisData, { configVolume }: RedisConfiguration): docker.types.input.ContainerVolume[] {
  return [
    ...(volumeName === undefined ? [] : [{ volumeName, containerPath: "/data", readOnly: false }]),
    ...(configVolume ? [{ volumeName: configVolume.name, containerPath: REDIS_FOLDER, readOnly: true }] : []),
  ];
}

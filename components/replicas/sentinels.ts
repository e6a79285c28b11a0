import * as pulumi from "@pulumi/pulumi";
import type { VolumeFile } from "../generated/types";
import { EVERYBODY, tlsFiles } from "../redis/redisConfiguration";
import { REDIS_FOLDER } from "../redis/redisFiles";
import { DEFAULTS } from "../redis/redisPlan";
import { duration } from "../shared/duration";
import { MEMBER_HEALTH } from "../shared/healthDefaults";
import { Companion, type CompanionArgs } from "./Companion";
import { optionsAt, RedisReplicasPlan, SharedSecrets } from "./replicasPlan";
import {
  handOverScript,
  SENTINEL_COMMAND,
  sentinelConf,
  sentinelHealthTest,
  sentinelLogin,
  sentinelScript,
  sentinelUsers,
} from "./sentinelFiles";

const READY_SECONDS = 60;
const MEMORY_MIB = 128;

/** The Sentinels, one after another: of those that watch, an edit takes one away at a time. */
export function createSentinels(plan: RedisReplicasPlan, secrets: SharedSecrets): Companion[] {
  const { name, parent, places, group } = plan;
  const made: Companion[] = [];
  for (const [i, place] of places.sentinels.entries()) {
    const args = sentinelArgs(plan, secrets, group.sentinels[i] ?? "");
    made.push(
      new Companion("Sentinel", `${name}-sentinel-${place.key}`, args, optionsAt(place, parent, made.slice(-1))),
    );
  }
  return made;
}

function sentinelArgs(plan: RedisReplicasPlan, secrets: SharedSecrets, containerName: string): CompanionArgs {
  const { image, args } = plan;
  const { network, keepData = true, user = DEFAULTS.user, transform = {} } = args;
  return {
    containerName,
    network,
    image,
    command: SENTINEL_COMMAND,
    folder: REDIS_FOLDER,
    files: sentinelFiles(plan, secrets, containerName),
    // It says which server's data counts.
    data: { keep: keepData },
    healthcheck: {
      tests: sentinelHealthTest(secrets.certificate !== undefined),
      interval: duration(MEMBER_HEALTH.intervalSeconds),
      timeout: "3s",
      retries: MEMBER_HEALTH.retries,
      startPeriod: duration(READY_SECONDS),
    },
    settings: { ...DEFAULTS, user, memoryMiB: MEMORY_MIB, logs: args.logs ?? DEFAULTS.logs },
    readySeconds: READY_SECONDS,
    transform: transform.sentinel,
  };
}

function sentinelFiles(
  { group, sentinel }: RedisReplicasPlan,
  { login, memberPassword, certificate }: SharedSecrets,
  self: string,
): VolumeFile[] {
  const users = pulumi
    .all([login.password, memberPassword])
    .apply(([client, member]) => sentinelUsers({ client, member }));
  const conf = sentinelConf(group, self, sentinel, certificate !== undefined);
  return [
    { path: "sentinel.conf", content: conf, ...EVERYBODY },
    // Only containers that mount this volume see it, and that is the Sentinel.
    { path: "login.conf", content: memberPassword.apply((word) => sentinelLogin(group, word)), ...EVERYBODY },
    { path: "users.acl", content: users, ...EVERYBODY },
    {
      path: "start",
      content: sentinelScript(group, self, sentinel.quorum, certificate !== undefined),
      mode: "0555",
      owner: "0:0",
    },
    { path: "hand-over", content: handOverScript(group, certificate !== undefined), mode: "0555", owner: "0:0" },
    ...tlsFiles(certificate),
  ];
}

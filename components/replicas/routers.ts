import * as pulumi from "@pulumi/pulumi";
import { Probe } from "../generated/Probe";
import { EVERYBODY } from "../redis/redisConfiguration";
import type { Hardened } from "../shared/hardening";
import { Companion, type CompanionArgs } from "./Companion";
import { optionsAt, RedisReplicasPlan, SharedSecrets } from "./replicasPlan";
import { readyProbe } from "./readyProbe";
import { ROUTER_COMMAND, ROUTER_FOLDER, routerConf } from "./routerFiles";

const READY_SECONDS = 60;
const OPEN_FILES = 10_240;
/** Each takes two files. */
const CONNECTIONS = 5_000;
const SETTINGS: Hardened = {
  // The official image's user "haproxy", by number.
  user: "99",
  readOnly: true,
  tmpfs: { "/tmp": "rw,noexec,nosuid,nodev,size=16m" },
  capabilities: { drops: ["ALL"] },
  noNewPrivileges: true,
  memoryMiB: 512,
  pids: 64,
  openFiles: OPEN_FILES,
  restart: "unless-stopped",
  logs: {},
};

/** The routers: one on each machine, all under the one name that clients know. */
export function createRouters(
  plan: RedisReplicasPlan,
  secrets: SharedSecrets,
  servers: readonly pulumi.Resource[],
): Companion[] {
  const { name, parent, places, containerName } = plan;
  return places.routers.map((place) => {
    const args = routerArgs(plan, secrets, `${containerName}-router-${place.key}`);
    return new Companion("Router", `${name}-router-${place.key}`, args, optionsAt(place, parent, servers));
  });
}

/** Known once every router leads to the primary, and the Sentinels know whom to choose. */
export function createProbes(
  { name, args, group, places, containerName }: RedisReplicasPlan,
  routers: readonly Companion[],
  sentinels: readonly Companion[],
): Probe[] {
  const { network, tls = false } = args;
  return routers.flatMap((router, i) => {
    const [key, image] = [places.routers[i]?.key, sentinels[i]?.imageId];
    if (key === undefined || image === undefined) return [];
    const inputs = {
      image,
      command: readyProbe(group, `${containerName}-router-${key}`, tls !== false),
      networks: [network],
      retryForSeconds: READY_SECONDS,
      triggers: [router.ready],
    };
    return [new Probe(`${name}-primary-${key}`, inputs, { parent: router })];
  });
}

function routerArgs(plan: RedisReplicasPlan, { certificate }: SharedSecrets, containerName: string): CompanionArgs {
  const { args, group, routerImage } = plan;
  const conf = routerConf(group, CONNECTIONS, certificate !== undefined);
  return {
    containerName,
    network: args.network,
    aliases: [plan.containerName],
    image: routerImage,
    command: ROUTER_COMMAND,
    folder: ROUTER_FOLDER,
    files: [{ path: "haproxy.cfg", content: conf, ...EVERYBODY }],
    settings: { ...SETTINGS, logs: args.logs ?? SETTINGS.logs },
    readySeconds: READY_SECONDS,
    transform: args.transform?.router,
  };
}

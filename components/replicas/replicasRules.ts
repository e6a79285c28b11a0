import { redisArgsProblem } from "../redis/redisRules";
import { secondsProblem } from "../shared/limits";
import { containerNameProblem } from "../shared/names";
import type { RedisReplicasArgs } from "./RedisReplicasArgs";

/** Fewer cannot tell a primary that is gone from a network that is. */
const LEAST_SENTINELS = 3;
const DEFAULT_REPLICAS = 2;

/** Settings that this component makes itself, and why. */
const OURS: Readonly<Record<string, string>> = {
  replicaof: "the Sentinels say who the primary is",
  "replica-announce-ip": "replicas are known by their containers' names",
  "replica-announce-port": "replicas are known by their containers' names",
  "replica-announced": "the Sentinels have to know every replica",
  "replica-priority": "every replica may become the primary",
};

/** How many there are of each, with the defaults filled in. */
export interface ReplicasCounts {
  readonly servers: number;
  readonly sentinels: number;
  readonly quorum: number;
}

type Counted = Pick<RedisReplicasArgs, "machines" | "replicas" | "sentinels" | "quorum">;

/** How many servers and Sentinels there are, and how many of these it takes. */
export function replicasCounts({ machines, replicas = DEFAULT_REPLICAS, sentinels, quorum }: Counted): ReplicasCounts {
  const watching = sentinels ?? (machines ? Object.keys(machines).length : LEAST_SENTINELS);
  return { servers: replicas + 1, sentinels: watching, quorum: quorum ?? Math.floor(watching / 2) + 1 };
}

/** What is wrong with a RedisReplicas' plain arguments, naming the property; undefined when nothing is. */
export function replicasProblem(name: string, args: Partial<RedisReplicasArgs>): string | undefined {
  const { containerName = name, network, config = {} } = args;
  if (network === undefined) return `"network" is required: the network that the servers and Sentinels are on`;
  const badName = containerNameProblem(containerName);
  if (badName) return `"containerName": ${badName}`;
  if (containerName.includes("."))
    return `"containerName": "${containerName}" has a dot, so it would be looked up elsewhere`;
  return (
    countsProblem(args) ??
    machinesProblem(args) ??
    timesProblem(args) ??
    settingsProblem(args) ??
    redisArgsProblem({ network, config })
  );
}

function countsProblem(args: Partial<RedisReplicasArgs>): string | undefined {
  const { replicas = DEFAULT_REPLICAS } = args;
  if (!Number.isInteger(replicas) || replicas < 1) {
    return `"replicas": ${replicas} is not a number of replicas: give 1 or more; for a redis without any use RedisServer`;
  }
  const { sentinels, quorum } = replicasCounts(args);
  if (args.sentinels !== undefined && (!Number.isInteger(sentinels) || sentinels < LEAST_SENTINELS)) {
    return (
      `"sentinels": ${sentinels} cannot choose a primary when one of them is gone, since most of all have to agree; ` +
      `give ${LEAST_SENTINELS} or more, best an odd number`
    );
  }
  if (!Number.isInteger(quorum) || quorum < 1)
    return `"quorum": ${quorum} is not a number of Sentinels: give 1 or more`;
  if (args.machines === undefined && quorum > sentinels) {
    return `"quorum": ${quorum} Sentinels can never agree, as there are ${sentinels}; give ${sentinels} or less`;
  }
  return undefined;
}

function machinesProblem(args: Partial<RedisReplicasArgs>): string | undefined {
  const { machines } = args;
  if (machines === undefined) return undefined;
  const keys = Object.keys(machines);
  const { servers, sentinels, quorum } = replicasCounts(args);
  const bad = keys.find((key) => !/^[a-zA-Z0-9][\w-]*$/.test(key));
  if (bad !== undefined)
    return `"machines": "${bad}" cannot be a part of a container's name here; use letters, digits, "_" and "-"`;
  if (keys.length < LEAST_SENTINELS) {
    return (
      `"machines" has ${keys.length}: when one of two is gone, the other one cannot tell that from a network that is; ` +
      `give ${LEAST_SENTINELS} or more, of which each has a Sentinel, or leave it out for one machine`
    );
  }
  if (servers > keys.length) {
    return (
      `"replicas": ${servers - 1} and the primary need ${servers} machines, as each is on one of its own, and "machines" ` +
      `has ${keys.length}; give ${keys.length - 1} or less`
    );
  }
  if (sentinels > keys.length) {
    return `"sentinels": ${sentinels} need as many machines, and "machines" has ${keys.length}; leave it out for one on each`;
  }
  if (quorum > sentinels) {
    return `"quorum": ${quorum} Sentinels can never agree, as there are ${sentinels}; give ${sentinels} or less`;
  }
  return oneEngineProblem(machines);
}

/** Two keys for one Engine would both be gone with its machine. */
function oneEngineProblem(machines: NonNullable<RedisReplicasArgs["machines"]>): string | undefined {
  const seen = new Map<unknown, string>();
  for (const [key, machine] of Object.entries(machines)) {
    if (machine.length === 0) return `"machines.${key}" is empty: give the Engine's address, or its providers`;
    for (const one of typeof machine === "string" ? [machine] : machine) {
      const other = seen.get(one);
      if (other !== undefined) {
        return `"machines.${other}" and "machines.${key}" are one Engine, whose end would be that of both; name another machine`;
      }
      seen.set(one, key);
    }
  }
  return undefined;
}

function timesProblem({ downAfterSeconds = 1, failoverTimeoutSeconds = 1 }: Partial<RedisReplicasArgs>) {
  const silent = secondsProblem(downAfterSeconds);
  if (silent) return `"downAfterSeconds": ${silent}`;
  const late = secondsProblem(failoverTimeoutSeconds);
  return late && `"failoverTimeoutSeconds": ${late}`;
}

function settingsProblem({ config = {} }: Partial<RedisReplicasArgs>): string | undefined {
  const ours = Object.keys(config).find((key) => Object.keys(OURS).includes(key));
  if (ours !== undefined) return `"config": "${ours}" is set by this component: ${OURS[ours] ?? ""}`;
  if ([false, "no"].includes(config.appendonly as string)) {
    return (
      `"config": "appendonly" has to stay on: a primary that starts again without its data has the replicas drop theirs; ` +
      `for data that may be lost use RedisServer`
    );
  }
  return undefined;
}

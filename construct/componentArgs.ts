import type {
  AppNetworkArgs,
  ClientAppArgs,
  ClientServiceArgs,
  ExistingRedisArgs,
  RedisReplicasArgs,
  RedisServerArgs,
} from "../components";
import { mapValues } from "../components/shared/mapValues";
import { APP_NETWORK, CLIENT_APP, CLIENT_SERVICE, EXISTING_REDIS, REDIS_REPLICAS, REDIS_SERVER } from "./shapes";
import { structured, type Shape } from "./structure";

/** Inputs as they come over the wire, and what a part of them is called there. */
type Wire = Readonly<Record<string, unknown>>;

/** The arguments of a RedisServer that another language gave. */
export async function redisServerArgs(inputs: Wire): Promise<RedisServerArgs> {
  return redisSettings(await fieldsOf(inputs, REDIS_SERVER)) as unknown as RedisServerArgs;
}

/** The arguments of a RedisReplicas that another language gave. */
export async function redisReplicasArgs(inputs: Wire): Promise<RedisReplicasArgs> {
  return redisSettings(await fieldsOf(inputs, REDIS_REPLICAS)) as unknown as RedisReplicasArgs;
}

/** The arguments of an ExistingRedis that another language gave. */
export async function existingRedisArgs(inputs: Wire): Promise<ExistingRedisArgs> {
  return tlsSettings(await fieldsOf(inputs, EXISTING_REDIS)) as unknown as ExistingRedisArgs;
}

/** The arguments of a ClientApp that another language gave. */
export async function clientAppArgs(inputs: Wire): Promise<ClientAppArgs> {
  return clientSettings(await fieldsOf(inputs, CLIENT_APP)) as unknown as ClientAppArgs;
}

/** The arguments of a ClientService that another language gave; `everyMachine` stands for "global". */
export async function clientServiceArgs(inputs: Wire): Promise<ClientServiceArgs> {
  const { everyMachine, ...rest } = await fieldsOf(inputs, CLIENT_SERVICE);
  const made = { ...containerSettings(rest), ...(everyMachine === true ? { replicas: "global" } : {}) };
  return made as unknown as ClientServiceArgs;
}

/** The arguments of an AppNetwork that another language gave. */
export async function appNetworkArgs(inputs: Wire): Promise<AppNetworkArgs> {
  const { redis, clients, ...rest } = await fieldsOf(inputs, APP_NETWORK);
  const made: Wire = {
    ...rest,
    ...(redis === undefined ? {} : { redis: redisSettings(redis as Wire) }),
    ...(clients === undefined ? {} : { clients: mapValues(clients as Wire, (one) => clientSettings(one as Wire)) }),
  };
  return made;
}

async function fieldsOf(inputs: Wire, fields: Readonly<Record<string, Shape>>): Promise<Wire> {
  return (await structured(inputs, { fields }, "")) as Wire;
}

function redisSettings(fields: Wire): Wire {
  return containerSettings(tlsSettings(fields));
}

/** Languages without unions write `tls: {}` for true. */
function tlsSettings({ tls, ...rest }: Wire): Wire {
  return tls === undefined ? rest : { ...rest, tls: isEmpty(tls) ? true : tls };
}

function clientSettings({ replicas, replicaKeys, ...rest }: Wire): Wire {
  const count = replicaKeys ?? replicas;
  return { ...containerSettings(rest), ...(count === undefined ? {} : { replicas: count }) };
}

/** 0 stands for no limit, `engineDefault` for the Engine's own logs, `restartTries` for the number in `restart`. */
function containerSettings({ logs, restart, restartTries, ...rest }: Wire): Wire {
  const limits = ["memoryMiB", "pids", "openFiles"].filter((key) => rest[key] === 0);
  const engineDefault = (logs as { engineDefault?: boolean } | undefined)?.engineDefault === true;
  const policy = restartTries ?? restart;
  return {
    ...rest,
    ...Object.fromEntries(limits.map((key) => [key, false])),
    ...(logs === undefined ? {} : { logs: engineDefault ? false : logs }),
    ...(policy === undefined ? {} : { restart: policy }),
  };
}

function isEmpty(value: unknown): boolean {
  return typeof value === "object" && value !== null && Object.keys(value).length === 0;
}

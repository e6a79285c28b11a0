import * as pulumi from "@pulumi/pulumi";
import { AppNetwork, ClientApp, ClientService, ExistingRedis, RedisReplicas, RedisServer } from "../components";
import { existingRedisOutputs, redisServerOutputs } from "../components/redis/redisOutputs";
import { redisReplicasOutputs } from "../components/replicas/redisReplicasOutputs";
import {
  appNetworkArgs,
  clientAppArgs,
  clientServiceArgs,
  existingRedisArgs,
  redisReplicasArgs,
  redisServerArgs,
} from "./componentArgs";
import { RemoteExistingRedis, RemoteRedisReplicas, RemoteRedisServer } from "./RemoteRedis";

type Construct = (
  name: string,
  inputs: pulumi.Inputs,
  opts: pulumi.ComponentResourceOptions,
) => Promise<pulumi.provider.ConstructResult>;

/** The components for programs in other languages, under the tokens of the schema. */
const COMPONENTS: Readonly<Record<string, Construct>> = {
  "dockwire:index:AppNetwork": async (name, inputs, opts) => {
    const { urn, networkId, nodes } = new AppNetwork(name, await appNetworkArgs(inputs), opts);
    const { redis, attachments, clients } = nodes;
    return { urn, state: { networkId, redis, attachments, clients } };
  },
  "dockwire:index:RedisServer": async (name, inputs, opts) => {
    const made = new RedisServer(name, await redisServerArgs(inputs), opts);
    return { urn: made.urn, state: redisServerOutputs(made) };
  },
  "dockwire:index:RedisReplicas": async (name, inputs, opts) => {
    const made = new RedisReplicas(name, await redisReplicasArgs(inputs), opts);
    return { urn: made.urn, state: redisReplicasOutputs(made) };
  },
  "dockwire:index:ExistingRedis": async (name, inputs, opts) => {
    const made = new ExistingRedis(name, await existingRedisArgs(inputs), opts);
    return { urn: made.urn, state: existingRedisOutputs(made) };
  },
  "dockwire:index:ClientApp": async (name, inputs, opts) => {
    const { urn, containerId, containerName, urls, ready } = new ClientApp(name, await clientAppArgs(inputs), opts);
    return { urn, state: { containerId, containerName, urls, ready } };
  },
  "dockwire:index:ClientService": async (name, inputs, opts) => {
    const args = await clientServiceArgs(inputs);
    const { urn, serviceId, serviceName, ready } = new ClientService(name, args, opts);
    return { urn, state: { serviceId, serviceName, ready } };
  },
};

/** Constructs components for the provider; every other method is the provider's own business. */
export class ComponentProvider implements pulumi.provider.Provider {
  constructor(readonly version: string) {
    pulumi.runtime.registerResourceModule("dockwire", "index", {
      version,
      construct: (name, type, urn) => remoteResource(name, type, urn),
    });
  }

  construct(
    name: string,
    type: string,
    inputs: pulumi.Inputs,
    opts: pulumi.ComponentResourceOptions,
  ): Promise<pulumi.provider.ConstructResult> {
    const construct = COMPONENTS[type];
    if (!construct) throw new Error(`dockwire has no component "${type}"`);
    return construct(name, inputs, opts);
  }
}

function remoteResource(name: string, type: string, urn: string): pulumi.Resource {
  if (type === "dockwire:index:RedisServer") return new RemoteRedisServer(name, urn);
  if (type === "dockwire:index:RedisReplicas") return new RemoteRedisReplicas(name, urn);
  if (type === "dockwire:index:ExistingRedis") return new RemoteExistingRedis(name, urn);
  return new pulumi.DependencyResource(urn);
}

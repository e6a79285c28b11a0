import * as docker from "@pulumi/docker";
import * as pulumi from "@pulumi/pulumi";
import type { Network } from "../generated/Network";
import type { Volume } from "../generated/Volume";

/**
 * What clients connect to: a `RedisServer`, a `RedisReplicas`, an `ExistingRedis`, or a component of yours. One that also is a
 * `ServerContainer` has to be on the client's network; any other one is reached by its host alone.
 */
export interface Service {
  /** The name or address that clients reach it by. */
  readonly host: pulumi.Output<string>;
  /** The port that it listens on. */
  readonly port: pulumi.Output<number>;
  /** The whole address; a secret when it holds a password. */
  readonly url: pulumi.Output<string>;
  /** Known once it accepts connections. */
  readonly ready: pulumi.Output<string>;
  /** The user that clients log in as. @default none */
  readonly username?: pulumi.Output<string>;
  /** The password, a secret. @default none is needed */
  readonly password?: pulumi.Output<string>;
  /** The CA certificate (PEM) that clients verify it with. @default no TLS, or a public CA */
  readonly caPem?: pulumi.Output<string>;
  /** `HOST:PORT` of every Sentinel, which clients that know Sentinel ask for the primary. @default there are none */
  readonly sentinels?: pulumi.Output<string[]>;
  /** What the Sentinels call the primary. @default there are none */
  readonly primaryName?: pulumi.Output<string>;
}

/** The container of a server: it can be attached to networks, and clients can link it. A `RedisServer` is one. */
export interface ServerContainer {
  /** The container's id. */
  readonly containerId: pulumi.Output<string>;
  /** The container's name, which its networks resolve as well as the aliases. */
  readonly containerName: pulumi.Output<string>;
  /** The port that the server listens on inside its networks. */
  readonly port: pulumi.Output<number>;
  /** The container's id again, known only once the server passes its health check. */
  readonly ready: pulumi.Output<string>;
  /** Its environment variables, for links that ask for them; mark secret ones as secrets. */
  readonly environment?: pulumi.Output<Record<string, string>>;
}

/** A container: its name or id, the resource that makes it, or a server. */
export type ContainerRef = pulumi.Input<string> | docker.Container | ServerContainer;

/** A network: its name or id, or the resource that makes it. */
export type NetworkRef = pulumi.Input<string> | docker.Network | Network;

/** A volume: its name, or the resource that makes it. */
export type VolumeRef = pulumi.Input<string> | docker.Volume | Volume;

/** The id (or the name, if that is all that was given) of a container. */
export function containerIdOf(ref: ContainerRef): pulumi.Input<string> {
  if (docker.Container.isInstance(ref)) return ref.id;
  return isServerContainer(ref) ? ref.containerId : ref;
}

/**
 * How others refer to a network: by its name, so that one made again under its name replaces nothing; a `docker.Network`
 * by its id. One of version 0.1.0 has the Engine's id for its Pulumi id, and its containers refer to it by that; they go
 * on doing so for as long as it leads to the network, since another word for the same network would replace them.
 */
export function networkIdOf(ref: NetworkRef): pulumi.Input<string> {
  if (!pulumi.CustomResource.isInstance(ref)) return ref;
  if (docker.Network.isInstance(ref)) return ref.id;
  return pulumi
    .all([ref.id, ref.name])
    .apply(([id, name]) =>
      id === name ? pulumi.output(name) : ref.networkId.apply((current) => (id === current ? id : name)),
    );
}

/** The name of a volume. */
export function volumeNameOf(ref: VolumeRef): pulumi.Input<string> {
  return pulumi.CustomResource.isInstance(ref) ? ref.name : ref;
}

/** The network's resource, for what must not be touched unless the network was had; nothing when it was there before. */
export function afterNetwork(ref: NetworkRef): pulumi.Resource[] {
  return pulumi.CustomResource.isInstance(ref) ? [ref] : [];
}

/** Asks the Engine that a server is on, when it has a provider of its own: it may be on another machine than its client. */
export function askedBy(server: unknown, asking: pulumi.InvokeOutputOptions): pulumi.InvokeOutputOptions {
  const provider = providerOf(server);
  return provider ? { ...asking, provider } : asking;
}

/** The provider that a server was given to; undefined for the program's default one. */
export function providerOf(server: unknown): pulumi.ProviderResource | undefined {
  return pulumi.ComponentResource.isInstance(server) ? server.getProvider("dockwire:index:Provider") : undefined;
}

/** Why a service, such as an ExistingRedis, cannot be attached or linked. */
export const NO_CONTAINER = "this server has no container on the Engine";

/** Whether clients can use it: it says its address. */
export function isService(given: unknown): given is Service {
  return typeof given === "object" && given !== null && "host" in given;
}

/** Whether it is a server in a container of the Engine. */
export function isServerContainer(ref: unknown): ref is ServerContainer {
  return typeof ref === "object" && ref !== null && "containerId" in ref && "ready" in ref;
}

import * as docker from "@pulumi/docker";
import * as pulumi from "@pulumi/pulumi";
import type { Network } from "../network/Network";

/** Where others reach a server, and what they have to wait for. `RedisServer` is one; so can be a component of yours. */
export interface Server {
  /** The container's id. */
  readonly containerId: pulumi.Output<string>;
  /** The container's name, which its networks resolve as well as the aliases. */
  readonly containerName: pulumi.Output<string>;
  /** The port that the server listens on inside its networks. */
  readonly port: pulumi.Output<number>;
  /** The container's id again, known only once the server passes its health check. */
  readonly ready: pulumi.Output<string>;
  /** Its environment variables, for links that ask for them; what is secret among them has to be marked so. */
  readonly environment?: pulumi.Output<Record<string, string>>;
}

/** A server that clients log in to: what `uses` hands on to them. */
export interface Service extends Server {
  /** The name that it is reached by on its networks. */
  readonly host: pulumi.Output<string>;
  /** The whole address; a secret when it holds a password. */
  readonly url: pulumi.Output<string>;
  /** Whom clients log in as. @default nobody */
  readonly username?: pulumi.Output<string>;
  /** A secret. @default none is needed */
  readonly password?: pulumi.Output<string>;
  /** The authority's certificate (PEM) that its own is trusted by. @default no TLS, or a public authority */
  readonly caPem?: pulumi.Output<string>;
  /** True when it is no container of the Engine's and so needs no network in common. @default false */
  readonly external?: boolean;
}

/** A container: its name or id, the resource that makes it, or a server. */
export type ContainerRef = pulumi.Input<string> | docker.Container | Server;

/** A network: its name or id, or the resource that makes it. */
export type NetworkRef = pulumi.Input<string> | docker.Network | Network;

/** The id (or the name, if that is all that was given) of a container. */
export function containerIdOf(ref: ContainerRef): pulumi.Input<string> {
  if (docker.Container.isInstance(ref)) return ref.id;
  return isServer(ref) ? ref.containerId : ref;
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

/** The network's resource, for what must not be touched unless the network was had; nothing when it was there before. */
export function afterNetwork(ref: NetworkRef): pulumi.Resource[] {
  return pulumi.CustomResource.isInstance(ref) ? [ref] : [];
}

function isServer(ref: ContainerRef): ref is Server {
  return typeof ref === "object" && "containerId" in ref && "ready" in ref;
}

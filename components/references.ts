import * as docker from "@pulumi/docker";
import * as pulumi from "@pulumi/pulumi";
import type { Network } from "./Network";

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

/** A container: its name or id, the resource that makes it, or a server. */
export type ContainerRef = pulumi.Input<string> | docker.Container | Server;

/** A network: its name or id, or the resource that makes it. */
export type NetworkRef = pulumi.Input<string> | docker.Network | Network;

/** The id (or the name, if that is all that was given) of a container. */
export function containerIdOf(ref: ContainerRef): pulumi.Input<string> {
  if (docker.Container.isInstance(ref)) return ref.id;
  return isServer(ref) ? ref.containerId : ref;
}

/** The id (or the name, if that is all that was given) of a network. */
export function networkIdOf(ref: NetworkRef): pulumi.Input<string> {
  return pulumi.CustomResource.isInstance(ref) ? ref.id : (ref as pulumi.Input<string>);
}

function isServer(ref: ContainerRef): ref is Server {
  return typeof ref === "object" && "containerId" in ref && "ready" in ref;
}

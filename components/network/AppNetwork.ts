import * as pulumi from "@pulumi/pulumi";
import { ClientApp } from "../client/ClientApp";
import type { ClientAppArgs } from "../client/ClientAppArgs";
import { appNetworkProblem, networkNameProblem } from "./appNetworkRules";
import { Network, NetworkArgs } from "./Network";
import { NetworkAttachment, NetworkAttachmentArgs } from "./NetworkAttachment";
import { RedisServer } from "../redis/RedisServer";
import type { RedisServerArgs } from "../redis/RedisServerArgs";
import { NetworkRef, networkIdOf, ServerContainer } from "../shared/references";
import { Transform, applyTransform } from "../shared/transform";
import { Validator } from "../shared/validate";

/** A server that was created elsewhere and is to be on this network too. */
export interface ServerAttachment extends Omit<NetworkAttachmentArgs, "container" | "network"> {
  /** The server, for instance another AppNetwork's `redis`. */
  readonly server: ServerContainer;
}

/** Changes to an AppNetwork's children before they are made; those below `redis` and `clients` have a `transform` of their own. */
export interface AppNetworkTransforms {
  readonly network?: Transform<NetworkArgs>;
  readonly attachment?: Transform<NetworkAttachmentArgs>;
}

/** What an AppNetwork takes. */
export interface AppNetworkArgs extends Omit<NetworkArgs, "name"> {
  /** The network's name on the Engine. @default the component's name */
  readonly networkName?: pulumi.Input<string>;
  /**
   * A network to use in place of one of its own: a `docker.Network`, a `Network`, or the name of one that exists. Options
   * of a network, such as `subnet`, then have no place here.
   */
  readonly network?: NetworkRef;
  /** A redis server that is created on this network. @default none */
  readonly redis?: Omit<RedisServerArgs, "network">;
  /** Servers created elsewhere, attached while they run, by a key of your choice. @default none */
  readonly attachments?: Readonly<Record<string, ServerAttachment>>;
  /** Applications on this network, by name; they start when every attachment is made and every server is ready. @default none */
  readonly clients?: Readonly<Record<string, Omit<ClientAppArgs, "network">>>;
  /** Changes to the children before they are made, for what no argument covers. @default none */
  readonly transform?: AppNetworkTransforms;
}

/** What an AppNetwork is made of. */
export interface AppNetworkNodes {
  /** Undefined when a network was given. */
  readonly network: Network | undefined;
  readonly redis: RedisServer | undefined;
  readonly attachments: Readonly<Record<string, NetworkAttachment>>;
  readonly clients: Readonly<Record<string, ClientApp>>;
}

/**
 * A network and what belongs on it: the redis server created there, servers attached from elsewhere, client apps.
 *
 * @example
 * const backend = new AppNetwork("backend", { networkName: "backend-network", redis: { containerName: "redis" } });
 * new AppNetwork("frontend", { attachments: { redis: { server: backend.redis, aliases: ["db"] } } });
 */
export class AppNetwork extends pulumi.ComponentResource {
  /** The network: the one that was given, or else one of its own. */
  readonly network: NetworkRef;
  /** By the keys of `attachments`. */
  readonly attachments: Readonly<Record<string, NetworkAttachment>>;
  /** By the keys of `clients`. */
  readonly clients: Readonly<Record<string, ClientApp>>;
  /** The children. */
  readonly nodes: AppNetworkNodes;
  /** How others refer to the network: by its name; a `docker.Network` by its id. It stays when an edit makes the network again. */
  readonly networkId: pulumi.Output<string>;

  constructor(name: string, args: AppNetworkArgs = {}, opts?: pulumi.ComponentResourceOptions) {
    super("dockwire:index:AppNetwork", name, {}, opts);
    const parent = this;
    const check = new Validator(this, `AppNetwork "${name}"`);
    const { networkName, network, redis, attachments = {}, clients = {}, transform = {}, ...options } = args;
    check.refuse(appNetworkProblem({ networkName, network, attachments, clients, options }));
    const wanted = network ? name : check.input("networkName", networkName ?? name, networkNameProblem);
    const inputs = { ...options, name: wanted };
    const own = network
      ? undefined
      : new Network(...applyTransform(transform.network, `${name}-network`, inputs, { parent }));
    const ref = network ?? own ?? wanted;
    const server =
      redis && new RedisServer(`${name}-redis`, { containerName: name, ...redis, network: ref }, { parent });
    const attached = mapValues(attachments, ({ server: from, ...rest }, key) => {
      const all = { ...rest, container: from.containerId, network: ref };
      return new NetworkAttachment(...applyTransform(transform.attachment, `${name}-${key}`, all, { parent }));
    });
    // An attachment needs a server's container alone; waiting for the whole component is what makes it a server that answers.
    const servers = [server, ...Object.values(attachments).map((attachment) => attachment.server)];
    const needs = [...Object.values(attached), ...servers.filter((one) => pulumi.Resource.isInstance(one))];
    const apps = mapValues(clients, (client, key) => {
      const all = { containerName: key, ...client, needs: [...needs, ...(client.needs ?? [])], network: ref };
      return new ClientApp(`${name}-${key}`, all, { parent });
    });
    this.network = ref;
    this.networkId = pulumi.output(networkIdOf(ref));
    this.attachments = attached;
    this.clients = apps;
    this.nodes = { network: own, redis: server, attachments: attached, clients: apps };
    this.registerOutputs({ networkId: this.networkId });
  }

  /** The redis server that was created here. @throws when `redis` was not asked for */
  get redis(): RedisServer {
    if (this.nodes.redis) return this.nodes.redis;
    throw new pulumi.ResourceError(`this AppNetwork has no redis server: add "redis: {}" to its arguments`, this);
  }
}

function mapValues<T, R>(record: Readonly<Record<string, T>>, work: (value: T, key: string) => R): Record<string, R> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, work(value, key)]));
}

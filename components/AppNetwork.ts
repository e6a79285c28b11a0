import * as pulumi from "@pulumi/pulumi";
import { ClientApp } from "./ClientApp";
import type { ClientAppArgs } from "./ClientAppArgs";
import { Network, NetworkArgs } from "./Network";
import { NetworkAttachment, NetworkAttachmentArgs } from "./NetworkAttachment";
import { RedisServer } from "./RedisServer";
import type { RedisServerArgs } from "./RedisServerArgs";
import { NetworkRef, Server } from "./references";

/** A server born elsewhere that shall be on this network too. */
export interface ServerAttachment extends Omit<NetworkAttachmentArgs, "container" | "network"> {
  /** The server, for instance another AppNetwork's `redis`. */
  readonly server: Server;
}

/** What an AppNetwork takes. */
export interface AppNetworkArgs extends Omit<NetworkArgs, "name"> {
  /** The network's name on the Engine. @default the component's name */
  readonly networkName?: string;
  /** A network that exists, or a `docker.Network`, in place of one of its own; then the options of a network are not taken. */
  readonly network?: NetworkRef;
  /** A redis server born on this network. @default none */
  readonly redis?: Omit<RedisServerArgs, "network">;
  /** Servers born elsewhere, attached live, by a key of your choice. @default none */
  readonly attachments?: Record<string, ServerAttachment>;
  /** Applications on this network, by name; they start when every attachment is made and every server is ready. @default none */
  readonly clients?: Record<string, Omit<ClientAppArgs, "network">>;
}

/**
 * A network and what belongs on it: the redis server born there, servers attached from elsewhere, client apps.
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
  private readonly server: RedisServer | undefined;

  constructor(name: string, args: AppNetworkArgs = {}, opts?: pulumi.ComponentResourceOptions) {
    super("dockwire:index:AppNetwork", name, {}, opts);
    const parent = this;
    const { networkName = name, network, redis, attachments = {}, clients = {}, ...options } = args;
    this.checkAliases(name, attachments);

    this.network = network ?? new Network(`${name}-network`, { ...options, name: networkName }, { parent });
    this.server =
      redis && new RedisServer(`${name}-redis`, { containerName: name, ...redis, network: this.network }, { parent });
    this.attachments = mapValues(attachments, ({ server, ...rest }, key) => {
      const ends = { container: server.containerId, network: this.network };
      return new NetworkAttachment(`${name}-${key}`, { ...rest, ...ends }, { parent });
    });
    const needs = [...Object.values(this.attachments), ...(this.server ? [this.server] : [])];
    this.clients = mapValues(clients, (client, key) => {
      const all = [...needs, ...(client.needs ?? [])];
      return new ClientApp(
        `${name}-${key}`,
        { containerName: key, ...client, needs: all, network: this.network },
        { parent },
      );
    });
    this.registerOutputs({});
  }

  /** The redis server that was born here. @throws when `redis` was not asked for */
  get redis(): RedisServer {
    if (this.server) return this.server;
    throw new pulumi.ResourceError(`this AppNetwork has no redis server: add "redis: {}" to its arguments`, this);
  }

  private checkAliases(name: string, attachments: Record<string, ServerAttachment>): void {
    const holders = new Map<string, string>();
    for (const [key, { aliases, sharedAliases }] of Object.entries(attachments)) {
      if (!Array.isArray(aliases) || sharedAliases) continue;
      for (const alias of aliases
        .filter((one): one is string => typeof one === "string")
        .map((one) => one.toLowerCase())) {
        const other = holders.get(alias);
        if (other) {
          throw new pulumi.ResourceError(
            `AppNetwork "${name}": "attachments.${other}" and "attachments.${key}" both have the alias "${alias}"; ` +
              `choose another, or set "sharedAliases: true" on both if clients shall get either`,
            this,
          );
        }
        holders.set(alias, key);
      }
    }
  }
}

function mapValues<T, R>(record: Readonly<Record<string, T>>, work: (value: T, key: string) => R): Record<string, R> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, work(value, key)]));
}

import type * as pulumi from "@pulumi/pulumi";
import type { ClientApp } from "../client/ClientApp";
import type { ClientAppArgs } from "../client/ClientAppArgs";
import type { RedisServer } from "../redis/RedisServer";
import type { RedisServerArgs } from "../redis/RedisServerArgs";
import type { NetworkRef, ServerContainer, Service } from "../shared/references";
import type { Transform } from "../shared/transform";
import type { Network, NetworkArgs } from "../generated/Network";
import type { NetworkAttachment, NetworkAttachmentArgs } from "../generated/NetworkAttachment";

/** A server that was created elsewhere and is to be on this network too. */
export interface ServerAttachment extends Omit<NetworkAttachmentArgs, "container" | "network"> {
  /** The server, for instance another AppNetwork's `redis`. */
  readonly server: ServerContainer;
}

/** An application on an AppNetwork. */
export interface NetworkClientArgs extends Omit<ClientAppArgs, "network" | "uses"> {
  /**
   * Servers that it uses, as `uses` of a ClientApp has them. A text names one of this network's: `redis` for its own, or a
   * key of `attachments`. @default none
   */
  readonly uses?: Readonly<Record<string, Service | string>>;
}

/** Changes to an AppNetwork's children before they are made; those below `redis` and `clients` have a `transform` of their own. */
export interface AppNetworkTransforms {
  readonly network?: Transform<NetworkArgs>;
  readonly attachment?: Transform<NetworkAttachmentArgs>;
}

/** An object whose keys the compiler knows, or any string. */
export type Keys = Readonly<Record<string, unknown>>;

/** What an AppNetwork takes. `C` and `A` have the keys of `clients` and `attachments`. */
export interface AppNetworkArgs<C extends object = Keys, A extends object = Keys> extends Omit<NetworkArgs, "name"> {
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
  readonly attachments?: { readonly [K in keyof A]: ServerAttachment };
  /** Applications on this network, by name; they start when every attachment is made and every server is ready. @default none */
  readonly clients?: { readonly [K in keyof C]: NetworkClientArgs };
  /** Changes to the children before they are made, for what no argument covers. @default none */
  readonly transform?: AppNetworkTransforms;
}

/** What an AppNetwork is made of. */
export interface AppNetworkNodes<C extends object = Keys, A extends object = Keys> {
  /** Undefined when a network was given. */
  readonly network: Network | undefined;
  readonly redis: RedisServer | undefined;
  readonly attachments: { readonly [K in keyof A]: NetworkAttachment };
  readonly clients: { readonly [K in keyof C]: ClientApp };
}

/** The name of an argument of an AppNetwork. */
export type AppNetworkArgument = keyof AppNetworkArgs;

/** Tells the compiler which arguments a program gives; it allows nothing more. */
export type GivenArguments<Given extends AppNetworkArgument> = Readonly<Partial<Record<Given, unknown>>>;

/** `T` when the argument was given; `T` or undefined when the compiler cannot know. */
export type IfGiven<Name extends AppNetworkArgument, Given extends AppNetworkArgument, T> = [
  AppNetworkArgument,
] extends [Given]
  ? T | undefined
  : Name extends Given
    ? T
    : undefined;

/** An object without keys, unlike `{}`, which takes everything. */
export interface NoKeys {
  readonly [none: symbol]: never;
}

/** The keys of an argument; none when it was not given. */
export type KeysIfGiven<Name extends AppNetworkArgument, Given extends AppNetworkArgument, K> = Name extends Given
  ? K
  : NoKeys;

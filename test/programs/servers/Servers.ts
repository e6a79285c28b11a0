import type { ClientAppArgs, NetworkArgs, RedisServerArgs } from "../../../components";

/** A client on the front network. */
export interface ClientPlan extends Omit<ClientAppArgs, "network" | "uses" | "links" | "networks"> {
  /** The prefix under which it uses the redis. @default it does not */
  readonly uses?: string;
  /** The name under which it links the redis, and how. @default it does not */
  readonly link?: {
    readonly alias: string;
    readonly by?: "name" | "address";
    readonly hosts?: boolean;
    readonly environment?: boolean;
  };
  /** Whether it is on the third network as well. @default false */
  readonly onThird?: boolean;
}

/** All that the test program lays out. */
export interface Servers {
  /** Begins the name of all that is made. */
  readonly prefix: string;
  readonly redis: Omit<RedisServerArgs, "network" | "containerName">;
  /** Options of the network that the redis was created on. @default none */
  readonly networkOptions?: Pick<NetworkArgs, "subnet" | "internal">;
  /** What the redis command is to be, in place of its own. @default its own */
  readonly redisCommand?: readonly string[];
  /** Whether the redis is on the clients' network. @default true */
  readonly attached?: boolean;
  /** By key; the container's name is the prefix, "-" and the key. @default none */
  readonly clients?: Readonly<Record<string, ClientPlan>>;
}

import * as pulumi from "@pulumi/pulumi";
import type { ServerContainer, Service } from "../components";
import type { Settling } from "./structure";

/** Every output of an ExistingRedis, as in the schema; the others have more. */
const OUTPUTS = [
  "authentication",
  "caPem",
  "cliCommand",
  "host",
  "password",
  "port",
  "privateCa",
  "ready",
  "url",
  "username",
] as const;

/** A redis component that another process made: its outputs are read from what that one registered. */
class RemoteService extends pulumi.ComponentResource implements Service, Settling {
  declare readonly host: pulumi.Output<string>;
  declare readonly port: pulumi.Output<number>;
  declare readonly url: pulumi.Output<string>;
  declare readonly ready: pulumi.Output<string>;
  declare username?: pulumi.Output<string>;
  declare password?: pulumi.Output<string>;
  declare caPem?: pulumi.Output<string>;

  constructor(type: string, name: string, urn: string, more: readonly string[] = []) {
    const outputs = Object.fromEntries([...OUTPUTS, ...more].map((output) => [output, undefined]));
    super(type, name, outputs, { urn }, true);
  }

  /**
   * Of a reference every output is there, also one that has no value. Components decide by the presence of a password
   * which files there are, so what does not exist is taken away here.
   */
  async settled(): Promise<this> {
    const read = this as unknown as Record<"authentication" | "privateCa", pulumi.Output<boolean | undefined>>;
    const [authentication, privateCa] = await Promise.all([read.authentication, read.privateCa].map(valueOf));
    if (authentication !== true) this.username = this.password = undefined;
    if (privateCa !== true) this.caPem = undefined;
    return this;
  }
}

/** An ExistingRedis that another process made. */
export class RemoteExistingRedis extends RemoteService {
  constructor(name: string, urn: string) {
    super("dockwire:index:ExistingRedis", name, urn);
  }
}

/** A RedisReplicas that another process made. */
export class RemoteRedisReplicas extends RemoteService {
  declare readonly sentinels: pulumi.Output<string[]>;
  declare readonly primaryName: pulumi.Output<string>;

  constructor(name: string, urn: string) {
    super("dockwire:index:RedisReplicas", name, urn, ["sentinels", "primaryName"]);
  }
}

/** A RedisServer that another process made. */
export class RemoteRedisServer extends RemoteService implements ServerContainer {
  declare readonly containerId: pulumi.Output<string>;
  declare readonly containerName: pulumi.Output<string>;

  constructor(name: string, urn: string) {
    super("dockwire:index:RedisServer", name, urn, ["containerId", "containerName"]);
  }
}

async function valueOf(output: pulumi.Output<boolean | undefined>): Promise<boolean | undefined> {
  return (output as unknown as { promise(): Promise<boolean | undefined> }).promise();
}

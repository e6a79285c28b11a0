import * as pulumi from "@pulumi/pulumi";
import type { Service } from "../components";
import type { Settling } from "./structure";

/** Every output of a RedisServer, as in the schema. */
const OUTPUTS = [
  "authentication",
  "caPem",
  "cliCommand",
  "containerId",
  "containerName",
  "external",
  "host",
  "password",
  "port",
  "privateCa",
  "ready",
  "url",
  "username",
] as const;

/** A RedisServer that another process made: its outputs are read from what that one registered. */
export class RemoteRedis extends pulumi.ComponentResource implements Service, Settling {
  declare readonly host: pulumi.Output<string>;
  declare readonly port: pulumi.Output<number>;
  declare readonly url: pulumi.Output<string>;
  declare readonly ready: pulumi.Output<string>;
  declare readonly containerId: pulumi.Output<string>;
  declare readonly containerName: pulumi.Output<string>;
  declare username?: pulumi.Output<string>;
  declare password?: pulumi.Output<string>;
  declare caPem?: pulumi.Output<string>;
  declare external?: boolean;

  constructor(name: string, urn: string) {
    const outputs = Object.fromEntries(OUTPUTS.map((output) => [output, undefined]));
    super("dockwire:index:RedisServer", name, outputs, { urn }, true);
  }

  /**
   * Of a reference every output is there, also one that has no value. Components decide by the presence of a password
   * which files there are, so what does not exist is taken away here.
   */
  async settled(): Promise<this> {
    const read = this as unknown as Record<
      "authentication" | "privateCa" | "external",
      pulumi.Output<boolean | undefined>
    >;
    const flags = await Promise.all([read.authentication, read.privateCa, read.external].map(valueOf));
    const [authentication, privateCa, external] = flags.map((flag) => flag === true);
    if (!authentication) this.username = this.password = undefined;
    if (!privateCa) this.caPem = undefined;
    Object.assign(this, { external });
    return this;
  }
}

async function valueOf(output: pulumi.Output<boolean | undefined>): Promise<boolean | undefined> {
  return (output as unknown as { promise(): Promise<boolean | undefined> }).promise();
}

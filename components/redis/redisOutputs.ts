import type * as pulumi from "@pulumi/pulumi";
import type { RedisServer } from "./RedisServer";

/** Every output of a RedisServer, as in the schema. The flags say at preview which of the others have a value. */
export function redisOutputs(server: RedisServer): pulumi.Inputs {
  const { host, port, url, username, password, caPem, cliCommand, ready, external, containerName } = server;
  return {
    host,
    port,
    url,
    username,
    password,
    caPem,
    cliCommand,
    ready,
    external,
    containerName,
    containerId: external ? undefined : server.containerId,
    authentication: password !== undefined,
    privateCa: caPem !== undefined,
  };
}

import * as pulumi from "@pulumi/pulumi";
import type { Service } from "../shared/references";
import { REDIS_FOLDER, redisUrl } from "./redisFiles";

/** How clients reach a redis. */
export interface RedisAddress {
  readonly host: pulumi.Output<string>;
  readonly port: pulumi.Output<number>;
  readonly username: pulumi.Output<string> | undefined;
  readonly password: pulumi.Output<string> | undefined;
  readonly tls: boolean;
}

/** `redis://` or `rediss://`, with user and password if there are any. */
export function addressUrl({ host, port, username, password, tls }: RedisAddress): pulumi.Output<string> {
  return pulumi
    .all([host, port, username, password])
    .apply(([name, number, user, word]) => redisUrl({ host: name, port: number, tls, username: user, password: word }));
}

/** How clients reach a service, but for TLS. */
export function addressOf({ host, port, username, password }: Service): Omit<RedisAddress, "tls"> {
  return { host, port, username, password };
}

/** Opens redis-cli inside the server's container. */
export function containerCliCommand(
  container: pulumi.Output<string>,
  password: pulumi.Output<string> | undefined,
): pulumi.Output<string> {
  return password
    ? pulumi.interpolate`docker exec --interactive --tty --user 0 ${container} ${REDIS_FOLDER}/cli`
    : pulumi.interpolate`docker exec --interactive --tty ${container} redis-cli`;
}

/** Opens redis-cli in a container of its own; it asks for the password. */
export function externalCliCommand({ host, port, username, tls }: RedisAddress): pulumi.Output<string> {
  const login = username ? pulumi.interpolate` --user ${username} --askpass` : "";
  return pulumi.interpolate`docker run --rm --interactive --tty redis:7 redis-cli -h ${host} -p ${port}${tls ? " --tls" : ""}${login}`;
}

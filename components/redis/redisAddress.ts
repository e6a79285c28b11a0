import * as pulumi from "@pulumi/pulumi";
import { CLIENT_USER, REDIS_FOLDER, redisUrl } from "./redisFiles";
import { portProblem } from "../shared/names";
import type { ExistingRedis } from "./RedisServerArgs";
import type { Validator } from "../shared/validate";

/** How a redis is reached. */
export interface RedisAddress {
  readonly host: pulumi.Output<string>;
  readonly port: pulumi.Output<number>;
  readonly url: pulumi.Output<string>;
  readonly username: pulumi.Output<string> | undefined;
  readonly password: pulumi.Output<string> | undefined;
  readonly caPem: pulumi.Output<string> | undefined;
  readonly cliCommand: pulumi.Output<string>;
}

/** The address of a redis in a container of ours. */
export function ownAddress(
  container: pulumi.Output<string>,
  port: number,
  password: pulumi.Output<string> | undefined,
  caPem: pulumi.Output<string> | undefined,
): RedisAddress {
  const tls = caPem !== undefined;
  const username = password && pulumi.output(CLIENT_USER);
  return {
    host: container,
    port: pulumi.output(port),
    url: address(container, port, tls, username, password),
    username,
    password,
    caPem,
    cliCommand: password
      ? pulumi.interpolate`docker exec --interactive --tty --user 0 ${container} ${REDIS_FOLDER}/cli`
      : pulumi.interpolate`docker exec --interactive --tty ${container} redis-cli`,
  };
}

/** The address of a redis that is there already. */
export function existingAddress(existing: ExistingRedis, check: Validator): RedisAddress {
  const { tls = false } = existing;
  const host = pulumi.output(check.input("existing.host", existing.host, hostProblem));
  const port = pulumi.output(check.input("existing.port", existing.port ?? 6379, portProblem));
  const password =
    existing.password === undefined
      ? undefined
      : pulumi.secret(check.input("existing.password", existing.password, emptyProblem));
  const username = password && pulumi.output(existing.username ?? "default");
  const login = username ? pulumi.interpolate` --user ${username} --askpass` : "";
  const secure = tls ? " --tls" : "";
  return {
    host,
    port,
    url: address(host, port, tls !== false, username, password),
    username,
    password,
    caPem: typeof tls === "object" ? pulumi.output(tls.caPem) : undefined,
    cliCommand: pulumi.interpolate`docker run --rm --interactive --tty redis:7 redis-cli -h ${host} -p ${port}${secure}${login}`,
  };
}

function address(
  host: pulumi.Output<string>,
  port: pulumi.Input<number>,
  tls: boolean,
  username: pulumi.Output<string> | undefined,
  password: pulumi.Output<string> | undefined,
): pulumi.Output<string> {
  return pulumi
    .all([host, port, username, password])
    .apply(([name, number, user, word]) => redisUrl({ host: name, port: number, tls, username: user, password: word }));
}

function hostProblem(host: string): string | undefined {
  return /^[a-z0-9_]([a-z0-9_.:-]*[a-z0-9_])?$/i.test(host) ? undefined : `"${host}" is not a host name or address`;
}

/** Somebody else chose this password, so its length is not ours to judge. */
function emptyProblem(password: string): string | undefined {
  return password ? undefined : "it is empty; leave it out if none is needed";
}

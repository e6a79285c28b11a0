import * as pulumi from "@pulumi/pulumi";
import { portProblem } from "../shared/names";
import type { Service } from "../shared/references";
import { NO_INPUTS } from "../shared/resourceOptions";
import { Validator } from "../shared/validate";
import { addressOf, addressUrl, externalCliCommand } from "./redisAddress";
import { existingRedisOutputs } from "./redisOutputs";

/** Up to version 0.1.0 it was a RedisServer with the argument `existing`. */
const FORMERLY: pulumi.ComponentResourceOptions = { aliases: [{ type: "dockwire:index:RedisServer" }] };

/** What an ExistingRedis takes. */
export interface ExistingRedisArgs {
  /** The name or address that clients reach it by. */
  readonly host: pulumi.Input<string>;
  /** The port that it listens on. @default 6379 */
  readonly port?: pulumi.Input<number>;
  /** The user that clients log in as; used with a password only. @default redis's own user "default" */
  readonly username?: pulumi.Input<string>;
  /** The user's password; kept as a secret. @default none */
  readonly password?: pulumi.Input<string>;
  /** Whether it speaks TLS; give the CA certificate (PEM) if a private CA signed the server's. @default false */
  readonly tls?: boolean | { readonly caPem: pulumi.Input<string> };
}

/**
 * A redis that runs already and that something else manages: a cloud's, or another team's. ClientApps use it as they use
 * a RedisServer. It makes nothing on the Engine. It has no container, so it cannot be attached to a network.
 *
 * @example
 * const cache = new ExistingRedis("cache", { host: "cache.example.org", password: config.requireSecret("password"), tls: true });
 */
export class ExistingRedis extends pulumi.ComponentResource implements Service {
  /** The name or address that clients reach it by. */
  readonly host: pulumi.Output<string>;
  readonly port: pulumi.Output<number>;
  /** `redis://` or, with TLS, `rediss://`. A secret when it holds a password. */
  readonly url: pulumi.Output<string>;
  /** The user that clients log in as; undefined without a password. */
  readonly username: pulumi.Output<string> | undefined;
  /** The password, a secret; undefined without one. */
  readonly password: pulumi.Output<string> | undefined;
  /** The CA certificate that clients verify it with; undefined without TLS or with a public CA. */
  readonly caPem: pulumi.Output<string> | undefined;
  /** A line for a shell that opens an interactive redis-cli; it holds no password. */
  readonly cliCommand: pulumi.Output<string>;
  /** The host: nothing is waited for. */
  readonly ready: pulumi.Output<string>;

  constructor(name: string, args: ExistingRedisArgs, opts?: pulumi.ComponentResourceOptions) {
    super("dockwire:index:ExistingRedis", name, NO_INPUTS, pulumi.mergeOptions(FORMERLY, opts));
    const check = new Validator(this, `ExistingRedis "${name}"`);
    check.refuse(args.host === undefined ? `"host" is required: the name or address of the redis` : undefined);
    const { port = 6379, username = "default", password, tls = false } = args;
    this.host = pulumi.output(check.input("host", args.host, hostProblem));
    this.port = pulumi.output(check.input("port", port, portProblem));
    this.password = password === undefined ? undefined : pulumi.secret(check.input("password", password, emptyProblem));
    this.username = this.password && pulumi.output(username);
    this.caPem = typeof tls === "object" ? pulumi.output(tls.caPem) : undefined;
    const address = { ...addressOf(this), tls: tls !== false };
    this.url = addressUrl(address);
    this.cliCommand = externalCliCommand(address);
    this.ready = this.host;
    this.registerOutputs(existingRedisOutputs(this));
  }
}

function hostProblem(host: string): string | undefined {
  return /^[a-z0-9_]([a-z0-9_.:-]*[a-z0-9_])?$/i.test(host) ? undefined : `"${host}" is not a host name or address`;
}

/** Whoever manages that redis chose the password, so no length is demanded. */
function emptyProblem(password: string): string | undefined {
  return password ? undefined : "it is empty; leave it out if none is needed";
}

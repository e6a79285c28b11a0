import type * as docker from "@pulumi/docker";
import * as pulumi from "@pulumi/pulumi";
import { Password } from "../generated/Password";
import { addressOf, addressUrl, containerCliCommand } from "../redis/redisAddress";
import { CLIENT_USER, REDIS_PORT } from "../redis/redisFiles";
import { SENTINEL_PORT } from "../redis/replicationFiles";
import { RedisServer } from "../redis/RedisServer";
import type { MemberArgs } from "../redis/redisPlan";
import { NO_INPUTS } from "../shared/resourceOptions";
import type { Service } from "../shared/references";
import type { Companion } from "./Companion";
import type { RedisReplicasArgs } from "./RedisReplicasArgs";
import { redisReplicasOutputs } from "./redisReplicasOutputs";
import { optionsAt, RedisReplicasPlan, redisReplicasPlan, SharedSecrets, sharedSecrets } from "./replicasPlan";
import { createProbes, createRouters } from "./routers";
import { createSentinels } from "./sentinels";

/** What a RedisReplicas is made of; records are by the key of the machine, or by numbers from 1. */
export interface RedisReplicasNodes {
  /** The primary and its replicas; which one is the primary changes. */
  readonly servers: Readonly<Record<string, RedisServer>>;
  readonly sentinels: Readonly<Record<string, docker.Container>>;
  /** What passes connections on to the primary. */
  readonly routers: Readonly<Record<string, docker.Container>>;
}

/**
 * A redis that survives a machine: a primary, replicas that take over, Sentinels that choose, and one name that leads to
 * the primary, whichever that is. Clients use it as they use a RedisServer; those that know Sentinel get its addresses too.
 *
 * @example
 * const machines = { a: "ssh://deploy@a.example", b: "ssh://deploy@b.example", c: "ssh://deploy@c.example" };
 * const redis = new RedisReplicas("redis", { network: overlay, machines });
 */
export class RedisReplicas extends pulumi.ComponentResource implements Service {
  /** The name that leads to the primary. */
  readonly host: pulumi.Output<string>;
  readonly port: pulumi.Output<number>;
  /** `redis://` or, with TLS, `rediss://`, for clients on its network. A secret, as it holds a password. */
  readonly url: pulumi.Output<string>;
  /** The user that clients log in as, at servers and Sentinels. */
  readonly username: pulumi.Output<string>;
  /** The clients' password, a secret. */
  readonly password: pulumi.Output<string>;
  /** The CA certificate that clients verify it with; undefined without TLS. */
  readonly caPem: pulumi.Output<string> | undefined;
  /** `HOST:PORT` of every Sentinel. */
  readonly sentinels: pulumi.Output<string[]>;
  /** What the Sentinels call the primary. */
  readonly primaryName: pulumi.Output<string>;
  /** A line for a shell on the first machine that opens an interactive redis-cli at the primary; it holds no password. */
  readonly cliCommand: pulumi.Output<string>;
  /** The host, known once the primary answers under it and may be lost: the Sentinels know each other and its replicas. */
  readonly ready: pulumi.Output<string>;
  /** The children. */
  readonly nodes: RedisReplicasNodes;

  constructor(name: string, args: RedisReplicasArgs, opts?: pulumi.ComponentResourceOptions) {
    super("dockwire:index:RedisReplicas", name, NO_INPUTS, opts);
    const plan = redisReplicasPlan(name, args, this);
    const member = pulumi.secret(new Password(`${name}-member-password`, {}, { parent: this }).value);
    const secrets = sharedSecrets(plan, member);
    const sentinels = createSentinels(plan, secrets);
    const servers = createServers(plan, secrets, sentinels);
    const routers = createRouters(plan, secrets, servers);
    const probes = createProbes(plan, routers, sentinels);
    const { places, group, containerName } = plan;
    this.nodes = {
      servers: byKey(places.servers, servers),
      sentinels: byKey(places.sentinels, containersOf(sentinels)),
      routers: byKey(places.routers, containersOf(routers)),
    };
    this.ready = pulumi.all(probes.map(({ exitCode }) => exitCode)).apply(() => containerName);
    this.host = pulumi.output(containerName);
    this.port = pulumi.output(REDIS_PORT);
    this.username = pulumi.output(CLIENT_USER);
    this.password = secrets.login.password;
    this.caPem = secrets.certificate?.caPem;
    this.sentinels = pulumi.output(group.sentinels.map((host) => `${host}:${SENTINEL_PORT}`));
    this.primaryName = pulumi.output(group.name);
    this.url = addressUrl({ ...addressOf(this), tls: secrets.certificate !== undefined });
    const first = pulumi.output(group.servers[0] ?? "");
    this.cliCommand = pulumi.interpolate`${containerCliCommand(first, this.password)} -h ${containerName}`;
    this.registerOutputs(redisReplicasOutputs(this));
  }
}

/** The servers, one after another: an edit takes one away at a time, and goes on when it has its data again. */
function createServers(
  { name, parent, args, group, places }: RedisReplicasPlan,
  { login, memberPassword, certificate }: SharedSecrets,
  sentinels: readonly Companion[],
): RedisServer[] {
  // With one replica alone it would keep the primary from writing as soon as either is gone.
  const least = group.servers.length > 2 ? 1 : 0;
  // Replicas come one after another, so the first one need not wait for company.
  const config = { "min-replicas-to-write": least, "repl-diskless-sync-delay": 0, ...args.config };
  const made: RedisServer[] = [];
  for (const [i, place] of places.servers.entries()) {
    const inputs: MemberArgs = {
      ...args,
      config,
      containerName: group.servers[i] ?? "",
      ...login,
      tls: certificate ?? false,
      transform: args.transform?.server ?? {},
      replication: { group: pulumi.output(group), password: memberPassword },
    };
    made.push(
      new RedisServer(`${name}-${place.key}`, inputs, optionsAt(place, parent, [...sentinels, ...made.slice(-1)])),
    );
  }
  return made;
}

function containersOf(companions: readonly Companion[]): docker.Container[] {
  return companions.map(({ container }) => container);
}

function byKey<T>(places: readonly { readonly key: string }[], things: readonly T[]): Record<string, T> {
  return Object.fromEntries(things.map((thing, i) => [places[i]?.key ?? "", thing]));
}

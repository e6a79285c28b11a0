import * as docker from "@pulumi/docker";
import * as pulumi from "@pulumi/pulumi";
import { inspectContainer } from "../functions/inspectContainer";
import { redisArgsProblem } from "./redisRules";
import { existingAddress } from "./redisAddress";
import { redisContainer, RedisNodes } from "./redisContainer";
import { redisOutputs } from "./redisOutputs";
import type { RedisServerArgs } from "./RedisServerArgs";
import { Service } from "../shared/references";
import { Validator } from "../shared/validate";

/**
 * A redis server in a container, on one network to begin with: with a password, closely kept, its data in a volume that
 * outlives it.
 *
 * @example
 * const redis = new RedisServer("redis", { network: backend, config: { "maxmemory-policy": "allkeys-lru" } });
 */
export class RedisServer extends pulumi.ComponentResource implements Service {
  /** The name that clients on its networks reach it by: the container's name. */
  readonly host: pulumi.Output<string>;
  readonly port: pulumi.Output<number>;
  /** `redis://` or, with TLS, `rediss://`, for clients on its networks. A secret when it holds a password. */
  readonly url: pulumi.Output<string>;
  /** Whom clients log in as; undefined without a password. */
  readonly username: pulumi.Output<string> | undefined;
  /** The clients' password, a secret; undefined without one. */
  readonly password: pulumi.Output<string> | undefined;
  /** The authority that its certificate is trusted by; undefined without TLS. */
  readonly caPem: pulumi.Output<string> | undefined;
  /** A line for a shell on the Engine's machine that opens an interactive redis-cli; it holds no password. */
  readonly cliCommand: pulumi.Output<string>;
  /** The container's id, known once redis answers on its network; with `existing` the host. */
  readonly ready: pulumi.Output<string>;
  /** Whether it is a redis that was there already. */
  readonly external: boolean;
  /** The children; none with `existing`. */
  readonly nodes: RedisNodes;

  constructor(name: string, args: RedisServerArgs, opts?: pulumi.ComponentResourceOptions) {
    super("dockwire:index:RedisServer", name, {}, opts);
    const check = new Validator(this, `RedisServer "${name}"`);
    check.refuse(redisArgsProblem(args));
    const { existing, network = "" } = args;
    const { nodes, address, ready } = existing
      ? { nodes: {}, address: existingAddress(existing, check), ready: undefined }
      : redisContainer(this, name, network, args, check);
    this.external = existing !== undefined;
    this.nodes = nodes;
    this.host = address.host;
    this.port = address.port;
    this.url = address.url;
    this.username = address.username;
    this.password = address.password;
    this.caPem = address.caPem;
    this.cliCommand = address.cliCommand;
    this.ready = ready ?? address.host;
    this.registerOutputs(redisOutputs(this));
  }

  /** The container. @throws with `existing`, which has none here */
  get container(): docker.Container {
    if (this.nodes.container) return this.nodes.container;
    const reason = "this redis was there already: it has no container that could be attached, or linked by address";
    throw new pulumi.ResourceError(reason, this);
  }

  /** The container's id. @throws with `existing` */
  get containerId(): pulumi.Output<string> {
    return this.container.id;
  }

  /** The container's name; with `existing` the host. */
  get containerName(): pulumi.Output<string> {
    return this.nodes.container?.name ?? this.host;
  }

  /** Its environment variables, the image's included. Secret: others may have put a password there. */
  get environment(): pulumi.Output<Record<string, string>> {
    return inspectContainer(this.ready, { parent: this }).environment;
  }
}

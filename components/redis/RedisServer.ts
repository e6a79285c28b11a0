import * as docker from "@pulumi/docker";
import * as pulumi from "@pulumi/pulumi";
import { inspectContainer } from "../functions/inspectContainer";
import { redisArgsProblem } from "./redisRules";
import { addressUrl, containerCliCommand } from "./redisAddress";
import { redisContainer, RedisNodes } from "./redisContainer";
import { redisServerOutputs } from "./redisOutputs";
import type { RedisServerArgs } from "./RedisServerArgs";
import type { ServerContainer, Service } from "../shared/references";
import { Validator } from "../shared/validate";

/**
 * A redis server in a container: with a password, few rights, and its data in a volume that outlives it. It is created on
 * one network and can be attached to others while it runs.
 *
 * @example
 * const redis = new RedisServer("redis", { network: backend, config: { "maxmemory-policy": "allkeys-lru" } });
 */
export class RedisServer extends pulumi.ComponentResource implements Service, ServerContainer {
  /** The name that clients on its networks reach it by: the container's name. */
  readonly host: pulumi.Output<string>;
  readonly port: pulumi.Output<number>;
  /** `redis://` or, with TLS, `rediss://`, for clients on its networks. A secret when it holds a password. */
  readonly url: pulumi.Output<string>;
  /** The user that clients log in as; undefined without a password. */
  readonly username: pulumi.Output<string> | undefined;
  /** The clients' password, a secret; undefined without one. */
  readonly password: pulumi.Output<string> | undefined;
  /** The CA certificate that clients verify it with; undefined without TLS. */
  readonly caPem: pulumi.Output<string> | undefined;
  /** A line for a shell on the Engine's machine that opens an interactive redis-cli; it holds no password. */
  readonly cliCommand: pulumi.Output<string>;
  /** The container's id, known once redis answers on its network. */
  readonly ready: pulumi.Output<string>;
  readonly container: docker.Container;
  readonly containerId: pulumi.Output<string>;
  readonly containerName: pulumi.Output<string>;
  /** The children. */
  readonly nodes: RedisNodes;

  constructor(name: string, args: RedisServerArgs, opts?: pulumi.ComponentResourceOptions) {
    super("dockwire:index:RedisServer", name, {}, opts);
    const check = new Validator(this, `RedisServer "${name}"`);
    check.refuse(redisArgsProblem(args));
    const { nodes, address, caPem, ready } = redisContainer(this, name, args, check);
    this.nodes = nodes;
    this.container = nodes.container;
    this.containerId = nodes.container.id;
    this.containerName = nodes.container.name;
    this.host = address.host;
    this.port = address.port;
    this.url = addressUrl(address);
    this.username = address.username;
    this.password = address.password;
    this.caPem = caPem;
    this.cliCommand = containerCliCommand(this.containerName, this.password);
    this.ready = ready;
    this.registerOutputs(redisServerOutputs(this));
  }

  /** Its environment variables, the image's included. Secret: others may have put a password there. */
  get environment(): pulumi.Output<Record<string, string>> {
    return inspectContainer(this.ready, { parent: this }).environment;
  }
}

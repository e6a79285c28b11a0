import * as docker from "@pulumi/docker";
import * as pulumi from "@pulumi/pulumi";
import { inspectContainer } from "../functions/inspectContainer";
import { ContainerNetworks } from "../generated/ContainerNetworks";
import { holdNetworks } from "../network/holdNetworks";
import type { ContainerReady } from "../generated/ContainerReady";
import { PidsLimit } from "../generated/PidsLimit";
import { pidsLimit } from "../shared/pidsLimit";
import { NO_INPUTS } from "../shared/resourceOptions";
import { stackLabel } from "../shared/stackLabel";
import type { Volume } from "../generated/Volume";
import type { ServerContainer, Service } from "../shared/references";
import { addressOf, addressUrl, containerCliCommand } from "./redisAddress";
import { createConfiguration, RedisConfiguration } from "./redisConfiguration";
import { createContainer } from "./redisContainer";
import { CLIENT_USER, REDIS_PORT } from "./redisFiles";
import { redisServerOutputs } from "./redisOutputs";
import { createCertificate, createDataVolume, createImage, createLogin, createReady } from "./redisParts";
import { redisServerPlan } from "./redisPlan";
import type { RedisServerArgs } from "./RedisServerArgs";

/** What a RedisServer is made of. */
export interface RedisNodes extends RedisConfiguration {
  readonly image: docker.RemoteImage;
  readonly container: docker.Container;
  /** Holds the data; none with `existingVolume`, nor in tutorial mode unless `volumeName` is given. */
  readonly dataVolume: Volume | undefined;
  /** Keeps the container on the network that it was created on. */
  readonly networks: ContainerNetworks | undefined;
  readonly pidsLimit: PidsLimit | undefined;
  readonly ready: ContainerReady;
}

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
    super("dockwire:index:RedisServer", name, NO_INPUTS, opts);
    const plan = redisServerPlan(name, args, this);
    const label = stackLabel(`${name}-label`, this, { containers: { "": plan.containerName }, ports: plan.ports });
    const { image, imageId } = createImage(plan, label);
    const data = createDataVolume(plan);
    const login = createLogin(plan);
    const certificate = createCertificate(plan);
    const configuration = createConfiguration(plan, { imageId, login, certificate });
    const made = createContainer(plan, { label, imageId, data, configuration });
    const { container } = made;
    const networks = holdNetworks(`${name}-networks`, container, made.args, this);
    const limit = pidsLimit(`${name}-pids`, container, plan.settings, this);
    const ready = createReady(plan, made);
    this.nodes = { image, container, dataVolume: data.dataVolume, ...configuration, networks, pidsLimit: limit, ready };

    this.container = container;
    this.containerId = container.id;
    this.containerName = container.name;
    this.host = container.name;
    this.port = pulumi.output(REDIS_PORT);
    this.username = login && pulumi.output(CLIENT_USER);
    this.password = login?.password;
    this.caPem = certificate?.caPem;
    this.url = addressUrl({ ...addressOf(this), tls: certificate !== undefined });
    this.cliCommand = containerCliCommand(this.containerName, this.password);
    this.ready = pulumi.all([ready.containerId, networks?.containerId]).apply(([id]) => id);
    this.registerOutputs(redisServerOutputs(this));
  }

  /** Its environment variables, the image's included. Secret: others may have put a password there. */
  get environment(): pulumi.Output<Record<string, string>> {
    return inspectContainer(this.ready, { parent: this }).environment;
  }
}

import * as docker from "@pulumi/docker";
import * as pulumi from "@pulumi/pulumi";
import { ContainerReady } from "./ContainerReady";
import { inspectContainer } from "./inspectContainer";
import { containerNameProblem, imageProblem } from "./logic/names";
import { placed, stackName } from "./placement";
import { containerPorts, portsProblem, PublishedPort } from "./ports";
import { NetworkRef, networkIdOf, Server } from "./references";

const REDIS_PORT = 6379;

/** What a RedisServer takes. */
export interface RedisServerArgs {
  /** The network that it is born on; more are attached while it runs. */
  readonly network: NetworkRef;
  /** The container's name. @default the component's name */
  readonly containerName?: string;
  /** The image; anything that runs redis-server and has redis-cli. @default "redis" */
  readonly image?: string;
  /**
   * "production": authentication, a configuration file and a volume for the data. "tutorial": a redis as
   * `docker run redis` makes it, without a password: for trying out, on networks that nobody else is on.
   * @default "production"
   */
  readonly mode?: "production" | "tutorial";
  /** Ports to open on the host. @default none: only its networks reach it */
  readonly ports?: readonly PublishedPort[];
}

/**
 * A redis server in a container, on one network to begin with.
 *
 * @example
 * const redis = new RedisServer("redis", { network: backend });
 */
export class RedisServer extends pulumi.ComponentResource implements Server {
  /** The container itself. */
  readonly container: docker.Container;
  readonly containerId: pulumi.Output<string>;
  readonly containerName: pulumi.Output<string>;
  /** Where clients on its networks find it: the container's name. */
  readonly host: pulumi.Output<string>;
  readonly port: pulumi.Output<number>;
  /** `redis://HOST:PORT`, for clients on its networks. */
  readonly url: pulumi.Output<string>;
  /** A line for a shell on the Engine's machine that opens an interactive redis-cli. */
  readonly cliCommand: pulumi.Output<string>;
  /** The container's id, known once redis answers. */
  readonly ready: pulumi.Output<string>;

  constructor(name: string, args: RedisServerArgs, opts?: pulumi.ComponentResourceOptions) {
    super("dockwire:index:RedisServer", name, {}, opts);
    const parent = this;
    const { containerName = name, image = "redis", ports = [] } = args;
    const problem = containerNameProblem(containerName) ?? imageProblem(image) ?? portsProblem(ports);
    if (problem) throw new pulumi.ResourceError(`RedisServer "${name}": ${problem}`, this);

    const found = new docker.RemoteImage(
      `${name}-image`,
      { name: placed(this, { containerName, image, ports }), keepLocally: true },
      { parent },
    );
    this.container = new docker.Container(
      `${name}-container`,
      {
        name: containerName,
        image: found.imageId,
        networksAdvanced: [{ name: networkIdOf(args.network) }],
        ports: containerPorts(ports),
        healthcheck: { tests: ["CMD", "redis-cli", "ping"], interval: "5s", timeout: "3s", retries: 5 },
        labels: [{ label: "dockwire.stack", value: stackName() }],
      },
      { parent },
    );
    const ready = new ContainerReady(`${name}-ready`, { container: this.container }, { parent });

    this.containerId = this.container.id;
    this.containerName = this.container.name;
    this.host = this.container.name;
    this.port = pulumi.output(REDIS_PORT);
    this.url = pulumi.interpolate`redis://${this.host}:${this.port}`;
    this.cliCommand = pulumi.interpolate`docker exec --interactive --tty ${this.containerName} redis-cli`;
    this.ready = ready.containerId;
    this.registerOutputs({
      containerId: this.containerId,
      containerName: this.containerName,
      host: this.host,
      port: this.port,
      url: this.url,
      cliCommand: this.cliCommand,
      ready: this.ready,
    });
  }

  /** Its environment variables, the image's included; this component puts no secret there. */
  get environment(): pulumi.Output<Record<string, string>> {
    return inspectContainer(this.ready).environment;
  }
}

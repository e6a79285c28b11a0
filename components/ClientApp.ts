import * as docker from "@pulumi/docker";
import * as pulumi from "@pulumi/pulumi";
import { Links, linkSettings, linksProblem } from "./links";
import { containerNameProblem, imageProblem } from "./logic/names";
import { placed, stackName } from "./placement";
import { containerPorts, portsProblem, PublishedPort } from "./ports";
import { NetworkRef, networkIdOf } from "./references";

/** What a ClientApp takes. */
export interface ClientAppArgs {
  /** The network that it is born on. */
  readonly network: NetworkRef;
  /** The image to run. */
  readonly image: string;
  /** The container's name. @default the component's name */
  readonly containerName?: string;
  /** Ports to open on the host. @default none */
  readonly ports?: readonly PublishedPort[];
  /** Environment variables. @default none */
  readonly environment?: Record<string, pulumi.Input<string>>;
  /** Servers that it knows by links: variables, and lines in /etc/hosts where asked for. @default none */
  readonly links?: Links;
  /** What has to be there before it starts: attachments, the `ready` of servers. @default nothing */
  readonly needs?: pulumi.Input<pulumi.Resource>[];
}

/**
 * An application in a container that uses servers on its networks.
 *
 * @example
 * new ClientApp("app", { network: frontend, image: "example/app", ports: [{ internal: 3000, external: 3000 }] });
 */
export class ClientApp extends pulumi.ComponentResource {
  /** The container itself. */
  readonly container: docker.Container;
  readonly containerId: pulumi.Output<string>;
  readonly containerName: pulumi.Output<string>;
  /** `http://HOST:PORT` for every published tcp port, in the order of `ports`. */
  readonly urls: pulumi.Output<string[]>;

  constructor(name: string, args: ClientAppArgs, opts?: pulumi.ComponentResourceOptions) {
    super("dockwire:index:ClientApp", name, {}, opts);
    const parent = this;
    const { containerName = name, image, ports = [], environment = {}, links = {}, needs = [] } = args;
    const problem =
      containerNameProblem(containerName) ?? imageProblem(image) ?? portsProblem(ports) ?? linksProblem(links);
    if (problem) throw new pulumi.ResourceError(`ClientApp "${name}": ${problem}`, this);

    const linked = linkSettings(containerName, [args.network], links, needs);
    const variables = pulumi.all([linked.environment, environment]).apply(([ofLinks, own]) => ({ ...ofLinks, ...own }));
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
        envs: variables.apply((all) => Object.entries(all).map(([key, value]) => `${key}=${value}`)),
        hosts: linked.hosts.apply((lines) => Object.entries(lines).map(([host, ip]) => ({ host, ip }))),
        labels: [{ label: "dockwire.stack", value: stackName() }],
      },
      { parent, dependsOn: needs },
    );
    this.containerId = this.container.id;
    this.containerName = this.container.name;
    this.urls = this.container.ports.apply((published) =>
      (published ?? [])
        .filter((port) => port.protocol !== "udp")
        .map(
          (port) =>
            `http://${["0.0.0.0", "127.0.0.1"].includes(port.ip ?? "") ? "localhost" : port.ip}:${port.external}`,
        ),
    );
    this.registerOutputs({ containerId: this.containerId, containerName: this.containerName, urls: this.urls });
  }
}

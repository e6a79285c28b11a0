import * as docker from "@pulumi/docker";
import * as pulumi from "@pulumi/pulumi";
import { clientProblem } from "./clientRules";
import type { ClientAppArgs } from "./ClientAppArgs";
import { clientContainers, ClientNodes } from "./clientContainers";
import { hostInUrl } from "../shared/ports";
import { Validator } from "../shared/validate";

/**
 * An application in a container that uses servers on its networks. It starts once these are healthy and all that the
 * option `dependsOn` names is there, for instance attachments.
 *
 * @example
 * new ClientApp("app", { network: frontend, image: "example/app:1", uses: { db: redis }, ports: [{ internal: 3000, external: 3000 }] });
 */
export class ClientApp extends pulumi.ComponentResource {
  /** The container; of several replicas the first. */
  readonly container: docker.Container;
  readonly containerId: pulumi.Output<string>;
  readonly containerName: pulumi.Output<string>;
  /** `http://HOST:PORT` for every published tcp port, in the order of `ports`, replica after replica. */
  readonly urls: pulumi.Output<string[]>;
  /** The container's id; with a `healthcheck` known once every replica passes it. */
  readonly ready: pulumi.Output<string>;
  /** The children. */
  readonly nodes: ClientNodes;

  constructor(name: string, args: ClientAppArgs, opts: pulumi.ComponentResourceOptions = {}) {
    // The image is looked up meanwhile: only what runs waits for the option dependsOn.
    const { dependsOn, ...own } = opts;
    super("dockwire:index:ClientApp", name, {}, own);
    const check = new Validator(this, `ClientApp "${name}"`);
    check.refuse(clientProblem(name, args));
    this.nodes = clientContainers(name, args, { parent: this, dependsOn }, check);
    const containers = Object.values(this.nodes.containers);
    this.container = this.nodes.first;
    this.containerId = this.container.id;
    this.containerName = this.container.name;
    this.urls = pulumi
      .all(containers.map((one) => one.ports))
      .apply((lists) => lists.flatMap((ports) => urlsOf(ports)));
    const waits = [...Object.values(this.nodes.containerNetworks), ...Object.values(this.nodes.ready)];
    this.ready = pulumi.all([this.containerId, ...waits.map((one) => one.containerId)]).apply(([id]) => id);
    const { containerId, containerName, urls, ready } = this;
    this.registerOutputs({ containerId, containerName, urls, ready });
  }
}

/** Addresses of this machine that a browser on it finds under its own name. */
const LOCAL = ["0.0.0.0", "127.0.0.1", "::", ""];

function urlsOf(ports: docker.types.output.ContainerPort[] | undefined): string[] {
  return (ports ?? [])
    .filter((port) => port.protocol !== "udp")
    .map(({ ip = "", external }) => `http://${LOCAL.includes(ip) ? "localhost" : hostInUrl(ip)}:${external}`);
}

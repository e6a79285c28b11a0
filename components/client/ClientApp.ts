import * as docker from "@pulumi/docker";
import * as pulumi from "@pulumi/pulumi";
import type { ContainerNetworks } from "../generated/ContainerNetworks";
import type { NetworkAttachment } from "../generated/NetworkAttachment";
import type { ContainerReady } from "../generated/ContainerReady";
import type { PidsLimit } from "../generated/PidsLimit";
import { NO_INPUTS } from "../shared/resourceOptions";
import { hostInUrl } from "../shared/ports";
import type { ClientAppArgs } from "./ClientAppArgs";
import {
  createAttachments,
  createImage,
  createLabel,
  createPidsLimits,
  createReady,
  createReplica,
  type Replica,
} from "./clientContainers";
import { clientAppPlan } from "./clientPlan";
import { createSecrets, SecretNodes } from "./clientSecrets";
import { useSettings } from "./uses";

/** What a ClientApp is made of; records are by replica key (an empty one without replicas). */
export interface ClientNodes extends SecretNodes {
  readonly image: docker.RemoteImage;
  readonly containers: Readonly<Record<string, docker.Container>>;
  /** Each keeps a container on the network that it was created on. */
  readonly containerNetworks: Readonly<Record<string, ContainerNetworks>>;
  /** By replica key and key of `networks`, with "-" between if there are replicas. */
  readonly attachments: Readonly<Record<string, NetworkAttachment>>;
  readonly ready: Readonly<Record<string, ContainerReady>>;
  readonly pidsLimits: Readonly<Record<string, PidsLimit>>;
}

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
    super("dockwire:index:ClientApp", name, NO_INPUTS, own);
    const plan = clientAppPlan(name, args, this, dependsOn);
    const label = createLabel(plan);
    const { image, imageId } = createImage(plan, label);
    const used = useSettings(name, plan.network, plan.uses, { parent: this, dependsOn });
    const secrets = createSecrets(plan, imageId, used.files);
    const [firstKey, ...keys] = plan.keys;
    const first = createReplica(plan, firstKey, { label, imageId, used, secrets });
    const replicas = [first, ...keys.map((key) => createReplica(plan, key, { label, imageId, used, secrets }))];
    const attachments = createAttachments(plan, replicas);
    const waits = createReady(plan, replicas);
    const pidsLimits = createPidsLimits(plan, replicas);
    this.nodes = { image, ...secrets, ...byKey(replicas), attachments, ready: waits, pidsLimits };

    this.container = first.container;
    this.containerId = first.container.id;
    this.containerName = first.container.name;
    this.urls = urlsOf(replicas);
    this.ready = readyId(first, [...Object.values(this.nodes.containerNetworks), ...Object.values(waits)]);
    const { containerId, containerName, urls, ready } = this;
    this.registerOutputs({ containerId, containerName, urls, ready });
  }
}

function byKey(replicas: readonly Replica[]): Pick<ClientNodes, "containers" | "containerNetworks"> {
  return {
    containers: Object.fromEntries(replicas.map(({ key, container }) => [key, container])),
    containerNetworks: Object.fromEntries(replicas.flatMap(({ key, networks }) => (networks ? [[key, networks]] : []))),
  };
}

function readyId(
  { container }: Replica,
  waits: readonly { readonly containerId: pulumi.Output<string> }[],
): pulumi.Output<string> {
  return pulumi.all(waits.map((one) => one.containerId)).apply(() => container.id);
}

/** Addresses of this machine that a browser on it finds under its own name. */
const LOCAL = ["0.0.0.0", "127.0.0.1", "::", ""];

function urlsOf(replicas: readonly Replica[]): pulumi.Output<string[]> {
  const urlOf = ({ ip = "", external }: docker.types.output.ContainerPort) =>
    `http://${LOCAL.includes(ip) ? "localhost" : hostInUrl(ip)}:${external}`;
  return pulumi.all(replicas.map(({ container }) => container.ports)).apply((lists) => {
    const all = lists.flatMap((ports) => ports ?? []);
    return all.filter((port) => port.protocol !== "udp").map(urlOf);
  });
}

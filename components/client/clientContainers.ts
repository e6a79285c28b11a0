import * as docker from "@pulumi/docker";
import * as pulumi from "@pulumi/pulumi";
import { CONTAINER_OPTIONS } from "../shared/resourceOptions";
import { ContainerNetworks } from "../generated/ContainerNetworks";
import { holdNetworks } from "../network/holdNetworks";
import { NetworkAttachment } from "../generated/NetworkAttachment";
import { ContainerReady } from "../generated/ContainerReady";
import { PidsLimit } from "../generated/PidsLimit";
import { pidsLimit } from "../shared/pidsLimit";
import { containerLabels, labelArg, stackLabel } from "../shared/stackLabel";
import type { StackLabel } from "../generated/StackLabel";
import { hardenedArgs } from "../shared/hardening";
import { CheckedImage, containerImage } from "../shared/image";
import { networkIdOf } from "../shared/references";
import { applyTransform } from "../shared/transform";
import { ClientAppPlan, replicaName, suffix } from "./clientPlan";
import { secretLabels, secretMounts, SecretNodes } from "./clientSecrets";
import { linkSettings } from "./links";
import type { UseSettings } from "./uses";

/** What every replica's container has in common, beside the plan. */
export interface ContainerSources {
  readonly label: StackLabel;
  readonly imageId: pulumi.Output<string>;
  readonly used: UseSettings;
  readonly secrets: SecretNodes;
}

/** One container of a ClientApp; its key is empty when no replicas were asked for. */
export interface Replica {
  readonly key: string;
  readonly container: docker.Container;
  /** Keeps the container on the network that it was created on. */
  readonly networks: ContainerNetworks | undefined;
}

/** The label of every replica's container. */
export function createLabel({ name, parent, containerName, keys, ports }: ClientAppPlan): StackLabel {
  const containers = keys.map((key) => [suffix(key), replicaName(containerName, key)] as const);
  return stackLabel(`${name}-label`, parent, { containers: Object.fromEntries(containers), ports });
}

/** The image, looked up while the containers are checked. */
export function createImage(plan: ClientAppPlan, label: StackLabel): CheckedImage {
  const { name, image, build, containerName, ports, keys, transform, parent } = plan;
  const planned = keys.map((key) => ({ containerName: replicaName(containerName, key), ports, label }));
  return containerImage(name, { image, build, planned, transform: transform.image }, parent);
}

/** One replica's container, and what keeps it on its network. */
export function createReplica(plan: ClientAppPlan, key: string, from: ContainerSources): Replica {
  const { name, parent, dependsOn, transform } = plan;
  const opts = { parent, dependsOn, ...CONTAINER_OPTIONS };
  const inputs = containerArgs(plan, key, from);
  const [own, args, options] = applyTransform(transform.container, `${name}${suffix(key)}-container`, inputs, opts);
  const labels = containerLabels([labelArg(from.label), ...secretLabels(from.secrets)], args.labels);
  const container = new docker.Container(own, { ...args, labels }, options);
  return { key, container, networks: holdNetworks(`${name}${suffix(key)}-networks`, container, args, parent) };
}

/** Attachments to further networks, by replica key and key of `networks`, with "-" between if there are replicas. */
export function createAttachments(
  { name, parent, networks, transform }: ClientAppPlan,
  replicas: readonly Replica[],
): Record<string, NetworkAttachment> {
  const all = replicas.flatMap(({ key, container }) =>
    Object.entries(networks).map(([to, network]) => {
      const own = `${name}${suffix(key)}-on-${to}`;
      const args = applyTransform(transform.attachment, own, { container, network }, { parent });
      return [key ? `${key}-${to}` : to, new NetworkAttachment(...args)] as const;
    }),
  );
  return Object.fromEntries(all);
}

/** Waits until each replica is healthy; nothing waits without a health check. */
export function createReady(
  { name, parent, healthcheck, readySeconds, transform }: ClientAppPlan,
  replicas: readonly Replica[],
): Record<string, ContainerReady> {
  const all = (healthcheck ? replicas : []).map(({ key, container }) => {
    const inputs = { container, timeoutSeconds: readySeconds };
    const args = applyTransform(transform.ready, `${name}${suffix(key)}-ready`, inputs, { parent });
    return [key, new ContainerReady(...args)] as const;
  });
  return Object.fromEntries(all);
}

/** The limit of processes of each replica; none when `pids` is false. */
export function createPidsLimits(
  { name, parent, settings }: ClientAppPlan,
  replicas: readonly Replica[],
): Record<string, PidsLimit> {
  const all = replicas.flatMap(({ key, container }) => {
    const made = pidsLimit(`${name}${suffix(key)}-pids`, container, settings, parent);
    return made ? [[key, made] as const] : [];
  });
  return Object.fromEntries(all);
}

function containerArgs(plan: ClientAppPlan, key: string, from: ContainerSources): docker.ContainerArgs {
  const { parent, dependsOn, network, links, containerName, environment } = plan;
  const own = replicaName(containerName, key);
  const linked = linkSettings(own, [network], links, { parent, dependsOn });
  const variables = pulumi
    .all([linked.environment, from.used.environment, environment])
    .apply((sources): [string, string][] => Object.entries(Object.assign({}, ...sources)));
  return {
    ...hardenedArgs(plan.settings),
    name: own,
    image: from.imageId,
    command: plan.command,
    networksAdvanced: [{ name: networkIdOf(network), aliases: key ? [containerName] : undefined }],
    ports: plan.ports,
    envs: variables.apply((all) => all.map(([variable, value]) => `${variable}=${value}`)),
    hosts: linked.hosts.apply((lines) => Object.entries(lines).map(([host, ip]) => ({ host, ip }))),
    volumes: [...plan.mounts, ...secretMounts(from.secrets)],
    healthcheck: plan.healthcheck,
    destroyGraceSeconds: plan.stopSeconds,
  };
}

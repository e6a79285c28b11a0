import * as docker from "@pulumi/docker";
import * as pulumi from "@pulumi/pulumi";
import { ContainerNetworks } from "../generated/ContainerNetworks";
import { ContainerReady } from "../generated/ContainerReady";
import { PidsLimit } from "../generated/PidsLimit";
import type { VolumeFile } from "../generated/types";
import { Volume } from "../generated/Volume";
import { VolumeFiles } from "../generated/VolumeFiles";
import { holdNetworks } from "../network/holdNetworks";
import { OWN_NAMES_ALONE } from "../redis/redisContainer";
import { Hardened, hardenedArgs } from "../shared/hardening";
import { containerImage } from "../shared/image";
import { pidsLimit } from "../shared/pidsLimit";
import { afterNetwork, networkIdOf, type NetworkRef } from "../shared/references";
import { CONTAINER_OPTIONS, NO_INPUTS } from "../shared/resourceOptions";
import { containerLabels, labelArg, stackLabel } from "../shared/stackLabel";
import { applyTransform, type Transform } from "../shared/transform";

/** A container beside the servers: its settings are files, and it may write some down. */
export interface CompanionArgs {
  readonly containerName: string;
  readonly network: NetworkRef;
  /** @default none */
  readonly aliases?: string[];
  readonly image: pulumi.Input<string>;
  readonly command: string[];
  /** Where the files are mounted. */
  readonly folder: string;
  readonly files: VolumeFile[];
  /** A volume at /data, and whether it outlives the container's end. @default none */
  readonly data?: { readonly keep: boolean };
  readonly healthcheck?: docker.types.input.ContainerHealthcheck;
  readonly settings: Hardened;
  readonly readySeconds: pulumi.Input<number>;
  readonly transform: Transform<docker.ContainerArgs> | undefined;
}

/** A Sentinel or a router of a RedisReplicas: a component, so that all of it is given to the machine's providers. */
export class Companion extends pulumi.ComponentResource {
  readonly container: docker.Container;
  /** Of the image, for a probe of the same image. */
  readonly imageId: pulumi.Output<string>;
  /** The container's id, known once it is healthy, or, without a health check, once it runs. */
  readonly ready: pulumi.Output<string>;
  /** The children. */
  readonly nodes: {
    readonly configVolume: Volume;
    readonly files: VolumeFiles;
    readonly dataVolume: Volume | undefined;
    readonly networks: ContainerNetworks | undefined;
    readonly pidsLimit: PidsLimit | undefined;
    readonly ready: ContainerReady;
  };

  constructor(kind: "Sentinel" | "Router", name: string, args: CompanionArgs, opts: pulumi.ComponentResourceOptions) {
    super(`dockwire:index:${kind}`, name, NO_INPUTS, opts);
    const parent = this;
    const { containerName, network, image, settings, readySeconds } = args;
    const label = stackLabel(`${name}-label`, this, { containers: { "": containerName } });
    const planned = [{ containerName, label }];
    this.imageId = containerImage(name, { image, planned, transform: undefined }, this).imageId;
    const place = { parent, dependsOn: afterNetwork(network) };
    const configVolume = new Volume(`${name}-config`, { defaultName: `${containerName}-config` }, place);
    const content = { volume: configVolume.name, image: this.imageId, files: args.files };
    const files = new VolumeFiles(`${name}-files`, content, { parent });
    const dataVolume = args.data && createData(name, containerName, { ...place, retainOnDelete: args.data.keep });
    const inputs = { ...containerArgs(args, this.imageId), volumes: mounts(args, configVolume, dataVolume) };
    const once = { parent, ...CONTAINER_OPTIONS };
    const [own, given, options] = applyTransform(args.transform, `${name}-container`, inputs, once);
    const labels = containerLabels([labelArg(label), { label: "dockwire.files", value: files.version }], given.labels);
    this.container = new docker.Container(own, { ...given, labels }, options);
    const networks = holdNetworks(`${name}-networks`, this.container, given, this);
    const limit = pidsLimit(`${name}-pids`, this.container, settings, this);
    const ready = new ContainerReady(
      `${name}-ready`,
      { container: this.container, timeoutSeconds: readySeconds },
      { parent },
    );
    this.nodes = { configVolume, files, dataVolume, networks, pidsLimit: limit, ready };
    this.ready = pulumi.all([ready.containerId, networks?.containerId]).apply(([id]) => id);
    this.registerOutputs({ ready: this.ready });
  }
}

function createData(name: string, containerName: string, opts: pulumi.CustomResourceOptions): Volume {
  return new Volume(`${name}-data`, { defaultName: `${containerName}-data` }, opts);
}

function containerArgs(args: CompanionArgs, image: pulumi.Output<string>): docker.ContainerArgs {
  const { containerName, network, aliases, command, healthcheck, settings } = args;
  return {
    ...hardenedArgs(settings),
    ...OWN_NAMES_ALONE,
    name: containerName,
    image,
    command,
    networksAdvanced: [{ name: networkIdOf(network), aliases }],
    healthcheck,
    destroyGraceSeconds: 10,
  };
}

function mounts(
  { folder }: CompanionArgs,
  config: Volume,
  data: Volume | undefined,
): docker.types.input.ContainerVolume[] {
  return [
    ...(data ? [{ volumeName: data.name, containerPath: "/data", readOnly: false }] : []),
    { volumeName: config.name, containerPath: folder, readOnly: true },
  ];
}

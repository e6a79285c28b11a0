import * as docker from "@pulumi/docker";
import * as pulumi from "@pulumi/pulumi";
import type { ImageBuild } from "./buildContext";
import type { ContainerReadyArgs } from "../generated/ContainerReady";
import type { ContainerSettings } from "../shared/hardening";
import type { Links } from "./links";
import type { NetworkAttachmentArgs } from "../generated/NetworkAttachment";
import type { PublishedPort } from "../shared/ports";
import type { NetworkRef } from "../shared/references";
import type { Transform } from "../shared/transform";
import type { Uses } from "./uses";
import type { Volume, VolumeArgs } from "../generated/Volume";
import type { VolumeFilesArgs } from "../generated/VolumeFiles";

/** What a container mounts: a volume's name, the volume, or a folder of the Engine's machine. */
export type Mount = VolumeName | { readonly volume: VolumeName; readonly readOnly?: pulumi.Input<boolean> } | HostMount;

/** A volume by its name, or the resource that makes it. */
export type VolumeName = pulumi.Input<string> | docker.Volume | Volume;

/** A folder or file of the Engine's machine. */
export interface HostMount {
  /** Where it is there. The system's own folders and the Engine's socket are refused. */
  readonly hostPath: pulumi.Input<string>;
  /** Whether the container can only read it. @default false */
  readonly readOnly?: pulumi.Input<boolean>;
  /**
   * Accepts a path of the system or the Engine: whoever runs in the container may then rule that machine. Plain, so that
   * it stands in the program. @default false
   */
  readonly allowSystemPath?: boolean;
}

/** How the Engine finds out whether an application works. */
export interface HealthCheck {
  /** A line for the container's shell, or a command and its words. It has to end with 0 when all is well. */
  readonly command: pulumi.Input<string> | readonly pulumi.Input<string>[];
  /** Seconds between two checks. An update does not wait for the first one. @default 30, and 5 in a swarm */
  readonly intervalSeconds?: pulumi.Input<number>;
  /** Seconds that one check may take. @default 3 */
  readonly timeoutSeconds?: pulumi.Input<number>;
  /** Failures in a row that make it unhealthy. @default 3, and 5 in a swarm */
  readonly retries?: pulumi.Input<number>;
  /** Seconds after the start in which failures do not count. @default 60 */
  readonly startPeriodSeconds?: pulumi.Input<number>;
}

/** Changes to a ClientApp's children before they are made; each replica's container goes through the same. */
export interface ClientTransforms {
  readonly image?: Transform<docker.RemoteImageArgs>;
  readonly secretsVolume?: Transform<VolumeArgs>;
  readonly files?: Transform<VolumeFilesArgs>;
  readonly container?: Transform<docker.ContainerArgs>;
  readonly attachment?: Transform<NetworkAttachmentArgs>;
  readonly ready?: Transform<ContainerReadyArgs>;
}

/** What a ClientApp takes. */
export interface ClientAppArgs extends ContainerSettings {
  /** The network that it is created on. Another one makes a new container. */
  readonly network: NetworkRef;
  /** Further networks by a key of your choice, attached while it runs: adding or removing one leaves the container alone. @default none */
  readonly networks?: Readonly<Record<string, NetworkRef>>;
  /** The image to run, best with tag and digest. Give this or `build`. */
  readonly image?: pulumi.Input<string>;
  /** A folder to build the image from; a changed file makes a new image and a new container. The images stay on the Engine. */
  readonly build?: ImageBuild;
  /** The container's name. @default the component's name */
  readonly containerName?: pulumi.Input<string>;
  /**
   * How many containers of it, or their keys: they are called NAME-KEY, and NAME resolves to all of them. Plain: it decides
   * which resources there are. @default one, called NAME
   */
  readonly replicas?: number | readonly string[];
  /** The command and its words. @default the image's */
  readonly command?: pulumi.Input<pulumi.Input<string>[]>;
  /** Environment variables; they count more than those of `uses` and `links`. Whoever can inspect the container reads them. @default none */
  readonly environment?: pulumi.Input<Readonly<Record<string, pulumi.Input<string>>>>;
  /** Ports to open on the host; how many has to be plain. @default none */
  readonly ports?: readonly PublishedPort[];
  /** Volumes by the folder that they appear under. @default none */
  readonly volumes?: Readonly<Record<string, Mount>>;
  /** Tells whether it works; then `ready` waits for that. @default the image's own check, and nothing waits for it */
  readonly healthcheck?: HealthCheck;
  /** How long it may take to be healthy, in seconds, before an update fails. @default 60 */
  readonly readyTimeoutSeconds?: pulumi.Input<number>;
  /** How long it may take to end by itself when it is removed, in seconds. @default 10 */
  readonly stopSeconds?: pulumi.Input<number>;
  /**
   * Servers that it uses: `{ db: redis }` gives it DB_HOST, DB_PORT, DB_USERNAME, DB_PASSWORD_FILE and DB_URL_FILE, with
   * TLS also DB_CA_FILE; without a password DB_URL in place of the files; of a RedisReplicas also DB_SENTINELS and
   * DB_PRIMARY_NAME. It starts once each is healthy and resolves on `network`. @default none
   */
  readonly uses?: Uses;
  /** Servers that it knows by links: variables, and lines in /etc/hosts where asked for. @default none */
  readonly links?: Links;
  /** Changes to the children before they are made, for what no argument covers. @default none */
  readonly transform?: ClientTransforms;
}

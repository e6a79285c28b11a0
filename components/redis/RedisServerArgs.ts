import * as docker from "@pulumi/docker";
import * as pulumi from "@pulumi/pulumi";
import type { CertificateArgs } from "../generated/Certificate";
import type { ContainerReadyArgs } from "../generated/ContainerReady";
import type { ContainerSettings } from "../shared/hardening";
import type { RedisValue } from "./redisSettings";
import type { PublishedPort } from "../shared/ports";
import type { NetworkRef } from "../shared/references";
import type { Transform } from "../shared/transform";
import type { VolumeArgs } from "../generated/Volume";
import type { VolumeFilesArgs } from "../generated/VolumeFiles";

/** A certificate that somebody else made. All PEM. */
export interface GivenCertificate {
  readonly certPem: pulumi.Input<string>;
  /** The private key; kept as a secret. */
  readonly keyPem: pulumi.Input<string>;
  /** The CA certificate that clients verify it with. */
  readonly caPem: pulumi.Input<string>;
}

/** Changes to a RedisServer's children before they are made. */
export interface RedisTransforms {
  readonly image?: Transform<docker.RemoteImageArgs>;
  readonly dataVolume?: Transform<VolumeArgs>;
  readonly configVolume?: Transform<VolumeArgs>;
  readonly files?: Transform<VolumeFilesArgs>;
  readonly certificate?: Transform<CertificateArgs>;
  readonly container?: Transform<docker.ContainerArgs>;
  readonly ready?: Transform<ContainerReadyArgs>;
}

/** What a RedisServer takes. */
export interface RedisServerArgs extends ContainerSettings {
  /** The network that it is created on; more are attached while it runs. */
  readonly network: NetworkRef;
  /** The container's name. @default the component's name */
  readonly containerName?: pulumi.Input<string>;
  /**
   * The image, best with tag and digest (`redis:7@sha256:...`); anything that has redis-server, redis-cli and a shell.
   * Another one makes a new container; the data stays. @default "redis:7"; in tutorial mode "redis"
   */
  readonly image?: pulumi.Input<string>;
  /**
   * "production": authentication, a configuration file and a volume for the data. "tutorial": a redis as
   * `docker run redis` makes it, without a password: for trying out, on networks that nobody else is on. Plain: it decides
   * which resources there are.
   * @default "production"
   */
  readonly mode?: "production" | "tutorial";
  /** Ports to open on the host; how many has to be plain. @default none: only its networks reach it */
  readonly ports?: readonly PublishedPort[];
  /** The password of the user "client", 12 characters or more. Another one makes a new container. @default one is made and kept as a secret */
  readonly password?: pulumi.Input<string>;
  /** Makes a user "admin" that may do everything, with this password. @default no such user */
  readonly adminPassword?: pulumi.Input<string>;
  /**
   * TLS in place of plain text: true or `names` has a certificate made (valid for the container's name, localhost and
   * further names, such as aliases on other networks), or give your own. What kind it is has to be plain. @default plain text
   */
  readonly tls?: boolean | { readonly names: pulumi.Input<pulumi.Input<string>[]> } | GivenCertificate;
  /** Settings of redis, for instance `{ "maxmemory-policy": "allkeys-lru" }`. @default appendonly, maxmemory at three quarters of `memoryMiB` */
  readonly config?: Readonly<Record<string, pulumi.Input<RedisValue>>>;
  /**
   * The volume that holds the data. With another name the server begins without data, and the former volume stays as it
   * is. A name that the Engine has already is refused, unless a server of this project and stack left the volume behind.
   * @default the container's name and "-data", as it was when the volume was made: a container that gets another name keeps
   * its data; in tutorial mode none that outlives the container
   */
  readonly volumeName?: pulumi.Input<string>;
  /**
   * A volume that is there already, to use in place of one of its own: whoever made it keeps it, and nothing here ever
   * deletes it, whatever `keepData` says. Refused while it is missing, or another container uses it. @default none
   */
  readonly existingVolume?: pulumi.Input<string>;
  /**
   * Whether the volume stays on the Engine when this server is destroyed or leaves the program; Pulumi then shows it as
   * "retained", and the next server of this project and stack with that volume name has the data again.
   * `docker volume rm` removes it. No other edit ever deletes it, also with false. Plain: Pulumi's option retainOnDelete is.
   * @default true
   */
  readonly keepData?: boolean;
  /** How long the data may take to load before an update fails, in seconds. @default 120 */
  readonly readyTimeoutSeconds?: pulumi.Input<number>;
  /** Changes to the children before they are made, for what no argument covers. @default none */
  readonly transform?: RedisTransforms;
}

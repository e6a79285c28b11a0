import type * as docker from "@pulumi/docker";
import type * as pulumi from "@pulumi/pulumi";
import type { ClientAppArgs } from "../client/ClientAppArgs";
import type { Transform } from "../shared/transform";

/** A port of a service's containers that machines of the swarm pass on. */
export interface ServicePort {
  /** The port inside the containers, 1 to 65535. */
  readonly internal: number;
  /** The machines' port, 1 to 65535. */
  readonly external: number;
  /** @default "tcp" */
  readonly protocol?: "tcp" | "udp";
  /**
   * "host": open on the machines that a container runs on, so that each has one at most. "ingress": open on every
   * machine, which passes it on to any container; that needs IP_VS in the kernel of every machine. Both are open to the
   * network, on all addresses.
   * @default "host"
   */
  readonly mode?: "host" | "ingress";
}

/** On which machines of the swarm containers may run. */
export interface Placement {
  /** Conditions, for instance `node.labels.disk==ssd`, `node.role==worker` or `node.hostname!=a`; all have to hold. @default none */
  readonly constraints?: readonly pulumi.Input<string>[];
  /** Labels whose values the containers are spread over evenly, for instance `node.labels.rack`. @default none: over the machines */
  readonly spreadOver?: readonly string[];
  /** How many containers one machine may have. @default any number */
  readonly maxPerMachine?: number;
}

/** How containers are replaced when something of the service changes. */
export interface ServiceUpdate {
  /** How many at a time; 0 is all at once. @default 1 */
  readonly parallelism?: number;
  /** Seconds between two. @default 0 */
  readonly delaySeconds?: number;
  /** "start-first" has the new one running before the old one stops. @default "start-first"; with a "host" port "stop-first" */
  readonly order?: "start-first" | "stop-first";
  /** What happens when a new one fails. @default "rollback": the swarm goes back to the service as it was */
  readonly onFailure?: "rollback" | "pause" | "continue";
  /** For how many seconds after its start a failure counts. @default 5 */
  readonly monitorSeconds?: number;
}

/** Changes to a ClientService's children before they are made. */
export interface ClientServiceTransforms {
  readonly secret?: Transform<docker.SecretArgs>;
  readonly config?: Transform<docker.ServiceConfigArgs>;
  readonly service?: Transform<docker.ServiceArgs>;
}

/** What a ClientService takes: a ClientApp's arguments, and what a swarm adds. */
export interface ClientServiceArgs extends Pick<
  ClientAppArgs,
  "network" | "networks" | "healthcheck" | "uses" | "links" | "user" | "readOnly" | "memoryMiB" | "cpus"
> {
  /** The image; every machine has to have it or to be able to pull it, so best with a registry, a tag and a digest. */
  readonly image: pulumi.Input<string>;
  /** The service's name, which resolves to all of its containers. @default the component's name */
  readonly serviceName?: string;
  /** How many containers, or "global" for one on each machine, which an update does not wait for. @default 1 */
  readonly replicas?: pulumi.Input<number> | "global";
  /** Ports that machines of the swarm pass on. @default none */
  readonly ports?: readonly ServicePort[];
  /**
   * "dnsrr": the service's name resolves to the addresses of all containers; works with every kernel. "vip": it resolves
   * to one address, behind which the kernel's IP_VS chooses a container; where a kernel has none, nothing answers there.
   * @default "vip" with a port of mode "ingress", which needs it; else "dnsrr"
   */
  readonly endpointMode?: "dnsrr" | "vip";
  /** On which machines containers may run. @default on all */
  readonly placement?: Placement;
  /** How containers are replaced. @default one at a time, and back to the former ones when one fails */
  readonly update?: ServiceUpdate;
  /** When a container is started again: also a well ended one, after a failure alone, or never. @default "any" */
  readonly restart?: "any" | "on-failure" | "none";
  /** Files by the path that containers see them under, which no secret may be in. Another content replaces the containers. @default none */
  readonly configs?: Readonly<Record<string, pulumi.Input<string>>>;
  /** Secrets as files by their name below /run/secrets. Another content replaces the containers. @default those of `uses` */
  readonly secrets?: Readonly<Record<string, pulumi.Input<string>>>;
  /** The command and its words. @default the image's */
  readonly command?: readonly pulumi.Input<string>[];
  /** Environment variables; they count more than those of `uses` and `links`. Whoever can inspect the service reads them. @default none */
  readonly environment?: Readonly<Record<string, pulumi.Input<string>>>;
  /**
   * How long a container may take to end by itself, in seconds. Give more than it needs: the deletion of the service
   * fails, once, where a container took all of it.
   * @default 10, and the deletion waits for nothing
   */
  readonly stopSeconds?: number;
  /** Linux capabilities taken away and given, in capitals without CAP_; "ALL" stands for all. @default AUDIT_WRITE and MKNOD are taken away */
  readonly capabilities?: {
    /** Taken away, for instance `["ALL"]`. @default AUDIT_WRITE and MKNOD */
    readonly drops?: readonly string[];
    /** Given back. @default none */
    readonly adds?: readonly string[];
  };
  /** How much of each container's log its machine keeps; false for the Engine's own settings. @default 3 files of 10 MiB */
  readonly logs?:
    | {
        /** The size of a file, in MiB. @default 10 */
        readonly maxSizeMiB?: number;
        /** The number of files. @default 3 */
        readonly maxFiles?: number;
      }
    | false;
  /** Folders in memory, for a container that only reads its root file system. @default none */
  readonly tmpfs?: readonly string[];
  /** Memory that a machine has to have left for each container, in MiB. @default none */
  readonly reserveMemoryMiB?: number;
  /** How long it may take until all containers run, in seconds, before an update fails. @default 180 */
  readonly readyTimeoutSeconds?: number;
  /** Changes to the children before they are made, for what no argument covers. @default none */
  readonly transform?: ClientServiceTransforms;
}

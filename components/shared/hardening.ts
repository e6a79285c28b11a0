import * as docker from "@pulumi/docker";
import * as pulumi from "@pulumi/pulumi";
import { capabilityProblem, countProblem, cpusProblem, memoryProblem, pathProblem, userProblem } from "./limits";
import type { Validator } from "./validate";

/** How closely a container is kept. Every default can be relaxed here. */
export interface ContainerSettings {
  /** Who the program runs as: a name or number, with a group after ":" if need be. */
  readonly user?: pulumi.Input<string>;
  /** Whether the container's root file system can only be read; volumes and `tmpfs` are written to as ever. */
  readonly readOnly?: boolean;
  /** Folders in memory and their mount options, for instance `{ "/tmp": "rw,noexec,size=16m" }`. */
  readonly tmpfs?: Readonly<Record<string, string>>;
  /** Linux capabilities taken away and given, in capitals without CAP_; "ALL" stands for all. */
  readonly capabilities?: {
    /** Taken away, for instance `["ALL"]`. @default some that applications do not need */
    readonly drops?: readonly string[];
    /** Given back. @default none */
    readonly adds?: readonly string[];
  };
  /** Whether programs can gain no rights that their starter lacks, as by a setuid bit. @default true */
  readonly noNewPrivileges?: boolean;
  /** Memory that it may use, in MiB, with no swap beside it; false for no limit. */
  readonly memoryMiB?: pulumi.Input<number> | false;
  /** Processors that it may use, for instance 0.5. @default all */
  readonly cpus?: pulumi.Input<number>;
  /** Processes and threads that it may have; false for no limit. */
  readonly pids?: pulumi.Input<number> | false;
  /** Files and connections that each of its processes may have open; false for the Engine's own limit. */
  readonly openFiles?: pulumi.Input<number> | false;
  /**
   * What happens when the program ends: "no", "always", "unless-stopped", or how often it is started again after a
   * failure. A number does not bring it back after a reboot that it ended well in. An edit is made in place.
   * @default "unless-stopped": it is back after a crash, a reboot and a restart of the Engine, which tries ever more
   * seldom, at last once a minute; not after "docker stop"
   */
  readonly restart?: "no" | "always" | "unless-stopped" | number;
  /** How much of its log the Engine keeps; false for the Engine's own settings. @default 3 files of 10 MiB */
  readonly logs?:
    | {
        /** The size of a file, in MiB. @default 10 */
        readonly maxSizeMiB?: number;
        /** The number of files. @default 3 */
        readonly maxFiles?: number;
      }
    | false;
}

/** Settings with every default filled in, but `user` and `cpus`, which may stay open. */
export type Hardened = Required<Omit<ContainerSettings, "user" | "cpus">> & Pick<ContainerSettings, "user" | "cpus">;

/** The caller's settings over the defaults, checked. */
export function hardened(settings: ContainerSettings, defaults: Hardened, check: Validator): Hardened {
  const given = Object.fromEntries(Object.entries(pick(settings)).filter(([, value]) => value !== undefined));
  const all: Hardened = { ...defaults, ...given };
  const { adds = [], drops = [] } = all.capabilities;
  for (const name of [...adds, ...drops]) check.require("capabilities", capabilityProblem(name));
  for (const path of Object.keys(all.tmpfs)) check.require("tmpfs", pathProblem(path));
  if (typeof all.restart === "number") check.require("restart", countProblem(all.restart));
  else if (!["no", "always", "unless-stopped"].includes(all.restart)) {
    check.require("restart", `"${all.restart}" is not a policy: give "no", "always", "unless-stopped" or a number`);
  }
  if (all.logs) {
    check.require("logs.maxSizeMiB", countProblem(all.logs.maxSizeMiB ?? 1));
    check.require("logs.maxFiles", countProblem(all.logs.maxFiles ?? 1));
  }
  return {
    ...all,
    user: all.user === undefined ? undefined : check.input("user", all.user, userProblem),
    cpus: all.cpus === undefined ? undefined : check.input("cpus", all.cpus, cpusProblem),
    memoryMiB: all.memoryMiB === false ? false : check.input("memoryMiB", all.memoryMiB, memoryProblem),
    pids: all.pids === false ? false : check.input("pids", all.pids, countProblem),
    openFiles: all.openFiles === false ? false : check.input("openFiles", all.openFiles, countProblem),
  };
}

/** The settings in the form of `@pulumi/docker`. `pids` is not among them: see PidsLimit. */
export function hardenedArgs(settings: Hardened): Omit<docker.ContainerArgs, "image"> {
  const { user, cpus, readOnly, tmpfs, capabilities, noNewPrivileges, memoryMiB, openFiles, restart, logs } = settings;
  const { drops = [], adds = [] } = capabilities;
  return {
    user,
    cpus: cpus === undefined ? undefined : pulumi.output(cpus).apply(String),
    readOnly,
    tmpfs: Object.keys(tmpfs).length ? tmpfs : undefined,
    capabilities: drops.length + adds.length ? { drops: drops.map(engineName), adds: adds.map(engineName) } : undefined,
    securityOpts: noNewPrivileges ? ["no-new-privileges:true"] : undefined,
    ...(memoryMiB === false ? {} : { memory: memoryMiB, memorySwap: memoryMiB }),
    ulimits: openFiles === false ? undefined : [{ name: "nofile", soft: openFiles, hard: openFiles }],
    ...(typeof restart === "number" ? { restart: "on-failure", maxRetryCount: restart } : { restart }),
    ...(logs
      ? {
          logDriver: "json-file",
          logOpts: { "max-size": `${logs.maxSizeMiB ?? 10}m`, "max-file": String(logs.maxFiles ?? 3) },
        }
      : {}),
  };
}

/** As the Engine gives them back; any other way of writing them would look like a change after a refresh. */
function engineName(capability: string): string {
  return capability === "ALL" ? capability : `CAP_${capability}`;
}

function pick(settings: ContainerSettings): ContainerSettings {
  const { user, readOnly, tmpfs, capabilities, noNewPrivileges, memoryMiB, cpus, pids, openFiles, restart, logs } =
    settings;
  return { user, readOnly, tmpfs, capabilities, noNewPrivileges, memoryMiB, cpus, pids, openFiles, restart, logs };
}

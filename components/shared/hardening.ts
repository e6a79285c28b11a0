import * as docker from "@pulumi/docker";
import * as pulumi from "@pulumi/pulumi";
import { capabilityProblem, countProblem, cpusProblem, memoryProblem, pathProblem, userProblem } from "./limits";
import { mapInput, mapTexts } from "./inputs";
import type { Validator } from "./validate";

const LOGS = { maxSizeMiB: 10, maxFiles: 3 };

/** What the Engine does when a container's program ends. */
export type RestartPolicy = "no" | "always" | "unless-stopped";

/** Security and resource settings of a container. Every default can be relaxed here. */
export interface ContainerSettings {
  /** Who the program runs as: a name or number, with a group after ":" if need be. */
  readonly user?: pulumi.Input<string>;
  /** Whether the container's root file system can only be read; volumes and `tmpfs` are written to as ever. */
  readonly readOnly?: pulumi.Input<boolean>;
  /** Folders in memory and their mount options, for instance `{ "/tmp": "rw,noexec,size=16m" }`. */
  readonly tmpfs?: Readonly<Record<string, pulumi.Input<string>>>;
  /** Linux capabilities taken away and given, in capitals without CAP_; "ALL" stands for all. */
  readonly capabilities?: {
    /** Taken away, for instance `["ALL"]`. @default some that applications do not need */
    readonly drops?: pulumi.Input<pulumi.Input<string>[]>;
    /** Given back. @default none */
    readonly adds?: pulumi.Input<pulumi.Input<string>[]>;
  };
  /** Sets no-new-privileges: a setuid bit then gives a program no rights. @default true */
  readonly noNewPrivileges?: pulumi.Input<boolean>;
  /** Memory that it may use, in MiB, with no swap beside it; false for no limit. */
  readonly memoryMiB?: pulumi.Input<number> | false;
  /** Processors that it may use, for instance 0.5. @default all */
  readonly cpus?: pulumi.Input<number>;
  /** Processes and threads that it may have; false, which has to be plain, for no limit. */
  readonly pids?: pulumi.Input<number> | false;
  /** Files and connections that each of its processes may have open; false for the Engine's own limit. */
  readonly openFiles?: pulumi.Input<number> | false;
  /**
   * What happens when the program ends: "no", "always", "unless-stopped", or how often it is started again after a
   * failure. A number does not bring it back after a reboot that it ended well in. An edit is made in place.
   * @default "unless-stopped": it is back after a crash, a reboot and a restart of the Engine, which tries ever more
   * seldom, at last once a minute; not after "docker stop"
   */
  readonly restart?: pulumi.Input<RestartPolicy | number>;
  /** How much of its log the Engine keeps; false for the Engine's own settings. @default 3 files of 10 MiB */
  readonly logs?:
    | {
        /** The size of a file, in MiB. @default 10 */
        readonly maxSizeMiB?: pulumi.Input<number>;
        /** The number of files. @default 3 */
        readonly maxFiles?: pulumi.Input<number>;
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
  for (const path of Object.keys(all.tmpfs)) check.require("tmpfs", pathProblem(path));
  return {
    ...all,
    capabilities: {
      adds: check.texts("capabilities", adds, capabilityProblem),
      drops: check.texts("capabilities", drops, capabilityProblem),
    },
    restart: check.input("restart", all.restart, restartProblem),
    logs: all.logs && {
      maxSizeMiB: check.input("logs.maxSizeMiB", all.logs.maxSizeMiB ?? LOGS.maxSizeMiB, countProblem),
      maxFiles: check.input("logs.maxFiles", all.logs.maxFiles ?? LOGS.maxFiles, countProblem),
    },
    user: check.optional("user", all.user, userProblem),
    cpus: check.optional("cpus", all.cpus, cpusProblem),
    memoryMiB: all.memoryMiB === false ? false : check.input("memoryMiB", all.memoryMiB, memoryProblem),
    pids: all.pids === false ? false : check.input("pids", all.pids, countProblem),
    openFiles: all.openFiles === false ? false : check.input("openFiles", all.openFiles, countProblem),
  };
}

/** The settings in the form of `@pulumi/docker`. `pids` is not among them: see PidsLimit. */
export function hardenedArgs(settings: Hardened): Omit<docker.ContainerArgs, "image"> {
  const { user, cpus, readOnly, tmpfs, memoryMiB, openFiles } = settings;
  return {
    user,
    cpus: cpus === undefined ? undefined : mapInput(cpus, String),
    readOnly,
    tmpfs: Object.keys(tmpfs).length ? tmpfs : undefined,
    ...rightsArgs(settings),
    ...(memoryMiB === false ? {} : { memory: memoryMiB, memorySwap: memoryMiB }),
    ulimits: openFiles === false ? undefined : [{ name: "nofile", soft: openFiles, hard: openFiles }],
    ...restartArgs(settings),
    ...logArgs(settings),
  };
}

function rightsArgs({ capabilities, noNewPrivileges }: Hardened): Partial<docker.ContainerArgs> {
  const { drops = [], adds = [] } = capabilities;
  const none = [drops, adds].every((list) => Array.isArray(list) && list.length === 0);
  return {
    capabilities: none ? undefined : { drops: mapTexts(drops, engineName), adds: mapTexts(adds, engineName) },
    securityOpts: mapInput(noNewPrivileges, (wanted) => (wanted ? ["no-new-privileges:true"] : undefined)),
  };
}

function restartArgs({ restart }: Hardened): Partial<docker.ContainerArgs> {
  const args = { restart: mapInput(restart, (value) => (typeof value === "number" ? "on-failure" : value)) };
  if (restart === "no" || restart === "always" || restart === "unless-stopped") return args;
  return { ...args, maxRetryCount: mapInput(restart, (value) => (typeof value === "number" ? value : undefined)) };
}

function logArgs({ logs }: Hardened): Partial<docker.ContainerArgs> {
  if (logs === false) return {};
  const { maxSizeMiB = LOGS.maxSizeMiB, maxFiles = LOGS.maxFiles } = logs;
  return {
    logDriver: "json-file",
    logOpts: { "max-size": mapInput(maxSizeMiB, (size) => `${size}m`), "max-file": mapInput(maxFiles, String) },
  };
}

function restartProblem(restart: string | number): string | undefined {
  if (typeof restart === "number") return countProblem(restart);
  if (["no", "always", "unless-stopped"].includes(restart)) return undefined;
  return `"${restart}" is not a policy: give "no", "always", "unless-stopped" or a number`;
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

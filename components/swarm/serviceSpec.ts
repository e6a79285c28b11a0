import type * as docker from "@pulumi/docker";
import * as pulumi from "@pulumi/pulumi";
import { duration } from "../shared/duration";
import type { ClientServiceArgs } from "./ClientServiceArgs";
import type { ServiceFiles } from "./serviceFiles";
import { endpointModeOf } from "./serviceRules";

const MIB = 1024 * 1024;
const DEFAULT_MEMORY_MIB = 1024;
const DEFAULT_READY_SECONDS = 180;
const DEFAULT_MONITOR_SECONDS = 5;

/** What is worked out before the service itself. */
export interface ServicePlan {
  readonly serviceName: string;
  /** As the swarm gives them back. */
  readonly networkIds: readonly pulumi.Input<string>[];
  readonly labels: pulumi.Input<docker.types.input.ServiceLabel>[];
  readonly environment: pulumi.Output<Record<string, string>>;
  readonly files: ServiceFiles;
  readonly healthcheck: docker.types.input.ContainerHealthcheck | undefined;
}

/** A service in the form of `@pulumi/docker`. */
export function serviceSpec(args: ClientServiceArgs, plan: ServicePlan): docker.ServiceArgs {
  const { ports = [], replicas = 1, readyTimeoutSeconds = DEFAULT_READY_SECONDS } = args;
  return {
    name: plan.serviceName,
    labels: plan.labels,
    taskSpec: {
      containerSpec: containerSpec(args, plan),
      networksAdvanceds: plan.networkIds.map((id) => ({ id })),
      resources: resources(args),
      restartPolicy: { condition: args.restart ?? "any", delay: "5s", window: "0s" },
      placement: placement(args),
      logDriver: logDriver(args),
    },
    mode: replicas === "global" ? { global: true } : { replicated: { replicas } },
    endpointSpec: {
      mode: endpointModeOf(args),
      ports: ports.map(({ internal, external, protocol = "tcp", mode = "host" }) => {
        return { targetPort: internal, publishedPort: external, protocol, publishMode: mode };
      }),
    },
    updateConfig: updateConfig(args),
    rollbackConfig: { parallelism: 1, delay: "0s", failureAction: "pause", monitor: "5s", order: "stop-first" },
    // The Docker provider waits for no container of a service that has one on each machine.
    convergeConfig: replicas === "global" ? undefined : { delay: "1s", timeout: duration(readyTimeoutSeconds) },
  };
}

function containerSpec(
  args: ClientServiceArgs,
  { labels, environment, files, healthcheck }: ServicePlan,
): docker.types.input.ServiceTaskSpecContainerSpec {
  const { command, tmpfs = [], capabilities = {}, stopSeconds } = args;
  const { adds = [], drops = ["AUDIT_WRITE", "MKNOD"] } = capabilities;
  return {
    image: pulumi.output(args.image).apply(tagged),
    args: command && [...command],
    env: environment,
    labels,
    user: args.user,
    readOnly: args.readOnly ?? false,
    capAdds: adds.length ? adds.map(engineName) : undefined,
    capDrops: drops.length ? drops.map(engineName) : undefined,
    mounts: tmpfs.map((target) => ({ target, type: "tmpfs" })),
    healthcheck,
    // The Docker provider gives a container that is deleted just this time too, and fails when it needed all of it.
    stopGracePeriod: stopSeconds === undefined ? undefined : duration(stopSeconds),
    secrets: Object.entries(files.secrets).map(([file, secret]) => {
      return { secretId: secret.id, secretName: secret.name, ...readable(file) };
    }),
    configs: Object.entries(files.configs).map(([path, config]) => {
      return { configId: config.id, configName: config.name, ...readable(path) };
    }),
  };
}

/** Readable by whoever runs in the container, and by nobody else. */
function readable(fileName: string) {
  return { fileName, fileUid: "0", fileGid: "0", fileMode: 0o444 };
}

function resources({ memoryMiB = DEFAULT_MEMORY_MIB, cpus, reserveMemoryMiB }: ClientServiceArgs) {
  const limits = {
    ...(memoryMiB === false ? {} : { memoryBytes: pulumi.output(memoryMiB).apply((size) => size * MIB) }),
    ...(cpus === undefined ? {} : { nanoCpus: pulumi.output(cpus).apply((count) => Math.round(count * 1e9)) }),
  };
  // The Docker provider ends with a panic at a part without anything in it.
  const parts = {
    ...(Object.keys(limits).length ? { limits } : {}),
    ...(reserveMemoryMiB === undefined ? {} : { reservation: { memoryBytes: reserveMemoryMiB * MIB } }),
  };
  return Object.keys(parts).length ? parts : undefined;
}

function placement({ placement: wanted = {}, ports = [] }: ClientServiceArgs) {
  const { constraints = [], spreadOver = [], maxPerMachine } = wanted;
  const hasHostPort = ports.some(({ mode = "host" }) => mode === "host");
  return {
    constraints: [...constraints],
    prefs: spreadOver.map((label) => `spread=${label}`),
    maxReplicas: maxPerMachine ?? (hasHostPort ? 1 : undefined),
  };
}

function logDriver({ logs = {} }: ClientServiceArgs) {
  if (logs === false) return undefined;
  const { maxSizeMiB = 10, maxFiles = 3 } = logs;
  return { name: "json-file", options: { "max-size": `${maxSizeMiB}m`, "max-file": String(maxFiles) } };
}

function updateConfig({ update = {}, ports = [] }: ClientServiceArgs) {
  const hasHostPort = ports.some(({ mode = "host" }) => mode === "host");
  return {
    parallelism: update.parallelism ?? 1,
    delay: update.delaySeconds ? duration(update.delaySeconds) : "0s",
    failureAction: update.onFailure ?? "rollback",
    monitor: duration(update.monitorSeconds ?? DEFAULT_MONITOR_SECONDS),
    // Two containers cannot have one port of a machine.
    order: update.order ?? (hasHostPort ? "stop-first" : "start-first"),
  };
}

/** A swarm writes the tag down that an image without one stands for. */
function tagged(image: string): string {
  return /@|:[^/]*$/.test(image) ? image : `${image}:latest`;
}

/** As the Engine gives them back; any other way of writing them would look like a change after a refresh. */
function engineName(capability: string): string {
  return capability === "ALL" ? capability : `CAP_${capability}`;
}

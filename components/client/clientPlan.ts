import type * as docker from "@pulumi/docker";
import * as pulumi from "@pulumi/pulumi";
import { Hardened, hardened } from "../shared/hardening";
import { mapInput } from "../shared/inputs";
import { secondsProblem, variableProblem } from "../shared/limits";
import { containerNameProblem, imageProblem } from "../shared/names";
import { checkedPorts } from "../shared/ports";
import { CONTAINER_HEALTH } from "../shared/healthDefaults";
import { Validator } from "../shared/validate";
import type { ClientAppArgs } from "./ClientAppArgs";
import { clientProblem, replicaKeys, type ReplicaKeys } from "./clientRules";
import { checkedHealthcheck } from "./healthcheck";
import { checkedMount } from "./mounts";

/** What an ordinary image gets along with; the rest is up to the caller. */
const DEFAULTS: Hardened = {
  readOnly: false,
  tmpfs: {},
  // Neither is of use to an application. NET_RAW stays: without it the ping of small images does not work.
  capabilities: { drops: ["AUDIT_WRITE", "MKNOD"] },
  noNewPrivileges: true,
  memoryMiB: 1024,
  pids: 512,
  openFiles: 10_240,
  restart: "unless-stopped",
  logs: {},
};
const DEFAULT_READY_SECONDS = 60;
const DEFAULT_STOP_SECONDS = 10;

type Given = Pick<ClientAppArgs, "build" | "network">;
type Filled = Required<Pick<ClientAppArgs, "links" | "networks" | "transform" | "uses">>;

/** The arguments of a ClientApp, checked and with every default filled in, and the component that they are for. */
export interface ClientAppPlan extends Given, Filled {
  readonly name: string;
  readonly parent: pulumi.Resource;
  /** What has to be there before its containers start. */
  readonly dependsOn: pulumi.ResourceOptions["dependsOn"];
  readonly containerName: pulumi.Input<string>;
  readonly keys: ReplicaKeys;
  readonly image: pulumi.Input<string> | undefined;
  readonly ports: docker.types.input.ContainerPort[];
  readonly command: pulumi.Input<pulumi.Input<string>[]> | undefined;
  readonly environment: pulumi.Input<Readonly<Record<string, pulumi.Input<string>>>>;
  readonly mounts: docker.types.input.ContainerVolume[];
  readonly healthcheck: docker.types.input.ContainerHealthcheck | undefined;
  readonly settings: Hardened;
  readonly readySeconds: pulumi.Input<number>;
  readonly stopSeconds: pulumi.Input<number>;
}

/** Checks the arguments of a ClientApp. @throws pulumi.ResourceError naming the property */
export function clientAppPlan(
  name: string,
  args: ClientAppArgs,
  parent: pulumi.Resource,
  dependsOn: ClientAppPlan["dependsOn"],
): ClientAppPlan {
  const check = new Validator(parent, `ClientApp "${name}"`);
  check.refuse(clientProblem(args));
  const { network, build, links = {}, networks = {}, transform = {}, uses = {}, volumes = {} } = args;
  return {
    ...{ name, parent, dependsOn, network, build, links, networks, transform, uses },
    containerName: check.input("containerName", args.containerName ?? name, containerNameProblem),
    keys: replicaKeys(args.replicas),
    image: check.optional("image", args.image, imageProblem),
    ports: checkedPorts(args.ports ?? [], check),
    command: check.optional("command", args.command, commandProblem),
    environment: check.input("environment", args.environment ?? {}, environmentProblem),
    mounts: Object.entries(volumes).map(([path, mount]) => checkedMount(path, mount, check)),
    healthcheck: args.healthcheck && checkedHealthcheck(args.healthcheck, CONTAINER_HEALTH, check),
    settings: hardened(args, DEFAULTS, check),
    readySeconds: check.input("readyTimeoutSeconds", args.readyTimeoutSeconds ?? DEFAULT_READY_SECONDS, secondsProblem),
    stopSeconds: check.input("stopSeconds", args.stopSeconds ?? DEFAULT_STOP_SECONDS, stopProblem),
  };
}

/** A replica's name: NAME-KEY; without replicas the key is empty and the name NAME. */
export function replicaName(name: pulumi.Input<string>, key: string): pulumi.Input<string> {
  return mapInput(name, (own) => own + suffix(key));
}

/** One container without replicas has the app's own name, and an empty key. */
export function suffix(key: string): string {
  return key && `-${key}`;
}

function commandProblem(command: readonly unknown[]): string | undefined {
  return command.length ? undefined : "it is empty; leave it out for the image's own";
}

function environmentProblem(environment: Readonly<Record<string, unknown>>): string | undefined {
  return Object.keys(environment).map(variableProblem).find(Boolean);
}

function stopProblem(seconds: number): string | undefined {
  if (Number.isInteger(seconds) && seconds >= 0) return undefined;
  return `${seconds} is not a time: give whole seconds, 0 or more`;
}

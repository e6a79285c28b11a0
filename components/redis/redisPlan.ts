import type * as docker from "@pulumi/docker";
import * as pulumi from "@pulumi/pulumi";
import { Hardened, hardened } from "../shared/hardening";
import { mapInput } from "../shared/inputs";
import { secondsProblem } from "../shared/limits";
import { containerNameProblem, imageProblem, volumeNameProblem } from "../shared/names";
import { checkedPorts } from "../shared/ports";
import { Validator } from "../shared/validate";
import { passwordProblem } from "./redisFiles";
import { redisArgsProblem } from "./redisRules";
import type { RedisServerArgs } from "./RedisServerArgs";
import type { RedisGroup } from "./replicationFiles";
import { redisSettingProblem, type RedisValue } from "./redisSettings";

const DEFAULT_READY_SECONDS = 120;
/** What a redis and a Sentinel get along with. */
export const DEFAULTS: Hardened = {
  // The official image's user "redis", by number: the Engine looks up its group, and nothing runs as root before.
  user: "999",
  readOnly: true,
  tmpfs: { "/tmp": "rw,noexec,nosuid,nodev,size=16m" },
  capabilities: { drops: ["ALL"] },
  noNewPrivileges: true,
  memoryMiB: 512,
  pids: 128,
  // Redis's own 10,000 clients and what it needs itself.
  openFiles: 10_240,
  restart: "unless-stopped",
  logs: {},
};

/** What makes a server one of several. */
export interface Replication {
  readonly group: pulumi.Output<RedisGroup>;
  /** Of replicas at their primary, and of Sentinels. */
  readonly password: pulumi.Output<string>;
}

/** A RedisServer's arguments, and what a RedisReplicas has to say. */
export interface MemberArgs extends RedisServerArgs {
  readonly replication?: Replication;
}

/** The arguments of a RedisServer, checked and with every default filled in, and the component that they are for. */
export interface RedisServerPlan extends Pick<RedisServerArgs, "network" | "tls" | "volumeName" | "existingVolume"> {
  readonly name: string;
  readonly parent: pulumi.Resource;
  readonly tutorial: boolean;
  readonly containerName: pulumi.Input<string>;
  readonly image: pulumi.Input<string>;
  readonly ports: docker.types.input.ContainerPort[];
  readonly config: Readonly<Record<string, pulumi.Input<RedisValue>>>;
  readonly keepData: boolean;
  readonly password: pulumi.Input<string> | undefined;
  readonly adminPassword: pulumi.Input<string> | undefined;
  readonly settings: Hardened;
  readonly readySeconds: pulumi.Input<number>;
  readonly transform: NonNullable<RedisServerArgs["transform"]>;
  readonly replication: Replication | undefined;
}

/** Checks the arguments of a RedisServer. @throws pulumi.ResourceError naming the property */
export function redisServerPlan(name: string, args: MemberArgs, parent: pulumi.Resource): RedisServerPlan {
  const check = new Validator(parent, `RedisServer "${name}"`);
  check.refuse(redisArgsProblem(args));
  const { network, tls, config = {}, keepData = true, transform = {}, replication } = args;
  const tutorial = args.mode === "tutorial";
  return {
    ...{ name, parent, network, tls, tutorial, keepData, transform, replication },
    containerName: check.input("containerName", args.containerName ?? name, containerNameProblem),
    image: check.input("image", args.image ?? (tutorial ? "redis" : "redis:7"), imageProblem),
    ports: checkedPorts(args.ports ?? [], check),
    config: checkedConfig(config, check),
    volumeName: check.optional("volumeName", args.volumeName, volumeNameProblem),
    existingVolume: check.optional("existingVolume", args.existingVolume, volumeNameProblem),
    password: check.optional("password", args.password, passwordProblem),
    adminPassword: check.optional("adminPassword", args.adminPassword, passwordProblem),
    settings: hardened(args, DEFAULTS, check),
    readySeconds: check.input("readyTimeoutSeconds", args.readyTimeoutSeconds ?? DEFAULT_READY_SECONDS, secondsProblem),
  };
}

/** The name of a volume of the server's: its container's name and an ending. */
export function ownVolumeName({ containerName }: RedisServerPlan, ending: string): pulumi.Input<string> {
  return mapInput(containerName, (own) => `${own}-${ending}`);
}

function checkedConfig(config: RedisServerPlan["config"], check: Validator): RedisServerPlan["config"] {
  const entries = Object.entries(config).map(([name, value]) => {
    const problem = (known: RedisValue) => {
      const text = redisSettingProblem(name, known);
      return text && `"${name}" ${text}`;
    };
    return [name, check.input("config", value, problem)];
  });
  return Object.fromEntries(entries) as RedisServerPlan["config"];
}

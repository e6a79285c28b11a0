import * as docker from "@pulumi/docker";
import * as pulumi from "@pulumi/pulumi";
import { ContainerNetworks, holdNetworks } from "../network/ContainerNetworks";
import type { ClientAppArgs } from "./ClientAppArgs";
import { replicaKeys } from "./clientRules";
import { healthcheckArgs, mounted } from "./clientParts";
import { secretFiles, secretLabels, secretMounts, SecretNodes } from "./clientSecrets";
import { ContainerReady } from "../resources/ContainerReady";
import { Hardened, hardened, hardenedArgs } from "../shared/hardening";
import { containerImage } from "../shared/image";
import { linkSettings } from "./links";
import { secondsProblem } from "../shared/limits";
import { imageProblem } from "../shared/names";
import { NetworkAttachment } from "../network/NetworkAttachment";
import { PidsLimit, pidsLimit } from "../resources/PidsLimit";
import { containerLabels, labelArg, StackLabel, stackLabel } from "../resources/StackLabel";
import { containerPorts } from "../shared/ports";
import { afterNetwork, networkIdOf } from "../shared/references";
import { applyTransform } from "../shared/transform";
import { useSettings, UseSettings } from "./uses";
import type { Validator } from "../shared/validate";

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

/** What a ClientApp is made of; records are by replica key (an empty one without replicas). */
export interface ClientNodes extends SecretNodes {
  readonly image: docker.RemoteImage;
  readonly first: docker.Container;
  readonly containers: Readonly<Record<string, docker.Container>>;
  /** Each keeps a container on the network that it was created on. */
  readonly containerNetworks: Readonly<Record<string, ContainerNetworks>>;
  /** By replica key and key of `networks`, with "-" between if there are replicas. */
  readonly attachments: Readonly<Record<string, NetworkAttachment>>;
  readonly ready: Readonly<Record<string, ContainerReady>>;
  readonly pidsLimits: Readonly<Record<string, PidsLimit>>;
}

/** What every replica's container has in common. */
interface Common {
  readonly name: string;
  readonly containerName: string;
  readonly args: ClientAppArgs;
  readonly settings: Hardened;
  readonly label: StackLabel;
  readonly imageId: pulumi.Output<string>;
  readonly used: UseSettings;
  readonly secrets: SecretNodes;
}

interface Replica {
  readonly key: string;
  readonly container: docker.Container;
  readonly networks: ContainerNetworks | undefined;
}

/** The component, and what has to be there before its containers start. */
type Placed = Required<Pick<pulumi.CustomResourceOptions, "parent">> & Pick<pulumi.CustomResourceOptions, "dependsOn">;

/** Makes the children of a ClientApp. */
export function clientContainers(name: string, args: ClientAppArgs, opts: Placed, check: Validator): ClientNodes {
  const [firstKey, ...keys] = replicaKeys(args.replicas);
  const { parent } = opts;
  const { containerName = name, ports = [], transform = {} } = args;
  const image = args.image === undefined ? undefined : check.input("image", args.image, imageProblem);
  const settings = hardened(args, DEFAULTS, check);
  const readySeconds = args.readyTimeoutSeconds ?? DEFAULT_READY_SECONDS;
  const timeoutSeconds = check.input("readyTimeoutSeconds", readySeconds, secondsProblem);
  const label = stackLabel(`${name}-label`, parent);
  const planned = [firstKey, ...keys].map((key) => ({ containerName: containerName + suffix(key), ports, label }));
  const found = containerImage(name, { image, build: args.build, planned }, transform.image, parent);
  const used = useSettings(name, args.network, args.uses ?? {}, opts);
  const after = afterNetwork(args.network);
  const secrets = secretFiles(name, containerName, found.imageId, used.files, transform, after, parent);
  const common = { name, containerName, args, settings, label, imageId: found.imageId, used, secrets };

  const first = replica(common, firstKey, opts);
  const each = [first, ...keys.map((key) => replica(common, key, opts))];
  const attachments = each.flatMap(({ key, container }) =>
    Object.entries(args.networks ?? {}).map(([to, network]) => {
      const full = `${name}${suffix(key)}-on-${to}`;
      const made = applyTransform(transform.attachment, full, { container, network }, { parent });
      return [key ? `${key}-${to}` : to, new NetworkAttachment(...made)] as const;
    }),
  );
  const waits = (args.healthcheck ? each : []).map(({ key, container }) => {
    const made = applyTransform(
      transform.ready,
      `${name}${suffix(key)}-ready`,
      { container, timeoutSeconds },
      { parent },
    );
    return [key, new ContainerReady(...made)] as const;
  });
  const limits = each.flatMap(({ key, container }) => {
    const made = pidsLimit(`${name}${suffix(key)}-pids`, container, settings, parent);
    return made ? [[key, made] as const] : [];
  });
  return {
    image: found.image,
    first: first.container,
    containers: Object.fromEntries(each.map(({ key, container }) => [key, container])),
    containerNetworks: Object.fromEntries(each.flatMap(({ key, networks }) => (networks ? [[key, networks]] : []))),
    attachments: Object.fromEntries(attachments),
    ready: Object.fromEntries(waits),
    pidsLimits: Object.fromEntries(limits),
    ...secrets,
  };
}

function replica(common: Common, key: string, options: Placed): Replica {
  const { args, name, containerName, settings, used, secrets } = common;
  const { network, links = {}, environment = {}, volumes = {}, command, healthcheck, ports = [] } = args;
  const own = containerName + suffix(key);
  const linked = linkSettings(own, [network], links, options);
  const variables = pulumi
    .all([linked.environment, used.environment, environment])
    .apply((sources): [string, string][] => Object.entries(Object.assign({}, ...sources)));
  const inputs: docker.ContainerArgs = {
    ...hardenedArgs(settings),
    name: own,
    image: common.imageId,
    command: command && [...command],
    networksAdvanced: [{ name: networkIdOf(network), aliases: key ? [containerName] : undefined }],
    ports: containerPorts(ports),
    envs: variables.apply((all) => all.map(([variable, value]) => `${variable}=${value}`)),
    hosts: linked.hosts.apply((lines) => Object.entries(lines).map(([host, ip]) => ({ host, ip }))),
    volumes: [...Object.entries(volumes).map(([path, mount]) => mounted(path, mount)), ...secretMounts(secrets)],
    healthcheck: healthcheck && healthcheckArgs(healthcheck),
    destroyGraceSeconds: args.stopSeconds ?? DEFAULT_STOP_SECONDS,
  };
  const opts = { ...options, deleteBeforeReplace: true };
  const asked = applyTransform(args.transform?.container, `${name}${suffix(key)}-container`, inputs, opts);
  const labels = containerLabels([labelArg(common.label), ...secretLabels(secrets)], asked[1].labels);
  const container = new docker.Container(asked[0], { ...asked[1], labels }, asked[2]);
  return {
    key,
    container,
    networks: holdNetworks(`${name}${suffix(key)}-networks`, container, asked[1], options.parent),
  };
}

/** One container without replicas has the app's own name, and an empty key. */
function suffix(key: string): string {
  return key && `-${key}`;
}

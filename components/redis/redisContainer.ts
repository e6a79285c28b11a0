import * as docker from "@pulumi/docker";
import * as pulumi from "@pulumi/pulumi";
import { ContainerNetworks, holdNetworks } from "../network/ContainerNetworks";
import { ContainerReady } from "../resources/ContainerReady";
import { Hardened, hardened, hardenedArgs } from "../shared/hardening";
import { containerImage } from "../shared/image";
import { duration } from "../shared/duration";
import { secondsProblem } from "../shared/limits";
import { containerNameProblem, imageProblem } from "../shared/names";
import { passwordProblem, REDIS_FOLDER, redisCliOptions, redisHealthTest } from "./redisFiles";
import { PidsLimit, pidsLimit } from "../resources/PidsLimit";
import { containerLabels, labelArg, stackLabel } from "../resources/StackLabel";
import type { Volume } from "../resources/Volume";
import { containerPorts, portsProblem } from "../shared/ports";
import { clientUser, RedisAddress } from "./redisAddress";
import { redisData } from "./redisData";
import { RedisFileNodes, redisFiles, redisPassword, redisPems } from "./redisParts";
import type { RedisServerArgs } from "./RedisServerArgs";
import { afterNetwork, networkIdOf } from "../shared/references";
import { applyTransform } from "../shared/transform";
import type { Validator } from "../shared/validate";

const PORT = 6379;
const DEFAULTS: Hardened = {
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
const DEFAULT_READY_SECONDS = 120;
/** Time to write down the last second's data before the Engine kills it. */
const STOP_SECONDS = 10;

/** What a RedisServer is made of. */
export interface RedisNodes extends RedisFileNodes {
  readonly image: docker.RemoteImage;
  readonly container: docker.Container;
  /** Holds the data; none with `existingVolume`, nor in tutorial mode unless `volumeName` is given. */
  readonly dataVolume?: Volume;
  /** Keeps the container on the network that it was created on. */
  readonly networks: ContainerNetworks | undefined;
  readonly pidsLimit: PidsLimit | undefined;
  readonly ready: ContainerReady;
}

/** The children of a RedisServer, and how clients reach it. */
export interface RedisParts {
  readonly nodes: RedisNodes;
  readonly address: RedisAddress;
  /** The CA certificate that clients verify it with; undefined without TLS. */
  readonly caPem: pulumi.Output<string> | undefined;
  /** The container's id, known once redis answers on its network. */
  readonly ready: pulumi.Output<string>;
}

/** Makes the children of a RedisServer: image, volumes, files, container, and the wait until it answers. */
export function redisContainer(
  parent: pulumi.Resource,
  name: string,
  args: RedisServerArgs,
  check: Validator,
): RedisParts {
  const { network, containerName = name, ports = [], transform = {}, config = {} } = args;
  const tutorial = args.mode === "tutorial";
  check.require("containerName", containerNameProblem(containerName));
  check.refuse(portsProblem(ports));
  const wanted = check.input("image", args.image ?? (tutorial ? "redis" : "redis:7"), imageProblem);
  const settings = hardened(args, DEFAULTS, check);
  const readySeconds = check.input(
    "readyTimeoutSeconds",
    args.readyTimeoutSeconds ?? DEFAULT_READY_SECONDS,
    secondsProblem,
  );
  const given = args.password === undefined ? undefined : check.input("password", args.password, passwordProblem);
  const admin =
    args.adminPassword === undefined ? undefined : check.input("adminPassword", args.adminPassword, passwordProblem);

  const label = stackLabel(`${name}-label`, parent);
  const planned = [{ containerName, ports, label, existingVolume: args.existingVolume }];
  const { image, imageId } = containerImage(name, { image: wanted, planned }, transform.image, parent);
  // Somebody else's volumes stay untouched when the network turns out to be somebody else's.
  const dependsOn = afterNetwork(network);
  const data = redisData(name, containerName, args, { parent, dependsOn });
  const password = tutorial ? undefined : redisPassword(name, given, parent);
  const pems = redisPems(name, containerName, args, parent);
  const { memoryMiB } = settings;
  const adminPassword = admin === undefined ? undefined : pulumi.secret(admin);
  const plan = {
    containerName,
    imageId,
    port: PORT,
    adminPassword,
    pems,
    memoryMiB,
    settings: config,
    dependsOn,
  };
  const own = password && redisFiles(name, { ...plan, password }, transform, parent);

  const mounts = [
    ...(data.volumeName === undefined
      ? []
      : [{ volumeName: data.volumeName, containerPath: "/data", readOnly: false }]),
    ...(own ? [{ volumeName: own.configVolume.name, containerPath: REDIS_FOLDER, readOnly: true }] : []),
  ];
  const version = own ? [{ label: "dockwire.files", value: own.files.version }] : [];
  const asked = applyTransform<docker.ContainerArgs>(
    transform.container,
    `${name}-container`,
    {
      ...hardenedArgs(settings),
      name: containerName,
      image: imageId,
      command: own ? ["redis-server", `${REDIS_FOLDER}/redis.conf`] : undefined,
      networksAdvanced: [{ name: networkIdOf(network) }],
      ports: containerPorts(ports),
      volumes: mounts,
      healthcheck: {
        tests: redisHealthTest(redisCliOptions(PORT, pems !== undefined), password && "health"),
        interval: "5s",
        timeout: "3s",
        retries: 5,
        startPeriod: pulumi.output(readySeconds).apply(duration),
      },
      destroyGraceSeconds: STOP_SECONDS,
    },
    { parent, deleteBeforeReplace: true },
  );
  const labels = containerLabels([labelArg(label), ...version], asked[1].labels);
  const container = new docker.Container(asked[0], { ...asked[1], labels }, asked[2]);
  const networks = holdNetworks(`${name}-networks`, container, asked[1], parent);
  const limit = pidsLimit(`${name}-pids`, container, settings, parent);
  const ready = new ContainerReady(
    ...applyTransform(transform.ready, `${name}-ready`, { container, timeoutSeconds: readySeconds }, { parent }),
  );
  const nodes = { image, container, dataVolume: data.dataVolume, ...own, networks, pidsLimit: limit, ready };
  const reachable = pulumi.all([ready.containerId, networks?.containerId]).apply(([id]) => id);
  const address = { host: container.name, port: pulumi.output(PORT), username: clientUser(password), password };
  return { nodes, address: { ...address, tls: pems !== undefined }, caPem: pems?.caPem, ready: reachable };
}

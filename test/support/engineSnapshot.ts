import type Docker from "dockerode";
import type { TestEngine } from "./TestEngine";

/** What an Engine says of containers, networks and volumes, without what no two runs have alike. */
export interface EngineSnapshot {
  readonly containers: Readonly<Record<string, object>>;
  readonly networks: Readonly<Record<string, object>>;
  readonly volumes: Readonly<Record<string, object>>;
}

const CONFIG = "Cmd Entrypoint User WorkingDir Domainname Tty OpenStdin StopSignal StopTimeout Healthcheck".split(" ");
const HOST =
  `Memory MemorySwap MemoryReservation NanoCpus CpuShares CpuPeriod CpuQuota CpusetCpus PidsLimit ShmSize Sysctls
  SecurityOpt GroupAdd Dns DnsSearch DnsOptions ExtraHosts Privileged ReadonlyRootfs Init LogConfig Tmpfs Devices IpcMode
  UsernsMode CgroupnsMode CgroupParent StorageOpt OomScoreAdj Runtime UTSMode DeviceRequests`.split(/\s+/);
/** As many signs of its id are an alias of every container. */
const SHORT_ID = 12;
/** Ports from here on were the Engine's choice. */
const FIRST_CHOSEN_PORT = 32768;

type Info = Docker.ContainerInspectInfo;

/** Everything whose name begins with the prefix. Of subnets those count that begin with one of `subnets`. */
export async function snapshotOf(
  engine: TestEngine,
  prefix: string,
  subnets: readonly string[] = [],
): Promise<EngineSnapshot> {
  const names = await engine.list(prefix);
  const containers = await Promise.all(names.containers.map((name) => engine.docker.getContainer(name).inspect()));
  const networks = await Promise.all(names.networks.map((name) => engine.network(name)));
  const volumes = await Promise.all(names.volumes.map((name) => engine.docker.getVolume(name).inspect()));
  const linked = linkedAliases(containers);
  return {
    containers: keyed(containers.map((one) => [nameOf(one), container(one, containers, linked)])),
    networks: keyed(networks.flatMap((one) => (one ? [[one.Name, network(one, subnets)]] : []))),
    volumes: keyed(
      volumes.map((one) => [one.Name, present({ driver: one.Driver, options: one.Options, labels: own(one.Labels) })]),
    ),
  };
}

function container(info: Info, all: readonly Info[], linked: ReadonlyMap<string, readonly string[]>): object {
  const { Config, HostConfig, State } = info;
  const { Name: policy, MaximumRetryCount: count } = HostConfig.RestartPolicy ?? { Name: "no" };
  const hostname = /^[0-9a-f]{12}$/.test(Config.Hostname) ? undefined : Config.Hostname;
  const config = Object.fromEntries(CONFIG.map((key) => [key, (Config as unknown as Record<string, unknown>)[key]]));
  const host = Object.fromEntries(HOST.map((key) => [key, (HostConfig as unknown as Record<string, unknown>)[key]]));
  return present({
    ...config,
    ...host,
    Image: info.Image,
    Hostname: hostname,
    Env: [...Config.Env].sort(),
    Labels: own(Config.Labels),
    CapAdd: capabilities(HostConfig.CapAdd as unknown),
    CapDrop: capabilities(HostConfig.CapDrop as unknown),
    Ulimits: sorted((HostConfig.Ulimits ?? []) as object[]),
    // The Docker provider keeps a set of them.
    Dns: [...((HostConfig.Dns ?? []) as string[])].sort(),
    ExtraHosts: [...((HostConfig.ExtraHosts ?? []) as string[])].sort(),
    restart: policy && policy !== "no" ? `${policy}:${count ?? 0}` : undefined,
    mode: mode(HostConfig.NetworkMode ?? "", all),
    pid: mode(HostConfig.PidMode ?? "", all),
    mounts: sorted(info.Mounts.map(mount)),
    ports: ports(info),
    networks: keyed(
      Object.entries(info.NetworkSettings.Networks).map(([key, endpoint]) => [
        key,
        present({
          aliases: aliases(info, key, linked),
          fixed: present({ ...(endpoint.IPAMConfig as object | null) }),
          options: own((endpoint as { DriverOpts?: Record<string, string> }).DriverOpts),
        }),
      ]),
    ),
    running: State.Running,
    exitCode: State.ExitCode,
  });
}

function network(info: Docker.NetworkInspectInfo, subnets: readonly string[]): object {
  const { Driver, Internal, Attachable, EnableIPv6, Options, Labels, IPAM, Scope } = info;
  const isGiven = ({ Subnet = "" }) => subnets.some((one) => Subnet.startsWith(one));
  return present({
    Driver,
    Internal,
    Attachable,
    EnableIPv6,
    Scope,
    Options,
    labels: own(Labels),
    ipam: (IPAM?.Config ?? []).filter(isGiven),
  });
}

/** Compose links a container to another one's names; here these are that one's aliases. `CONTAINER NETWORK` has them. */
function linkedAliases(all: readonly Info[]): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const { NetworkSettings } of all) {
    for (const [key, endpoint] of Object.entries(NetworkSettings.Networks)) {
      for (const link of (endpoint as { Links?: string[] | null }).Links ?? []) {
        const [name = "", alias = ""] = link.split(":");
        // Every container has its name and number anyway.
        if (!/-\d+$/.test(alias)) found.set(`${name} ${key}`, [...(found.get(`${name} ${key}`) ?? []), alias]);
      }
    }
  }
  return found;
}

function aliases(info: Info, key: string, linked: ReadonlyMap<string, readonly string[]>): string[] {
  const given = (info.NetworkSettings.Networks[key]?.Aliases ?? []) as string[];
  const all = [...given, ...(linked.get(`${nameOf(info)} ${key}`) ?? [])];
  return [...new Set(all)].filter((alias) => alias !== nameOf(info) && alias !== info.Id.slice(0, SHORT_ID)).sort();
}

function mode(text: string, all: readonly Info[]): string | undefined {
  if (text === "host" || text === "none") return text;
  const [kind, id] = text.split(":");
  const other = kind === "container" && id ? all.find((one) => one.Id === id || nameOf(one) === id) : undefined;
  return other ? `container:${nameOf(other)}` : undefined;
}

function mount(one: Info["Mounts"][number]): object {
  const { Type, Name, Source, Destination, RW, Propagation } = one as typeof one & { Type: string };
  const isAnonymous = /^[0-9a-f]{64}$/.test(Name ?? "");
  const name = isAnonymous ? "anonymous" : Name;
  return present({ Type, Name: name, Source: Type === "bind" ? Source : undefined, Destination, RW, Propagation });
}

function ports({ NetworkSettings }: Info): object {
  const entries = Object.entries(
    NetworkSettings.Ports as Record<string, { HostIp: string; HostPort: string }[] | null>,
  );
  return keyed(
    entries.flatMap(([port, bindings]) => {
      const all = (bindings ?? []).filter(({ HostIp }) => HostIp !== "::");
      const shown = all.map(({ HostIp, HostPort }) =>
        Number(HostPort) >= FIRST_CHOSEN_PORT ? `${HostIp}:chosen` : `${HostIp}:${HostPort}`,
      );
      return shown.length ? [[port, shown.sort()]] : [];
    }),
  );
}

function capabilities(list: unknown): string[] {
  return ((list ?? []) as string[]).map((name) => name.replace(/^CAP_/, "")).sort();
}

/** Labels and options that are neither Compose's nor ours. */
function own(labels: Readonly<Record<string, string>> | null | undefined): object {
  const isTheirs = (key: string) => /^(com\.docker\.compose\.|dockwire\.)/.test(key);
  return keyed(Object.entries(labels ?? {}).filter(([key]) => !isTheirs(key)));
}

function sorted<T extends object>(list: readonly T[]): T[] {
  return [...list].sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
}

function keyed<T>(entries: readonly (readonly [string, T])[] | (readonly [string, T])[]): Record<string, T> {
  return Object.fromEntries([...entries].sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Without what says nothing: null, false, 0 and whatever is empty. */
function present(record: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const says = (value: unknown) =>
    typeof value === "object" && value !== null ? Object.keys(value).length > 0 : Boolean(value);
  return Object.fromEntries(Object.entries(record).filter(([, value]) => says(value)));
}

function nameOf({ Name }: Info): string {
  return Name.replace(/^\//, "");
}

import type { YamlProgram, YamlResource } from "./YamlProject";
import {
  isOwn,
  NETWORKS,
  type NetworkKey,
  type RandomAttachment,
  type RandomNetwork,
  type RandomPlan,
} from "./randomYamlPlan";

/** What a program has to know of the Engine. */
export interface ProgramSurroundings {
  readonly name: (rest: string) => string;
  /** Full ids of the containers that the program did not make. */
  readonly ids: Readonly<Record<string, string>>;
  /** The first three numbers of a /24 that nobody else uses. */
  readonly range: (i: number) => string;
}

const DEFAULTS = {
  driver: "bridge",
  attachable: false,
  enableIpv4: true,
  ipv6: false,
  ipamDriver: "default",
  ipamOptions: {},
};

/** The plan as a program. */
export function yamlProgram(plan: RandomPlan, surroundings: ProgramSurroundings): YamlProgram {
  const networks = NETWORKS.flatMap((key) => {
    const network = plan.networks[key];
    return network ? [[key, networkResource(key, network, surroundings)] as const] : [];
  });
  const own = Object.entries(plan.own).map(
    ([key, version]) => [key, container(surroundings.name(key), version)] as const,
  );
  const held = plan.held.map((key) => [`${key}-networks`, holding(key)] as const);
  const attachments = plan.attachments.map((one) => [one.resource, attachment(one, plan, surroundings)] as const);
  return { resources: Object.fromEntries([...networks, ...own, ...held, ...attachments]) };
}

function networkResource(key: NetworkKey, network: RandomNetwork, { name, range }: ProgramSurroundings): YamlResource {
  const { subnet, gateway, internal, label, mtu, spelled } = network;
  const base = range(NETWORKS.indexOf(key) * 3 + (subnet ?? 0));
  const properties = {
    ...(spelled ? { ...DEFAULTS, internal, labels: {}, options: {} } : {}),
    name: name(key),
    ...(subnet === undefined ? {} : { subnet: `${base}.0/24` }),
    ...(gateway === undefined ? {} : { gateway: `${base}.${gateway}` }),
    ...(internal ? { internal } : {}),
    ...(label === undefined ? {} : { labels: { team: label } }),
    ...(mtu === undefined ? {} : { options: { "com.docker.network.driver.mtu": mtu } }),
  };
  return { type: "dockwire:Network", properties };
}

function container(name: string, version: number): YamlResource {
  const properties = {
    name,
    image: "alpine",
    command: ["sleep", "100000"],
    envs: [`VERSION=${version}`],
    networksAdvanced: [{ name: "${front.name}" }],
  };
  // Two containers cannot have one name.
  return { type: "docker:Container", properties, options: { deleteBeforeReplace: true } };
}

function holding(key: string): YamlResource {
  const properties = { container: `\${${key}.id}`, networks: [{ name: "${front.name}" }] };
  return { type: "dockwire:ContainerNetworks", properties };
}

function attachment(one: RandomAttachment, { shared }: RandomPlan, { name, ids }: ProgramSurroundings): YamlResource {
  const { container, network, aliases, refers, spelled } = one;
  const full = name(container);
  const containers = isOwn(container) ? [`\${${container}.id}`, full, `\${${container}.name}`] : [full, ids[container]];
  const networks = [`\${${network}.id}`, name(network), `\${${network}.name}`, `\${${network}.networkId}`];
  const sharedAliases = aliases.some((alias) => shared.includes(alias));
  const properties = {
    ...(spelled ? { sharedAliases, adopt: false, linkLocalIps: [], driverOpts: {}, aliases: [] } : {}),
    container: containers[refers % containers.length],
    network: networks[refers % networks.length],
    ...(aliases.length ? { aliases } : {}),
    ...(sharedAliases ? { sharedAliases } : {}),
  };
  // A name alone does not tell Pulumi what has to be there first.
  const dependsOn = [network, ...(isOwn(container) ? [container] : [])].map((key) => `\${${key}}`);
  return { type: "dockwire:NetworkAttachment", properties, options: { dependsOn } };
}

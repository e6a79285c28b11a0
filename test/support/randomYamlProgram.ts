import type { YamlProgram, YamlResource } from "./YamlProject";
import {
  addressOf,
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
  /** The URN of an attachment, also of one that the state has under another name. */
  readonly urn: (attachment: Pick<RandomAttachment, "resource" | "child">) => string;
}

const DEFAULTS = {
  driver: "bridge",
  attachable: false,
  enableIpv4: true,
  ipamDriver: "default",
  ipamOptions: {},
};

/** Beyond the subnets of the networks. */
const POOL = NETWORKS.length * 3;

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
  const { subnet, gateway, internal, label, mtu, ipv6 = false, pooled, spelled } = network;
  const base = range(NETWORKS.indexOf(key) * 3 + (subnet ?? 0));
  const properties = {
    ...(spelled ? { ...DEFAULTS, ipv6, internal, labels: {}, options: {} } : {}),
    name: name(key),
    ...(subnet === undefined ? {} : { subnet: `${base}.0/24` }),
    ...(pooled ? { subnetPool: { range: `${range(POOL)}.0/24`, prefixLength: 28 } } : {}),
    ...(ipv6 ? { ipv6Subnet: `fd${base.split(".").map(hexadecimal).join(":")}::/64` } : {}),
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

function attachment(one: RandomAttachment, plan: RandomPlan, surroundings: ProgramSurroundings): YamlResource {
  const { container, network, aliases, refers, spelled, fixed, child, formerly } = one;
  const [{ shared, attachments }, { name, ids, range, urn }] = [plan, surroundings];
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
    ...(fixed ? { ipv4Address: `${range(NETWORKS.indexOf(network) * 3)}.${addressOf(container)}` } : {}),
  };
  // Another attachment may have got the name.
  const isKnown = formerly && !attachments.some((other) => urn(other) === urn(formerly));
  const options = {
    ...(child ? { parent: "${front}" } : {}),
    ...(isKnown ? { aliases: [urn(formerly)] } : {}),
  };
  // A name alone does not tell Pulumi what has to be there first.
  const dependsOn = [network, ...(isOwn(container) ? [container] : [])].map((key) => `\${${key}}`);
  return { type: "dockwire:NetworkAttachment", properties, options: { ...options, dependsOn } };
}

function hexadecimal(number: string): string {
  return Number(number).toString(16).padStart(2, "0");
}

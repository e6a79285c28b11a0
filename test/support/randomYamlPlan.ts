/** The networks of the program; "side" comes and goes. */
export const NETWORKS = ["front", "back", "side"] as const;
/** Containers that the program makes, on "front". */
export const OWN = ["own0", "own1"] as const;
/** Containers that the program did not make. */
export const FOREIGN = ["them0", "them1", "them2"] as const;

/** Every container that is attached. */
export const ALL = [...OWN, ...FOREIGN];

export type NetworkKey = (typeof NETWORKS)[number];
export type OwnKey = (typeof OWN)[number];
export type ContainerKey = OwnKey | (typeof FOREIGN)[number];

/** A network of the program. */
export interface RandomNetwork {
  /** Which of its subnets; undefined leaves the choice to the Engine. */
  readonly subnet?: number;
  /** The last number of the gateway's address; only with a subnet. */
  readonly gateway?: number;
  readonly internal: boolean;
  readonly label?: string;
  readonly mtu?: string;
  /** Whether it has an IPv6 subnet too. */
  readonly ipv6?: boolean;
  /** Whether its subnet comes out of a pool; only without a subnet of its own. */
  readonly pooled?: boolean;
  /** Whether defaults are written out. */
  readonly spelled: boolean;
}

/** An attachment of the program. */
export interface RandomAttachment {
  /** The resource's name in the program. */
  readonly resource: string;
  readonly container: ContainerKey;
  readonly network: NetworkKey;
  readonly aliases: readonly string[];
  /** How the program refers to its ends, a number for each way. */
  readonly refers: number;
  readonly spelled: boolean;
  /** Whether it asks for the container's own address; on "back" alone, whose subnet stays. */
  readonly fixed?: boolean;
  /** Whether its parent is the network "front", and not the stack. */
  readonly child?: boolean;
  /** What the resource was in the program before, if an alias tells that. */
  readonly formerly?: Pick<RandomAttachment, "resource" | "child">;
}

/** A program, without what it has to know of the Engine. */
export interface RandomPlan {
  readonly networks: Partial<Record<NetworkKey, RandomNetwork>>;
  /** The number in the container's definition; another one makes it again. */
  readonly own: Readonly<Record<OwnKey, number>>;
  /** Containers with a ContainerNetworks. */
  readonly held: readonly OwnKey[];
  readonly attachments: readonly RandomAttachment[];
  /** Aliases that any number of containers may have. */
  readonly shared: readonly string[];
}

export const PLAIN: RandomNetwork = { internal: false, spelled: false };

export const FIRST: RandomPlan = {
  networks: { front: PLAIN, back: { ...PLAIN, subnet: 0 } },
  own: { own0: 0, own1: 0 },
  held: [],
  attachments: [],
  shared: [],
};

/** What the Engine should hold: each container's networks of the program, and its aliases there, sorted. */
export function expectedAliases({ attachments }: RandomPlan): Record<ContainerKey, Record<string, string[]>> {
  const of = (key: ContainerKey) => [
    ...(isOwn(key) ? [["front", []] as const] : []),
    ...attachments
      .filter(({ container }) => container === key)
      .map(({ network, aliases }) => [network, [...aliases].sort()] as const),
  ];
  return Object.fromEntries(ALL.map((key) => [key, Object.fromEntries(of(key))])) as ReturnType<typeof expectedAliases>;
}

/** The last number of the fixed addresses, by "CONTAINER NETWORK". */
export function fixedAddresses({ attachments }: RandomPlan): Record<string, number> {
  const fixed = attachments.filter((one) => one.fixed);
  return Object.fromEntries(fixed.map((one) => [`${one.container} ${one.network}`, addressOf(one.container)]));
}

/** Each container has an address of its own, so that none is taken when a connection moves. */
export function addressOf(container: ContainerKey): number {
  return 100 + ALL.indexOf(container);
}

export function isOwn(key: ContainerKey): key is OwnKey {
  return (OWN as readonly string[]).includes(key);
}

export function present({ networks }: RandomPlan): NetworkKey[] {
  return NETWORKS.filter((key) => networks[key]);
}

/** A container that the program makes is on "front" by its own definition. */
export function isFree({ attachments }: RandomPlan, container: ContainerKey, network: NetworkKey): boolean {
  if (isOwn(container) && network === "front") return false;
  return !attachments.some((one) => one.container === container && one.network === network);
}

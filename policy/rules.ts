import { meant, Settings } from "./settings";

/** A container of `@pulumi/docker`, as far as the rules look at it; what is not known yet is undefined. */
export interface ContainerFacts {
  readonly name?: string;
  readonly image?: string;
  readonly networkMode?: string;
  readonly networksAdvanced?: readonly { readonly name?: string }[];
  readonly ports?: readonly { readonly internal?: number; readonly external?: number; readonly ip?: string }[];
  readonly command?: readonly string[];
  readonly labels?: readonly { readonly label?: string; readonly value?: string }[];
}

/** A redis, as the rules recognise it: a container of ours, or one whose image is called so. */
export interface RedisFacts {
  /** The image's name; a container's own property has only the id. */
  readonly imageName: string;
  readonly container: ContainerFacts;
}

const LOOPBACK = /^(127\.|::1$|localhost$)/;

/** Redis answers whoever reaches it, so its port is for this machine alone. */
export function publishedOpenly({ container }: RedisFacts): string[] {
  return (container.ports ?? [])
    .filter((port) => !LOOPBACK.test(port.ip ?? ""))
    .map(
      (port) =>
        `container "${container.name}" publishes port ${port.internal} of redis on ${port.ip || "all interfaces"}; ` +
        `leave "ip" out or give "127.0.0.1"`,
    );
}

/** A redis that reads its users from a file has a password; in tutorial mode, or as the image comes, it has none. */
export function withoutPassword({ container }: RedisFacts): string[] {
  const command = (container.command ?? []).join(" ");
  if (/redis\.conf\b/.test(command) || /--(requirepass|aclfile)\b/.test(command)) return [];
  return [`container "${container.name}" is a redis without a password; leave out mode "tutorial", or give it one`];
}

/** Images that change under the same name: what runs tomorrow is not what was tried today. */
export function movingImage(image: string): string[] {
  if (image.startsWith("sha256:") || image.includes("@sha256:")) return [];
  const tag = /:([^/:]+)$/.exec(image)?.[1];
  if (tag !== undefined && tag !== "latest") return [];
  return [`image "${image}" is whatever "latest" means on the day; name a tag, best with its digest`];
}

/** On the default bridge every container reaches every other, and none by its name. */
export function onDefaultBridge(container: ContainerFacts): string[] {
  const { name, networkMode = "bridge", networksAdvanced = [] } = container;
  const born = networksAdvanced.map((network) => network.name);
  if (born.includes("bridge") || (!born.length && ["bridge", "default"].includes(networkMode))) {
    return [`container "${name}" is on the default bridge, where all containers reach each other; give it a network`];
  }
  return [];
}

/** A container on both kinds of network is a way from the one to the other. */
export function bridgesTrust(container: string, networks: readonly string[], settings: Settings): string[] {
  const trusted = networks.find((network) => meant(network, settings.trustedNetworks));
  const untrusted = networks.find((network) => meant(network, settings.untrustedNetworks));
  if (!trusted || !untrusted || meant(container, settings.bridgingContainers)) return [];
  return [
    `container "${container}" is on "${trusted}", which is trusted, and on "${untrusted}", which is not; take it off ` +
      `one, or name it in "bridgingContainers"`,
  ];
}

/** Whether the stack's images have to be pinned. */
export function isProduction(stack: string, settings: Settings): boolean {
  return meant(stack, [
    "prod",
    "production",
    "prod-*",
    "production-*",
    "*-prod",
    "*-production",
    ...settings.productionStacks,
  ]);
}

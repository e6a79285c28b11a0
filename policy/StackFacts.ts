import type { PolicyResource } from "@pulumi/policy";
import type { ContainerFacts } from "./rules";

const CONTAINER = "docker:index/container:Container";
const IMAGE = "docker:index/remoteImage:RemoteImage";
const NETWORKS = ["dockwire:index:Network", "docker:index/network:Network"];
const ATTACHMENT = "dockwire:index:NetworkAttachment";
const REDIS_SERVER = "dockwire:index:RedisServer";

/** A container of the stack and what is known of it, at a preview too. */
export interface PlacedContainer {
  readonly urn: string;
  readonly facts: ContainerFacts;
  /** The name that its image was asked for by; its own property has only an id. */
  readonly imageName: string;
  /** Names of all its networks, attachments included. */
  readonly networks: string[];
  readonly isRedis: boolean;
}

/** The containers of a stack with what lies in other resources of it: the image's name and the networks' names. */
export function placedContainers(resources: readonly PolicyResource[]): PlacedContainer[] {
  const attachments = resources.filter((resource) => resource.type === ATTACHMENT);
  return resources
    .filter((resource) => resource.type === CONTAINER)
    .map((container) => {
      const facts = factsOf(container);
      const images = dependencies(container, "image").filter((one) => one.type === IMAGE);
      const imageName = images.map((image) => text(image, "name")).find(Boolean) ?? facts.image ?? "";
      const own = attachments.filter((one) => dependencies(one, "container").some(({ urn }) => urn === container.urn));
      const networks = [
        ...networkNames(container, "networksAdvanced"),
        ...(facts.networksAdvanced ?? []).map((network) => network.name ?? ""),
        ...own.flatMap((one) => [...networkNames(one, "network"), text(one, "network") ?? ""]),
      ];
      const isRedis = container.parent?.type === REDIS_SERVER || /(^|\/)(redis|valkey)([-:@]|$)/.test(imageName);
      return { urn: container.urn, facts, imageName, networks: [...new Set(networks.filter(Boolean))], isRedis };
    });
}

function factsOf(container: PolicyResource): ContainerFacts {
  const facts: Record<string, unknown> = {};
  for (const key of ["name", "image", "networkMode", "networksAdvanced", "ports", "command", "labels"]) {
    facts[key] = known(() => plain((container.props as Record<string, unknown>)[key]));
  }
  return facts;
}

function networkNames(resource: PolicyResource, property: string): string[] {
  const networks = dependencies(resource, property).filter((one) => NETWORKS.includes(one.type));
  return networks.map((network) => text(network, "name") ?? network.name);
}

function dependencies(resource: PolicyResource, property: string): PolicyResource[] {
  const of: Record<string, PolicyResource[] | undefined> = resource.propertyDependencies;
  return of[property] ?? [];
}

function text(resource: PolicyResource, key: string): string | undefined {
  const value = known(() => (resource.props as Record<string, unknown>)[key]);
  return typeof value === "string" ? value : undefined;
}

/** Within lists and records, what is not known is left out. */
function plain(value: unknown): unknown {
  if (Array.isArray(value)) return value.map((_, i) => known(() => plain(value[i] as unknown)));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.keys(value).map((key) => [key, known(() => plain((value as Record<string, unknown>)[key]))]),
  );
}

/** The SDK throws when a policy looks at what is not known yet; that ends the whole policy, so it is taken for absent. */
function known<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}

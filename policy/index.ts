import { PolicyPack, type PolicyConfigSchema, type StackValidationPolicy } from "@pulumi/policy";
import { bridgesTrust, isProduction, movingImage, onDefaultBridge, publishedOpenly, withoutPassword } from "./rules";
import type { Settings } from "./settings";
import { type PlacedContainer, placedContainers } from "./StackFacts";

const names = (description: string) => ({
  type: "array" as const,
  items: { type: "string" as const },
  default: [],
  description,
});
const TRUST: PolicyConfigSchema = {
  properties: {
    trustedNetworks: names(`Networks for servers and their clients alone; "*" stands for any letters.`),
    untrustedNetworks: names(`Networks that outsiders reach; "*" stands for any letters.`),
    bridgingContainers: names(`Containers that may be on both kinds; "*" stands for any letters.`),
  },
};
const PRODUCTION: PolicyConfigSchema = {
  properties: { productionStacks: names(`Further stacks whose images have to be pinned; "*" stands for any letters.`) },
};

/** A policy that judges every container of a stack by itself. */
function eachContainer(
  name: string,
  description: string,
  judge: (container: PlacedContainer, settings: Settings) => string[],
  configSchema?: PolicyConfigSchema,
): StackValidationPolicy {
  return {
    name,
    description,
    enforcementLevel: "mandatory",
    ...(configSchema ? { configSchema } : {}),
    validateStack: (stack, report) => {
      const given = stack.getConfig<Partial<Settings>>();
      const { trustedNetworks = [], untrustedNetworks = [], bridgingContainers = [], productionStacks = [] } = given;
      const settings = { trustedNetworks, untrustedNetworks, bridgingContainers, productionStacks };
      for (const container of placedContainers(stack.resources)) {
        for (const problem of judge(container, settings)) report(problem, container.urn);
      }
    },
  };
}

const policies = [
  eachContainer("redis-on-loopback", "Redis is never published on all interfaces.", ({ isRedis, facts, imageName }) =>
    isRedis ? publishedOpenly({ imageName, container: facts }) : [],
  ),
  eachContainer("redis-with-password", "Redis asks for a password.", ({ isRedis, facts, imageName }) =>
    isRedis ? withoutPassword({ imageName, container: facts }) : [],
  ),
  eachContainer(
    "pinned-images",
    "Production stacks run no image whose content changes under its name.",
    ({ urn, imageName }, settings) =>
      isProduction(urn.split(":")[2] ?? "", settings) && imageName ? movingImage(imageName) : [],
    PRODUCTION,
  ),
  eachContainer("no-default-bridge", "No container is on the default bridge.", ({ facts }) => onDefaultBridge(facts)),
  eachContainer(
    "trust-zones",
    "No container is on a trusted and an untrusted network at once, unless said.",
    ({ facts, networks }, settings) => bridgesTrust(facts.name ?? "", networks, settings),
    TRUST,
  ),
];

new PolicyPack("dockwire", { policies });

import type { Policies } from "@pulumi/policy";
import { containerPolicy } from "./containerPolicy";
import { onDefaultBridge } from "./rules/defaultBridge";
import { mountsSystem } from "./rules/hostFolders";
import { movingImage } from "./rules/images";
import { withoutPassword } from "./rules/passwords";
import { publishedOpenly } from "./rules/publishedPorts";
import { bridgesTrust } from "./rules/trustZones";

/** The policies one by one, for a pack of your own. */
export const policies: Policies = [
  containerPolicy({
    name: "redis-on-loopback",
    displayName: "Redis is not published",
    description: "Redis is never published on all interfaces.",
    severity: "critical",
    tags: ["redis", "ports"],
    remediationSteps: `Leave "ip" out in a RedisServer's "ports", or give "127.0.0.1".`,
    judge: publishedOpenly,
  }),
  containerPolicy({
    name: "redis-with-password",
    displayName: "Redis asks for a password",
    description: "Redis asks for a password.",
    severity: "high",
    tags: ["redis", "passwords"],
    remediationSteps: `Make the server with a RedisServer, or give it "requirepass" or a file of users.`,
    lists: {
      configuredElsewhere: `Redis containers whose password is in a file that the program does not write; "*" stands for any letters.`,
    },
    judge: withoutPassword,
  }),
  containerPolicy({
    name: "pinned-images",
    displayName: "Images are pinned",
    description: "Production stacks run no image whose content changes under its name.",
    severity: "medium",
    tags: ["images", "supply chain"],
    remediationSteps: `Give the image with its digest: "docker buildx imagetools inspect NAME:TAG" shows it.`,
    lists: {
      productionStacks: `Further stacks whose images have to be pinned; "*" stands for any letters.`,
      allowedTags: `Images that may run by their tag; "*" stands for any letters.`,
    },
    judge: movingImage,
  }),
  containerPolicy({
    name: "no-default-bridge",
    displayName: "Nothing is on the default bridge",
    description: "No container is on the default bridge.",
    severity: "medium",
    tags: ["networks"],
    remediationSteps: `Give the container "networksAdvanced", or a network by an AppNetwork.`,
    judge: onDefaultBridge,
  }),
  containerPolicy({
    name: "trust-zones",
    displayName: "Trusted networks stay apart",
    description: "No container is on a trusted and an untrusted network at once, unless said.",
    severity: "high",
    tags: ["networks"],
    remediationSteps: `Take the container off one of the two, or name it in "bridgingContainers".`,
    lists: {
      trustedNetworks: `Networks for servers and their clients alone; "*" stands for any letters.`,
      untrustedNetworks: `Networks that outsiders reach; "*" stands for any letters.`,
      bridgingContainers: `Containers that may be on both kinds; "*" stands for any letters.`,
    },
    judge: bridgesTrust,
  }),
  containerPolicy({
    name: "no-system-folders",
    displayName: "The system's folders stay outside",
    description: "No container mounts a folder of the system or the Engine, or the Engine's socket.",
    severity: "critical",
    tags: ["volumes"],
    remediationSteps: `Mount a volume, or a folder that is the program's own.`,
    lists: {
      allowedHostPaths: `Paths of the Engine's machine that may be mounted all the same; "*" stands for any letters.`,
    },
    judge: mountsSystem,
  }),
];

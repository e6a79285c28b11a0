import * as z from "zod";
import { isLinkLocal } from "../../engine/cidr";
import { declareResource } from "../protocol/declaration";
import { address, reference } from "./endShapes";

/** A name that DNS clients can ask for; the Engine itself would take anything and then not resolve it. */
const ALIAS = /^[A-Za-z0-9]([A-Za-z0-9_.-]*[A-Za-z0-9])?$/;
/** How long a name may be, and each part between its dots (RFC 1035, section 2.3.4). */
const LONGEST_NAME = 253;
const LONGEST_PART = 63;

const alias = z
  .string()
  .regex(ALIAS, {
    error: (issue) =>
      `"${String(issue.input)}" cannot be an alias: use letters, digits, "-", "_" and ".", beginning and ending with a letter or digit`,
  })
  .refine(isResolvable, {
    error: (issue) =>
      `"${String(issue.input)}" cannot be an alias: no client could ask for it, as a name has 1 to ${LONGEST_PART} ` +
      `characters between two dots, and ${LONGEST_NAME} in all at the most`,
  });
const linkLocalIp = z.string().refine(isLinkLocal, {
  error: (issue) => `"${String(issue.input)}" is not a link-local address: they lie in 169.254.0.0/16 and fe80::/10`,
});
const macAddress = z.string().regex(/^([0-9a-f]{2}:){5}[0-9a-f]{2}$/i, {
  error: (issue) => `"${String(issue.input)}" is not a MAC address, for instance 02:42:0a:14:00:05`,
});

const inputs = {
  container: reference("container").meta({
    description:
      "The container to attach: its name or id. It may run, be stopped, paused, or restart in a loop. Another name " +
      "replaces the attachment; another container under the name is attached in its place. Two attachments of one " +
      "container on one network are refused.",
    takes: "ContainerRef",
    replaces: true,
  }),
  network: reference("network").meta({
    description:
      "The network to attach it to: its name or id. Another name replaces the attachment; another network under the " +
      "name is followed.",
    takes: "NetworkRef",
    replaces: true,
  }),
  aliases: z
    .array(alias)
    .default([])
    .meta({
      description:
        'Further DNS names of the container on this network alone: letters, digits, "-", "_" and ".". An edit is made in ' +
        "place; the container leaves this network for a fraction of a second. An alias moves from one attachment of the " +
        "program to another in one update; one that somebody else gave is refused.",
      otherwise: "none; the container's name resolves anyway",
    }),
  ipv4Address: address("ipv4", "10.20.0.5").optional().meta({
    description: "A fixed IPv4 address inside the network's subnet, which must have been given to the network.",
    otherwise: "chosen by the Engine",
  }),
  ipv6Address: address("ipv6", "fd00::5").optional().meta({
    description: "A fixed IPv6 address inside the network's subnet.",
    otherwise: "chosen by the Engine",
  }),
  linkLocalIps: z.array(linkLocalIp).default([]).meta({ description: "Link-local addresses for the endpoint." }),
  macAddress: macAddress.optional().meta({
    description:
      "The endpoint's MAC address, six bytes in hex with colons. Engines of API 1.44 to 1.53 ignore it, which is an " +
      "error here.",
    otherwise: "chosen by the Engine",
  }),
  driverOpts: z.record(z.string(), z.string()).default({}).meta({ description: "Options for the network's driver." }),
  gatewayPriority: z
    .number()
    .int("a gateway priority is a whole number")
    .optional()
    .meta({
      description:
        "Whose gateway the container uses: the highest priority's. Engines below API 1.48 know none; there it is kept but " +
        "not sent.",
      otherwise:
        "what the connection has, else -1, below every network that the container was created on, so that published " +
        "ports stay where they are",
    }),
  sharedAliases: z.boolean().default(false).meta({
    description: "Accept that an alias leads to another container of the network too; clients then get either.",
  }),
  adopt: z
    .boolean()
    .default(false)
    .meta({
      description:
        "Take over an attachment that exists in another form (other aliases, another address) or is another program's " +
        "instead of failing.",
    }),
  allowGatewayChange: z.boolean().default(false).meta({
    description:
      "On Engines below API 1.48: attach even where that moves published ports and breaks connections through them.",
  }),
};

const text = (description: string) => z.string().meta({ description });

export const networkAttachment = declareResource("NetworkAttachment", {
  description:
    "Connects a container to a network while it runs: it keeps its id, start time, data and open connections. " +
    "Import with the id `NETWORK/CONTAINER`, each a name or an id.",
  inputs,
  outputs: {
    containerId: text("The container's full id."),
    containerName: text("The container's name."),
    networkId: text("The network's full id."),
    networkName: text("The network's name."),
    endpointId: text("The Engine's id of the connection; empty while the container is not running."),
    assignedIpv4Address: text(
      "The IPv4 address in use with its prefix length, for instance `172.18.0.2/16`; empty while the container is not running.",
    ),
    assignedIpv6Address: text("The IPv6 address in use with its prefix length; empty without one."),
    gateway: text("The network's IPv4 gateway."),
    ipv6Gateway: text("The network's IPv6 gateway."),
    assignedMacAddress: text("The MAC address in use."),
    dnsNames: z.array(z.string()).meta({
      description: "Every name that resolves to the container on this network, as the Engine says after the fact.",
    }),
    owner: text(
      "The project and stack whose mark the connection bears, for instance `shop/dev`; empty when it was there already and bears none.",
    ),
    apiVersion: text("The Engine API version that was spoken, for instance `1.41`."),
  },
  listInputs: {
    network: reference("network").optional().meta({ description: "Connections to this network.", otherwise: "to any" }),
    container: reference("container").optional().meta({
      description: "Connections of this container.",
      otherwise: "of any",
    }),
    label: z.string().min(1).optional().meta({
      description: "Connections of containers with this label: `KEY` or `KEY=VALUE`.",
      otherwise: "of all",
    }),
  },
});

/** The inputs of a NetworkAttachment with nothing left out. */
export type AttachmentInputs = z.infer<z.ZodObject<typeof inputs>>;

function isResolvable(name: string): boolean {
  const parts = name.split(".");
  return name.length <= LONGEST_NAME && parts.every(({ length }) => length > 0 && length <= LONGEST_PART);
}

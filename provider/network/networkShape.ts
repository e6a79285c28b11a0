import * as z from "zod";
import { isAddress, subnetProblem } from "../../engine/cidr";
import { declareResource } from "../protocol/declaration";

/** The Engine's own rule for names (moby, daemon/names). */
const NAME = /^[a-zA-Z0-9][a-zA-Z0-9_.-]*$/;
/** The driver option that names a bridge's interface. */
export const BRIDGE_NAME = "com.docker.network.bridge.name";
/** What a pool's networks get unless told otherwise. */
export const DEFAULT_PREFIX_LENGTH = 26;

const name = z.string().regex(NAME, {
  error: (issue) =>
    `"${String(issue.input)}" cannot be a network's name: begin with a letter or digit, then letters, digits, "_", "." and "-"`,
});

const subnet = (family?: "ipv4" | "ipv6") =>
  z.string().superRefine((text, context) => {
    const problem = subnetProblem(text) ?? (family && familyProblem(text, family));
    if (problem) context.addIssue({ code: "custom", message: problem });
  });

const address = (family: "ipv4" | "ipv6") =>
  z.string().refine((text) => isAddress(text, family), {
    error: (issue) => `"${String(issue.input)}" is not an ${family === "ipv4" ? "IPv4" : "IPv6"} address`,
  });

const anyAddress = z.string().refine((text) => isAddress(text, "ipv4") || isAddress(text, "ipv6"), {
  error: (issue) => `"${String(issue.input)}" is not an IP address`,
});

/** The Engine has one network of each of these drivers, and makes no other. */
const OWN_DRIVERS: Readonly<Record<string, string>> = { host: "host", null: "none" };

const driver = z
  .string()
  .min(1)
  .refine((text) => !Object.hasOwn(OWN_DRIVERS, text), {
    error: (issue) => {
      const own = OWN_DRIVERS[String(issue.input)];
      return `the Engine makes no network of the driver "${String(issue.input)}": use its own one, "${own}"`;
    },
  });

const texts = z.record(z.string(), z.string()).default({});

const subnetPool = z
  .object({
    range: subnet("ipv4").meta({ description: "The range in CIDR notation, for instance `10.201.0.0/16`." }),
    prefixLength: z
      .number()
      .int()
      .min(8)
      .max(29, "a network needs at least a /29")
      .default(DEFAULT_PREFIX_LENGTH)
      .meta({
        description:
          "How long each network's prefix is: 29 gives 5 containers an address, 26 gives 61, 24 gives 253; 8 to 29.",
      }),
  })
  .strict()
  .meta({ id: "SubnetPool", description: "A range of addresses that networks take their subnets from." });

const ipamConfig = z
  .object({
    subnet: subnet().meta({ description: "In CIDR notation, for instance `10.20.0.0/24` or `fd00:1:2:3::/64`." }),
    gateway: anyAddress.optional().meta({
      description: "The gateway's address inside `subnet`.",
      otherwise: "the subnet's first",
    }),
    ipRange: subnet().optional().meta({
      description: "The part of `subnet` that containers get addresses from, in CIDR notation.",
      otherwise: "all of it",
    }),
    auxAddresses: z.record(z.string(), anyAddress).optional().meta({
      description:
        'Addresses that the Engine leaves alone, by the names of their holders, for instance `{ printer: "10.20.0.9" }`.',
      otherwise: "none",
    }),
  })
  .strict()
  .meta({ id: "IpamConfig", description: "A subnet, and how its addresses are given out." });

export const network = declareResource("Network", {
  description:
    "A network on the Engine. An edit of anything but `name` updates it in place: the containers on it keep running, " +
    "leave it for the moment in which it is made again, and come back as they were. Its Pulumi id is its name (of one " +
    "made by version 0.1.0, the id that the Engine gave it then). Import it with its name or the Engine's id.",
  inputs: {
    name: name.meta({
      description:
        "The network's name on the Engine. Another one replaces the network, and the containers that were created on it.",
      replaces: true,
    }),
    driver: driver
      .default("bridge")
      .meta({ description: "The network's driver; not `host` or `null`, of which the Engine has its own." }),
    subnet: subnet("ipv4").optional().meta({
      description:
        "The IPv4 subnet in CIDR notation, without host bits. A network that is there keeps its own when this is left out.",
      otherwise: "out of `subnetPool`, or else out of the Engine's own pools",
    }),
    gateway: address("ipv4").optional().meta({
      description: "The gateway's address inside `subnet`.",
      otherwise: "the subnet's first",
    }),
    ipRange: subnet("ipv4").optional().meta({
      description: "The part of `subnet` that containers get addresses from.",
      otherwise: "all of it",
    }),
    ipv6: z
      .boolean()
      .default(false)
      .meta({
        description:
          "Whether the network has IPv6. Without `ipv6Subnet` the Engine chooses the subnet; Engines before 27 do so only " +
          'when their "default-address-pools" name one.',
        otherwise: "whether there is an IPv6 subnet",
      }),
    ipv6Subnet: subnet("ipv6").optional().meta({
      description: "The IPv6 subnet in CIDR notation; giving one switches IPv6 on.",
      otherwise: "no IPv6",
    }),
    ipv6Gateway: address("ipv6").optional().meta({
      description: "The gateway's address inside `ipv6Subnet`.",
      otherwise: "the subnet's first",
    }),
    enableIpv4: z.boolean().default(true).meta({
      description: "False for a network with IPv6 alone; Engines before 28 refuse that.",
    }),
    subnetPool: subnetPool.optional().meta({
      description:
        "Takes a free subnet out of a range when the network is made, so that the Engine's 30-odd own ones do not run out.",
    }),
    ipamConfigs: z
      .array(ipamConfig)
      .min(1, "an empty list says nothing; leave it out")
      .optional()
      .meta({
        description:
          "Every subnet, in place of `subnet`, `ipv6Subnet` and what belongs to them: for auxiliary addresses, or for " +
          'several subnets of one family where the driver takes them; "bridge" takes one.',
        otherwise: "none",
      }),
    ipamDriver: z.string().min(1).default("default").meta({
      description: "Who gives out addresses: `default` is the Engine.",
    }),
    ipamOptions: texts.meta({ description: "Options for the IPAM driver." }),
    internal: z.boolean().default(false).meta({ description: "Without a way to the outside." }),
    attachable: z.boolean().default(false).meta({
      description: "For overlay networks: containers can be attached, not swarm services alone.",
    }),
    labels: texts.meta({ description: "Labels on the network.", otherwise: "none but the one that tells its owner" }),
    options: texts.meta({ description: "Options for the driver, for instance `com.docker.network.bridge.name`." }),
    reconnectForeignContainers: z
      .boolean()
      .default(false)
      .meta({
        description:
          "Whether an edit may take containers of other stacks and of Compose off the network too. Where it may not, an " +
          "edit while such a container is on the network is refused at preview.",
      }),
  },
  outputs: {
    driver: z.string().meta({ description: "The network's driver." }),
    internal: z.boolean().meta({ description: "Without a way to the outside." }),
    attachable: z.boolean().meta({ description: "Whether containers can be attached to an overlay network." }),
    networkId: z.string().meta({
      description:
        "The network's full id on the Engine; another one after an edit, so refer to the network by `name` or `id`.",
    }),
    scope: z.string().meta({ description: "`local`, or `swarm` for overlay networks." }),
    assignedSubnet: z.string().meta({ description: "The IPv4 subnet in use, wherever it came from." }),
    assignedGateway: z.string().meta({ description: "The IPv4 gateway in use." }),
    assignedIpv6Subnet: z.string().meta({ description: "The IPv6 subnet in use; empty without IPv6." }),
    assignedIpamConfigs: z.array(ipamConfig).meta({ description: "Every subnet in use." }),
  },
  listInputs: {
    driver: z.string().min(1).optional().meta({ description: "Networks of this driver.", otherwise: "of any" }),
    label: z
      .string()
      .min(1)
      .optional()
      .meta({ description: "Networks with this label: `KEY` or `KEY=VALUE`.", otherwise: "all" }),
  },
});

function familyProblem(text: string, family: "ipv4" | "ipv6"): string | undefined {
  const isIpv6 = text.includes(":");
  if (isIpv6 === (family === "ipv6")) return undefined;
  return isIpv6
    ? `"${text}" is an IPv6 subnet; write it as "ipv6Subnet"`
    : `"${text}" is an IPv4 subnet; write it as "subnet"`;
}

import * as z from "zod";
import { canonicalAddress, canonicalSubnet, isAddress, subnetProblem } from "../../engine/cidr";
import { checkInputs } from "../protocol/checkInputs";
import type { Checked } from "../protocol/Resource";
import { hasUnknown, Json, Properties } from "../protocol/values";
import { DEFAULT_PREFIX_LENGTH, isRecord, subnetPoolOf } from "./networkInputs";
import { networkRules } from "./networkRules";

/** The Engine's own rule for names (moby, daemon/names). */
const NAME = /^[a-zA-Z0-9][a-zA-Z0-9_.-]*$/;

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

const texts = z.record(z.string(), z.string()).optional();

const ipamConfig = z
  .object({
    subnet: subnet(),
    gateway: anyAddress.optional(),
    ipRange: subnet().optional(),
    auxAddresses: z.record(z.string(), anyAddress).optional(),
  })
  .strict();

const shape = {
  name: z.string().regex(NAME, {
    error: (issue) =>
      `"${String(issue.input)}" cannot be a network's name: begin with a letter or digit, then letters, digits, "_", "." and "-"`,
  }),
  driver: z.string().min(1).optional(),
  subnet: subnet("ipv4").optional(),
  gateway: address("ipv4").optional(),
  ipRange: subnet("ipv4").optional(),
  ipv6: z.boolean().optional(),
  ipv6Subnet: subnet("ipv6").optional(),
  ipv6Gateway: address("ipv6").optional(),
  enableIpv4: z.boolean().optional(),
  subnetPool: z
    .object({
      range: subnet("ipv4"),
      prefixLength: z.number().int().min(8).max(29, "a network needs at least a /29").optional(),
    })
    .strict()
    .optional(),
  ipamConfigs: z.array(ipamConfig).min(1, "an empty list says nothing; leave it out").optional(),
  ipamDriver: z.string().min(1).optional(),
  ipamOptions: texts,
  internal: z.boolean().optional(),
  attachable: z.boolean().optional(),
  labels: texts,
  options: texts,
  reconnectForeignContainers: z.boolean().optional(),
};

/** Inputs that come to the same as leaving them out. */
const DEFAULTS: Properties = {
  driver: "bridge",
  ipv6: false,
  enableIpv4: true,
  ipamDriver: "default",
  ipamOptions: {},
  internal: false,
  attachable: false,
  labels: {},
  options: {},
  reconnectForeignContainers: false,
};

/** Checks a Network's inputs. */
export function checkNetwork(inputs: Properties): Checked {
  return checkInputs(shape, inputs, networkRules, canonicalNetwork);
}

/** The form that is kept: nothing that is as by default, and one spelling for each address. What is unknown stays. */
function canonicalNetwork(inputs: Properties): Properties {
  const kept = Object.entries(inputs).filter(
    ([key, value]) => !(key in DEFAULTS && JSON.stringify(DEFAULTS[key]) === JSON.stringify(value)),
  );
  return Object.fromEntries(kept.map(([key, value]) => [key, canonicalValue(key, value)]));
}

const CANONICAL: Record<string, (value: Json) => Json> = {
  subnet: spelled(canonicalSubnet),
  ipRange: spelled(canonicalSubnet),
  ipv6Subnet: spelled(canonicalSubnet),
  gateway: spelled(canonicalAddress),
  ipv6Gateway: spelled(canonicalAddress),
  subnetPool: (value) => {
    const pool = subnetPoolOf(value);
    if (!pool) return value;
    const range = canonicalSubnet(pool.range);
    return pool.prefixLength === DEFAULT_PREFIX_LENGTH ? { range } : { range, prefixLength: pool.prefixLength };
  },
  ipamConfigs: (value) =>
    Array.isArray(value) ? value.map((config) => (isRecord(config) ? part(config) : config)) : value,
  auxAddresses: (value) =>
    isRecord(value)
      ? Object.fromEntries(Object.entries(value).map(([name, at]) => [name, spelled(canonicalAddress)(at)]))
      : value,
};

function canonicalValue(key: string, value: Json): Json {
  return hasUnknown(value) ? value : (CANONICAL[key]?.(value) ?? value);
}

function part(config: Properties): Properties {
  const given = Object.entries(config).filter(([, value]) => value !== null && JSON.stringify(value) !== "{}");
  return Object.fromEntries(given.map(([key, value]) => [key, canonicalValue(key, value)]));
}

function spelled(canonical: (text: string) => string): (value: Json) => Json {
  return (value) => (typeof value === "string" ? canonical(value) : value);
}

function familyProblem(text: string, family: "ipv4" | "ipv6"): string | undefined {
  const isIpv6 = text.includes(":");
  if (isIpv6 === (family === "ipv6")) return undefined;
  return isIpv6
    ? `"${text}" is an IPv6 subnet; write it as "ipv6Subnet"`
    : `"${text}" is an IPv4 subnet; write it as "subnet"`;
}

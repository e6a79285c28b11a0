import * as z from "zod";
import { contains, isAddress, subnetProblem } from "../../engine/cidr";
import { checkInputs, Rule } from "../protocol/checkInputs";
import { NetworkInputs, SubnetPool } from "./networkState";
import type { Checked } from "../protocol/Resource";
import { Json, Properties } from "../protocol/values";

/** The Engine's own rule for names (moby, daemon/names). */
const NAME = /^[a-zA-Z0-9][a-zA-Z0-9_.-]*$/;
const DEFAULT_PREFIX_LENGTH = 26;

const subnet = (family: "ipv4" | "ipv6") =>
  z.string().superRefine((text, context) => {
    const problem = subnetProblem(text) ?? familyProblem(text, family);
    if (problem) context.addIssue({ code: "custom", message: problem });
  });

const address = (family: "ipv4" | "ipv6") =>
  z.string().refine((text) => isAddress(text, family), {
    error: (issue) => `"${String(issue.input)}" is not an ${family === "ipv4" ? "IPv4" : "IPv6"} address`,
  });

export const networkShape = {
  name: z.string().regex(NAME, {
    error: (issue) =>
      `"${String(issue.input)}" cannot be a network's name: begin with a letter or digit, then letters, digits, "_", "." and "-"`,
  }),
  driver: z.string().min(1).optional(),
  subnet: subnet("ipv4").optional(),
  gateway: address("ipv4").optional(),
  ipRange: subnet("ipv4").optional(),
  ipv6Subnet: subnet("ipv6").optional(),
  ipv6Gateway: address("ipv6").optional(),
  subnetPool: z
    .object({
      range: subnet("ipv4"),
      prefixLength: z.number().int().min(8).max(29, "a network needs at least a /29").optional(),
    })
    .strict()
    .optional(),
  internal: z.boolean().optional(),
  attachable: z.boolean().optional(),
  labels: z.record(z.string(), z.string()).optional(),
  options: z.record(z.string(), z.string()).optional(),
};

const inside = (property: string, subnetName: string): Rule => ({
  needs: [property, subnetName],
  check: (inputs) => {
    const [value, range] = [inputs[property], inputs[subnetName]];
    if (typeof value !== "string") return [];
    if (typeof range !== "string") return [{ property, reason: `"${property}" needs "${subnetName}" beside it` }];
    if (contains(range, value.split("/")[0] ?? "")) return [];
    return [{ property, reason: `${value} lies outside the subnet ${range}` }];
  },
});

const oneSource: Rule = {
  needs: ["subnet", "subnetPool"],
  check: ({ subnet: given, subnetPool }) =>
    given && subnetPool ? [{ property: "subnetPool", reason: `give "subnet" or "subnetPool", not both` }] : [],
};

const poolLargeEnough: Rule = {
  needs: ["subnetPool"],
  check: ({ subnetPool }) => {
    const pool = subnetPoolOf(subnetPool);
    if (!pool || Number(pool.range.split("/")[1]) <= pool.prefixLength) return [];
    return [
      { property: "subnetPool.range", reason: `${pool.range} is smaller than one /${pool.prefixLength} network` },
    ];
  },
};

/** Checks a Network's inputs. */
export function checkNetwork(inputs: Properties): Checked {
  const rules = [
    inside("gateway", "subnet"),
    inside("ipRange", "subnet"),
    inside("ipv6Gateway", "ipv6Subnet"),
    oneSource,
    poolLargeEnough,
  ];
  return checkInputs(networkShape, inputs, rules);
}

/** Checked inputs with nothing left out. */
export function networkInputs(inputs: Properties): NetworkInputs {
  const text = (key: string) => (typeof inputs[key] === "string" ? inputs[key] : undefined);
  return {
    name: text("name") ?? "",
    driver: text("driver") ?? "bridge",
    subnet: text("subnet"),
    gateway: text("gateway"),
    ipRange: text("ipRange"),
    ipv6Subnet: text("ipv6Subnet"),
    ipv6Gateway: text("ipv6Gateway"),
    subnetPool: subnetPoolOf(inputs.subnetPool),
    internal: inputs.internal === true,
    attachable: inputs.attachable === true,
    labels: (inputs.labels ?? {}) as Record<string, string>,
    options: (inputs.options ?? {}) as Record<string, string>,
  };
}

function subnetPoolOf(value: Json | undefined): SubnetPool | undefined {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return undefined;
  return { range: String(value.range), prefixLength: Number(value.prefixLength ?? DEFAULT_PREFIX_LENGTH) };
}

function familyProblem(text: string, family: "ipv4" | "ipv6"): string | undefined {
  const isIpv6 = text.includes(":");
  if (isIpv6 === (family === "ipv6")) return undefined;
  return isIpv6
    ? `"${text}" is an IPv6 subnet; write it as "ipv6Subnet"`
    : `"${text}" is an IPv4 subnet; write it as "subnet"`;
}

import * as z from "zod";
import { AttachmentInputs } from "./attachmentState";
import { canonicalAddress, isAddress } from "../../engine/cidr";
import { checkInputs, Rule } from "../protocol/checkInputs";
import type { Checked } from "../protocol/Resource";
import { hasUnknown, Json, Properties } from "../protocol/values";

export const reference = (what: string) => z.string().min(1, `"${what}" is empty; give a ${what}'s name or id`);
export const address = (family: "ipv4" | "ipv6", example: string) =>
  z.string().refine((text) => isAddress(text, family), {
    error: (issue) =>
      `"${String(issue.input)}" is not an ${family === "ipv4" ? "IPv4" : "IPv6"} address, for instance ${example}`,
  });

/** A name that DNS clients can ask for; the Engine itself would take anything and then not resolve it. */
const ALIAS = /^[A-Za-z0-9]([A-Za-z0-9_.-]*[A-Za-z0-9])?$/;

export const attachmentShape = {
  container: reference("container"),
  network: reference("network"),
  aliases: z
    .array(
      z.string().regex(ALIAS, {
        error: (issue) =>
          `"${String(issue.input)}" cannot be an alias: use letters, digits, "-", "_" and ".", beginning and ending with a letter or digit`,
      }),
    )
    .optional(),
  ipv4Address: address("ipv4", "10.20.0.5").optional(),
  ipv6Address: address("ipv6", "fd00::5").optional(),
  linkLocalIps: z
    .array(z.string().refine((text) => isAddress(text, "ipv4") || isAddress(text, "ipv6"), "is not an address"))
    .optional(),
  macAddress: z
    .string()
    .regex(/^([0-9a-f]{2}:){5}[0-9a-f]{2}$/i, {
      error: (issue) => `"${String(issue.input)}" is not a MAC address, for instance 02:42:0a:14:00:05`,
    })
    .optional(),
  driverOpts: z.record(z.string(), z.string()).optional(),
  gatewayPriority: z.number().int("a gateway priority is a whole number").optional(),
  sharedAliases: z.boolean().optional(),
  adopt: z.boolean().optional(),
  allowGatewayChange: z.boolean().optional(),
};

/** DNS does not tell upper from lower case, and neither does the Engine's. */
const distinctAliases: Rule = {
  needs: ["aliases"],
  check: (inputs) =>
    strings(inputs.aliases).flatMap((alias, i, all) => {
      const first = all.findIndex((other) => other.toLowerCase() === alias.toLowerCase());
      return first === i
        ? []
        : [{ property: `aliases[${i}]`, reason: `"${alias}" stands twice in "aliases" (first at [${first}])` }];
    }),
};

/** Checks and puts in order: no defaults, lists sorted, addresses in one spelling, so that no edit shows where none is. */
export function checkAttachment(inputs: Properties): Checked {
  return checkInputs(attachmentShape, inputs, [distinctAliases], (given) => ({
    ...Object.fromEntries(Object.entries(given).filter(([, value]) => !isDefault(value))),
    ...sorted(given, "aliases"),
    ...sorted(given, "linkLocalIps"),
    ...canonical(given, "ipv4Address"),
    ...canonical(given, "ipv6Address"),
    ...(typeof given.macAddress === "string" ? { macAddress: given.macAddress.toLowerCase() } : {}),
  }));
}

/** Checked inputs with nothing left out. */
export function attachmentInputs(inputs: Properties): AttachmentInputs {
  const text = (value: Json | undefined) => (typeof value === "string" ? value : undefined);
  return {
    container: text(inputs.container) ?? "",
    network: text(inputs.network) ?? "",
    aliases: strings(inputs.aliases),
    ipv4Address: text(inputs.ipv4Address),
    ipv6Address: text(inputs.ipv6Address),
    linkLocalIps: strings(inputs.linkLocalIps),
    macAddress: text(inputs.macAddress),
    driverOpts: (inputs.driverOpts ?? {}) as Record<string, string>,
    gatewayPriority: typeof inputs.gatewayPriority === "number" ? inputs.gatewayPriority : undefined,
    sharedAliases: inputs.sharedAliases === true,
    adopt: inputs.adopt === true,
    allowGatewayChange: inputs.allowGatewayChange === true,
  };
}

/** Every default of an attachment is false, none or nothing at all. */
function isDefault(value: Json): boolean {
  return value === false || (typeof value === "object" && value !== null && Object.keys(value).length === 0);
}

function strings(value: Json | undefined): string[] {
  return Array.isArray(value) ? value.filter((item): item is string => typeof item === "string") : [];
}

function sorted(inputs: Properties, key: string): Properties {
  const list = inputs[key];
  return Array.isArray(list) && list.length > 0 && !hasUnknown(list) ? { [key]: strings(list).sort() } : {};
}

function canonical(inputs: Properties, key: string): Properties {
  const value = inputs[key];
  return typeof value === "string" && !hasUnknown(value) ? { [key]: canonicalAddress(value) } : {};
}

import { canonicalAddress } from "../../engine/cidr";
import { checkInputs, Rule } from "../protocol/checkInputs";
import { defaultsOf } from "../protocol/declaration";
import type { Checked } from "../protocol/Resource";
import { hasUnknown, Json, Properties, withoutDefaults } from "../protocol/values";
import { AttachmentInputs, networkAttachment } from "./attachmentShape";

const DEFAULTS = defaultsOf(networkAttachment.inputs);

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
  return checkInputs(networkAttachment.inputs, inputs, [distinctAliases], (given) => ({
    ...withoutDefaults(given, DEFAULTS),
    ...bareName(given.container),
    ...sorted(given, "aliases"),
    ...sorted(given, "linkLocalIps"),
    ...canonical(given, "ipv4Address"),
    ...canonical(given, "ipv6Address"),
    ...(typeof given.macAddress === "string" ? { macAddress: given.macAddress.toLowerCase() } : {}),
  }));
}

/** Checked inputs with nothing left out. What has a default and is not known yet is taken to be as by default. */
export function attachmentInputs(inputs: Properties): AttachmentInputs {
  const given = Object.entries(inputs).filter(([key]) => key in networkAttachment.inputs);
  const known = given.filter(([key, value]) => value !== null && !(key in DEFAULTS && hasUnknown(value)));
  // They were checked against this very shape.
  return { ...DEFAULTS, ...Object.fromEntries(known) } as unknown as AttachmentInputs;
}

/** Recorded inputs, with what the connection has by now of what moves from one container to another. */
export function asFound(recorded: Properties, { aliases, ipv4Address, ipv6Address }: AttachmentInputs): Properties {
  return { ...recorded, aliases, ...(ipv4Address ? { ipv4Address } : {}), ...(ipv6Address ? { ipv6Address } : {}) };
}

/** Inputs as they are written down: nothing that is absent or as by default. */
export function toInputs(inputs: AttachmentInputs): Properties {
  const given = Object.entries(inputs).filter(([, value]) => value !== undefined);
  return withoutDefaults(Object.fromEntries(given), DEFAULTS);
}

function strings(value: Json | undefined): string[] {
  return Array.isArray(value) ? value.filter((item): item is string => typeof item === "string") : [];
}

function sorted(inputs: Properties, key: string): Properties {
  const list = inputs[key];
  return Array.isArray(list) && list.length > 0 && !hasUnknown(list) ? { [key]: strings(list).sort() } : {};
}

/** "docker inspect" shows a container's name with a slash before it. */
function bareName(container: Json | undefined): Properties {
  return typeof container === "string" && container.startsWith("/") ? { container: container.slice(1) } : {};
}

function canonical(inputs: Properties, key: string): Properties {
  const value = inputs[key];
  return typeof value === "string" && !hasUnknown(value) ? { [key]: canonicalAddress(value) } : {};
}

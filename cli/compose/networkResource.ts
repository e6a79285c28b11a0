import { addressProperties } from "../adopt/networkResource";
import { type ProgramResource, Reference } from "../program/Program";
import { flag, list, mapping, optionalText, some, text, textMap } from "./Json";
import { leaveOutUnknown, nameOnEngine } from "./nameOnEngine";
import type { Part } from "./Part";
import type { Planning } from "./Planning";

const KNOWN = new Set(
  "name driver driver_opts ipam external internal attachable enable_ipv4 enable_ipv6 labels".split(" "),
);

/** A network as a resource; none for one that is there already. */
export function networkResource(part: Part, planning: Planning): ProgramResource | undefined {
  const { spec, name: key } = part;
  const { driver, internal, attachable, labels, driver_opts: options } = spec;
  const { name, isExternal } = nameOnEngine(part, planning);
  if (isExternal) {
    planning.networks.set(key, { name, value: name });
    return undefined;
  }
  leaveOutUnknown(part, KNOWN, planning, "Network");
  const resource = planning.names.of(`network/${key}`, `${key}-network`);
  planning.networks.set(key, { name, value: new Reference(resource, "name") });
  const ipam = mapping(spec.ipam);
  return {
    name: resource,
    type: "dockwire:Network",
    properties: {
      name,
      driver: text(driver ?? "bridge") === "bridge" ? undefined : text(driver),
      ...addressProperties(addresses(part)),
      ipamDriver: text(ipam.driver ?? "default") === "default" ? undefined : text(ipam.driver),
      ipamOptions: some(textMap(ipam.options)),
      internal: flag(internal) || undefined,
      attachable: flag(attachable) || undefined,
      labels: some(labelMap(labels)),
      options: some(textMap(options)),
    },
  };
}

/** Labels as a mapping or as lines. */
export function labelMap(labels: Part["spec"][string]): Record<string, string> {
  if (!Array.isArray(labels)) return textMap(labels);
  return Object.fromEntries(
    labels.map(text).map((line): [string, string] => {
      const [label = "", ...value] = line.split("=");
      return [label, value.join("=")];
    }),
  );
}

function addresses({ spec }: Part) {
  const configs = list(mapping(spec.ipam).config).map(mapping);
  const ipam = configs.flatMap(({ subnet, gateway, ip_range: range, aux_addresses: aux }) => {
    if (subnet === undefined) return [];
    return [
      {
        subnet: text(subnet),
        gateway: optionalText(gateway),
        ipRange: optionalText(range),
        auxAddresses: textMap(aux),
      },
    ];
  });
  return { ipv4: flag(spec.enable_ipv4) ?? true, ipv6: flag(spec.enable_ipv6) ?? false, ipam };
}

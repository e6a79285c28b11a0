import { type ProgramResource, Reference } from "../program/Program";
import { hostPath, programPath } from "./canonical";
import { some, text, textMap } from "./Json";
import { labelMap } from "./networkResource";
import { leaveOutUnknown, nameOnEngine } from "./nameOnEngine";
import type { Part } from "./Part";
import type { Planning } from "./Planning";

const KNOWN = new Set("name driver driver_opts external labels".split(" "));

/** A volume as a resource, which stays on the Engine when it leaves the program; none for one that is there already. */
export function volumeResource(part: Part, planning: Planning): ProgramResource | undefined {
  const { spec, name: key } = part;
  const { driver, labels } = spec;
  const { name, isExternal } = nameOnEngine(part, planning);
  if (isExternal) {
    planning.volumes.set(key, { name, value: name });
    return undefined;
  }
  leaveOutUnknown(part, KNOWN, planning, "Volume");
  const resource = planning.names.of(`volume/${key}`, `${key}-volume`);
  planning.volumes.set(key, { name, value: new Reference(resource, "name") });
  return {
    name: resource,
    type: "dockwire:Volume",
    properties: {
      name,
      driver: text(driver ?? "local") === "local" ? undefined : text(driver),
      driverOpts: some(driverOptions(part, planning)),
      labels: some(labelMap(labels)),
    },
    retainOnDelete: true,
  };
}

/** A folder of this machine that a volume stands for may be written relative to the file. */
function driverOptions(part: Part, { folder }: Planning) {
  const options = textMap(part.spec.driver_opts);
  const { device, o = "", type } = options;
  const isFolder = device !== undefined && /^\.{1,2}(\/|$)/.test(device) && (type === "none" || /\bbind\b/.test(o));
  return isFolder ? { ...options, device: programPath(hostPath(device, part.folder), folder) } : options;
}

import type { Bounds } from "../../engine/Bounds";
import type { EngineClient } from "../../engine/EngineClient";
import { PREDEFINED_NETWORKS } from "../../engine/predefinedNetworks";
import type { Listed } from "../protocol/Resource";
import type { Properties } from "../protocol/values";

/** The connections of containers to networks that a program could have made. */
export async function listAttachments(
  engine: EngineClient,
  { network, container, label }: Properties,
  bounds: Bounds,
): Promise<Listed[]> {
  const filters: Record<string, string[]> = typeof label === "string" ? { label: [label] } : {};
  const isWanted = (wanted: unknown, ...names: string[]) => wanted === undefined || names.includes(String(wanted));
  const containers = await engine.read((docker) => docker.listContainers({ all: true, filters }), bounds);
  return containers.flatMap(({ Id, Names, NetworkSettings }) => {
    const name = ownName(Names);
    if (!isWanted(container, Id, name)) return [];
    return Object.entries(NetworkSettings.Networks)
      .filter(([key, { NetworkID }]) => isWanted(network, key, NetworkID) && !PREDEFINED_NETWORKS.includes(key))
      .map(([key]) => ({ id: `${key}/${name}`, name: `${key}-${name}` }));
  });
}

/** Links give a container further names, of two parts. */
function ownName(names: readonly string[]): string {
  return names.map((name) => name.slice(1)).find((name) => !name.includes("/")) ?? "";
}

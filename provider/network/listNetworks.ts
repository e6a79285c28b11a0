import type { Bounds } from "../../engine/Bounds";
import type { EngineClient } from "../../engine/EngineClient";
import { PREDEFINED_NETWORKS } from "../../engine/predefinedNetworks";
import type { Listed } from "../protocol/Resource";
import type { Properties } from "../protocol/values";

/** The networks on an Engine that a program could have made. */
export async function listNetworks(
  engine: EngineClient,
  { driver, label }: Properties,
  bounds: Bounds,
): Promise<Listed[]> {
  const filters = {
    ...(typeof driver === "string" ? { driver: [driver] } : {}),
    ...(typeof label === "string" ? { label: [label] } : {}),
  };
  const networks = await engine.read((docker) => docker.listNetworks({ filters }), bounds);
  return networks
    .filter(({ Name }) => !PREDEFINED_NETWORKS.includes(Name))
    .map(({ Name }) => ({ id: Name, name: Name }));
}

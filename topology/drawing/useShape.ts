import type { PlacedUse } from "../layout/Layout";
import type { TopologyContainer } from "../Topology";
import { group, lineThrough, titled } from "./elements";
import type { Shape } from "./Shape";

/** A dashed line to a server that a container uses; undefined when one of them is there no more. */
export function useShape(
  { client, server, path }: PlacedUse,
  containers: ReadonlyMap<string, TopologyContainer>,
): Shape | undefined {
  if (![client, server].every(({ names }) => names.some((name) => containers.has(name)))) return undefined;
  return group("use", [titled(`${client.title} uses ${server.title}`), lineThrough(path)]);
}

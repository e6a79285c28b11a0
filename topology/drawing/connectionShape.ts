import { connectionKey } from "../compareTopologies";
import type { PlacedConnection } from "../layout/Layout";
import { textWidth } from "../layout/sizes";
import type { TopologyContainer } from "../Topology";
import { group, lineThrough, rectangle, text } from "./elements";
import { commonChange, sign, type Picture } from "./Picture";
import type { Shape } from "./Shape";

/** A line to a further network with the aliases on it; undefined when the topology has the connection no more. */
export function connectionShape(
  { group: one, network, label, path, at }: PlacedConnection,
  { diff }: Picture,
  containers: ReadonlyMap<string, TopologyContainer>,
): Shape | undefined {
  const isThere = one.names.some((name) => containers.get(name)?.connections.some((each) => each.network === network));
  if (!isThere) return undefined;
  const change = commonChange(one.names.map((name) => diff?.connections.get(connectionKey(name, network))));
  const shown = sign(change) + label;
  const width = textWidth(shown) + 12;
  const subject = { kind: "connection", container: one.key, network } as const;
  const parts = [
    lineThrough(path),
    rectangle({ x: at.x - width / 2, y: at.y - 9, width, height: 18 }, 9),
    text({ x: at.x, y: at.y + 4 }, "alias", shown),
  ];
  return group(`connection ${change}`, parts, subject);
}

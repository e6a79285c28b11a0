import type { PlacedNetwork } from "../layout/Layout";
import { LINE, networkFacts } from "../layout/sizes";
import { group, placed, rectangle, text } from "./elements";
import { commonChange, sign, type Picture } from "./Picture";
import type { Shape } from "./Shape";

/** A network: an area with its name and facts, and the guests that no line leads to. */
export function networkShape({ network, guests, ...box }: PlacedNetwork, { diff }: Picture): Shape {
  const { name, internal } = network;
  const change = commonChange([diff?.networks.get(name)]);
  const parts = [
    rectangle({ ...box, x: 0, y: 0 }, 10),
    text({ x: 14, y: 23 }, "name", sign(change) + name),
    text({ x: 14, y: 40 }, "facts", networkFacts(network)),
    ...guests.map((guest, i) => text({ x: 14, y: 58 + i * LINE }, "guest", guest)),
  ];
  const subject = { kind: "network", network: name } as const;
  return placed(group(`network ${change}${internal ? " internal" : ""}`, parts, subject), box);
}

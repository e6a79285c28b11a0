import { connectionShape } from "./connectionShape";
import { containerShape } from "./containerShape";
import { element } from "./elements";
import { networkShape } from "./networkShape";
import { containersByName, type Picture } from "./Picture";
import type { Shape } from "./Shape";
import { useShape } from "./useShape";

/** Everything of a picture, in the order in which it is drawn. */
export function shapesOf(picture: Picture): Shape[] {
  const { networks, loose, connections, uses } = picture.layout;
  const containers = containersByName(picture.topology);
  const boxes = [...networks.flatMap((network) => network.containers), ...loose];
  return [
    ARROW,
    ...networks.map((one) => networkShape(one, picture)),
    ...uses.flatMap((one) => useShape(one, containers) ?? []),
    ...connections.flatMap((one) => connectionShape(one, picture, containers) ?? []),
    ...boxes.flatMap((one) => containerShape(one, picture, containers) ?? []),
  ];
}

const ARROW: Shape = {
  tag: "defs",
  attributes: {},
  children: [
    {
      tag: "marker",
      attributes: {
        id: "end",
        viewBox: "0 0 8 8",
        refX: 7,
        refY: 4,
        markerWidth: 10,
        markerHeight: 10,
        orient: "auto",
        markerUnits: "userSpaceOnUse",
      },
      children: [element("path", { class: "head", d: "M0 0L8 4L0 8z" })],
    },
  ],
};

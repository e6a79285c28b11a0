import { connectionKey } from "../compareTopologies";
import type { PlacedContainer } from "../layout/Layout";
import { LINE } from "../layout/sizes";
import type { Health, TopologyContainer } from "../Topology";
import { element, group, placed, rectangle, text, titled } from "./elements";
import { commonChange, sign, type Picture } from "./Picture";
import type { Shape } from "./Shape";

const TEXT_LEFT = 34;
const MARK = { x: 18, y: 24 };

/** A container, or several that are alike, as a box; undefined when the topology has none of them any more. */
export function containerShape(
  { group: one, ...box }: PlacedContainer,
  { diff }: Picture,
  containers: ReadonlyMap<string, TopologyContainer>,
): Shape | undefined {
  const present = one.names.flatMap((name) => containers.get(name) ?? []);
  const [first] = present;
  if (!first) return undefined;
  // No line leads to the network that the box stands in.
  const atHome = (name: string) => diff?.connections.get(connectionKey(name, one.home ?? ""));
  const change = commonChange(one.names.flatMap((name) => [diff?.containers.get(name), atHome(name)]));
  const several = one.names.length > 1;
  const parts = [
    titled(description(present)),
    ...(several ? [rectangle({ ...box, x: 4, y: 4 }, 6)] : []),
    rectangle({ ...box, x: 0, y: 0 }, 6),
    statusMark(first),
    text({ x: TEXT_LEFT, y: 20 }, "name", sign(change) + one.title),
    text({ x: TEXT_LEFT, y: 37 }, "facts", one.subtitle),
    ...one.ports.map((port, i) => text({ x: TEXT_LEFT, y: 55 + i * LINE }, "port", port)),
  ];
  const subject = { kind: "container", container: one.key } as const;
  return placed(group(`container ${first.state} ${change}`, parts, subject), box);
}

/** What a status is called, and on which machine if that is another one. */
export function statusOf({ state, health, machine }: Pick<TopologyContainer, "state" | "health" | "machine">): string {
  const place = machine === undefined ? [] : [`on ${machine}`];
  return [state, ...(health === "unchecked" ? [] : [health]), ...place].join(", ");
}

/** A shape for each status, so that nobody needs to see colours. */
export function statusMark({ state, health }: Pick<TopologyContainer, "state" | "health">, { x, y } = MARK): Shape {
  if (state !== "running") return element("rect", { class: "mark off", x: x - 5, y: y - 5, width: 10, height: 10 });
  const shapes: Record<Health, Shape> = {
    healthy: element("circle", { class: "mark ok", cx: x, cy: y, r: 6 }),
    unhealthy: element("path", { class: "mark bad", d: `M${x} ${y - 7}l7 13h-14z` }),
    starting: element("circle", { class: "mark wait", cx: x, cy: y, r: 5 }),
    unchecked: element("path", { class: "mark none", d: `M${x - 5} ${y}h10` }),
  };
  return shapes[health];
}

function description([first, ...others]: readonly TopologyContainer[]): string {
  if (!first) return "";
  const { state, health, connections, ports, machine, service, replicas } = first;
  const checked = health === "unchecked" ? "no health check" : health;
  const status = machine === undefined ? `${state}, ${checked}` : statusOf(first);
  const count = replicas === "global" ? "one container on each machine" : `${replicas ?? 0} containers`;
  const task = replicas !== undefined ? [`a service of ${count}`] : service ? [`of service ${service}`] : [];
  const networks = connections.map(({ network, addresses }) =>
    others.length ? network : `${network} ${addresses.join(" ")}`.trim(),
  );
  const names = [first, ...others].map(({ name }) => name).join(", ");
  return [names, status, ...task, `on ${networks.join(", ") || "no network"}`, ...ports].join("\n");
}

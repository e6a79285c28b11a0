import type { ElkNode } from "elkjs/lib/elk-api";
import type { PlacedContainer, PlacedNetwork, PlacedUse, Point } from "./Layout";
import { GAP } from "./sizes";

interface Place {
  readonly box: PlacedContainer;
  /** Tells it from others in the ids that ELK gets. */
  readonly at: string;
  readonly network: string;
}

interface Use {
  readonly client: Place;
  readonly server: Place;
}

/**
 * Uses that ELK has to route, between containers of two networks. They go the way of the attachment that makes them
 * possible, whichever of the two has it: against it they would be led around the whole picture.
 */
export function usesBetween(networks: readonly PlacedNetwork[]) {
  return allUses(networks).flatMap(({ client, server }) => {
    if (client.network === server.network) return [];
    const leads = (from: Place, to: Place) => from.box.group.lines.some(({ network }) => network === to.network);
    const ends = leads(server, client) ? [server, client] : leads(client, server) ? [client, server] : [];
    const [from, to] = ends;
    return from && to ? [{ client, server, from: `serve ${from.at}`, to: `use ${to.at}`, start: from, end: to }] : [];
  });
}

/** All uses as lines, from the client to the server. */
export function placedUses(graph: ElkNode, networks: readonly PlacedNetwork[]): PlacedUse[] {
  const routed = new Map((graph.edges ?? []).map((edge) => [edge.id, edge.sections?.[0]]));
  const between = usesBetween(networks).flatMap(({ client, server, start, end }, i) => {
    const section = routed.get(`use ${i}`);
    if (!section) return [];
    const { startPoint, bendPoints = [], endPoint } = section;
    const path = [
      { x: start.box.x + start.box.width, y: startPoint.y },
      startPoint,
      ...bendPoints,
      endPoint,
      { x: end.box.x, y: endPoint.y },
    ];
    return [{ client, server, path: start === client ? path : path.reverse() }];
  });
  const within = allUses(networks)
    .filter(({ client, server }) => client.network === server.network)
    .map(({ client, server }) => ({ client, server, path: pathWithin(client.box, server.box) }));
  return [...between, ...within].map(({ client, server, path }) => {
    return { client: client.box.group, server: server.box.group, path };
  });
}

function allUses(networks: readonly PlacedNetwork[]): Use[] {
  const places = networks.flatMap(({ network, containers }, i) =>
    containers.map((box, j): Place => ({ box, at: `${i} ${j}`, network: network.name })),
  );
  const byName = new Map(places.flatMap((place) => place.box.group.names.map((name) => [name, place])));
  return places.flatMap((client) =>
    [...new Set(client.box.group.uses.map((name) => byName.get(name)))].flatMap((server) =>
      server && server !== client ? [{ client, server }] : [],
    ),
  );
}

/** How far below a box's middle lines of uses leave it: those of attachments leave at the middle. */
export const BELOW = 9;

/** Through the gap between two columns, or along the side of one. */
function pathWithin(client: PlacedContainer, server: PlacedContainer): Point[] {
  const [from, to] = [client.y + client.height / 2, server.y + server.height / 2];
  const isRight = server.x >= client.x + client.width;
  const start = isRight ? client.x + client.width : client.x;
  const end = server.x + server.width <= client.x ? server.x + server.width : server.x;
  const between = isRight ? server.x - GAP / 2 : client.x - GAP / 2;
  return [
    { x: start, y: from },
    { x: between, y: from },
    { x: between, y: to },
    { x: end, y: to },
  ];
}

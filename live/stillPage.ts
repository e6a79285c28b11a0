import type { TopologyDiff, Change } from "../topology/compareTopologies";
import type { Difference } from "../topology/compareWithStack";
import { subjectKey, type Subject } from "../topology/drawing/Shape";
import { layOut } from "../topology/layout/elkLayout";
import { canonical, type Topology } from "../topology/Topology";
import { deltaBetween } from "./delta";
import type { LiveFiles } from "./liveFiles";
import { pageDocument } from "./pageDocument";
import { NOTHING } from "./protocol";

/** The page with one topology in it, as a file that needs nothing else; with a diff, what an update would do is marked. */
export async function stillPage(files: LiveFiles, given: Topology, diff?: TopologyDiff): Promise<string> {
  const topology = canonical(given);
  const shown = deltaBetween(NOTHING, {
    ...NOTHING,
    networks: new Map(topology.networks.map((network) => [network.name, network])),
    containers: new Map(topology.containers.map((container) => [container.name, container])),
    differences: new Map(diff ? differencesOf(diff).map((one) => [subjectKey(one.subject), one]) : []),
    layout: await layOut(topology),
  });
  return pageDocument(files, "dockwire graph", shown ?? {}).html;
}

const TEXTS: Readonly<Record<Change, string>> = {
  added: "an update adds it",
  removed: "an update removes it",
  changed: "an update changes it",
  same: "",
};

function differencesOf({ networks, containers, connections }: TopologyDiff): Difference[] {
  const of = (changes: ReadonlyMap<string, Change>, subjectOf: (key: string) => Subject) =>
    [...changes]
      .filter(([, change]) => change !== "same")
      .map(([key, change]) => ({ subject: subjectOf(key), change, text: TEXTS[change] }));
  return [
    ...of(networks, (network) => ({ kind: "network", network })),
    ...of(containers, (container) => ({ kind: "container", container })),
    ...of(connections, connectionOf),
  ];
}

function connectionOf(key: string): Subject {
  const [container = "", network = ""] = key.split("\n");
  return { kind: "connection", container, network };
}

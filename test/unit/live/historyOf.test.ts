import assert from "node:assert/strict";
import { historyOf } from "../../../live/historyOf";
import type { Connection, Topology, TopologyContainer } from "../../../topology/Topology";

const on = (network: string, address = "", ...aliases: string[]): Connection => ({
  network,
  aliases,
  addresses: address ? [address] : [],
});
const redis = (more: Partial<TopologyContainer>): TopologyContainer => ({
  name: "redis",
  image: "redis:7",
  state: "running",
  health: "unchecked",
  ports: [],
  connections: [],
  ...more,
});
const topology = (containers: TopologyContainer[], networks: Record<string, string[]> = {}): Topology => ({
  containers,
  networks: Object.entries(networks).map(([name, subnets]) => ({ name, driver: "bridge", internal: false, subnets })),
});
const texts = (before: TopologyContainer[], after: TopologyContainer[]) =>
  historyOf(topology(before), topology(after)).map(({ text }) => text);

describe("The history of an Engine", () => {
  const cases: [string, TopologyContainer[], TopologyContainer[], string[]][] = [
    ["a container that is created", [], [redis({ state: "stopped" })], ["container redis was created"]],
    ["one that is created and started", [], [redis({})], ["container redis was created and runs"]],
    ["one that is removed", [redis({})], [], ["container redis was removed"]],
    ["one that stops", [redis({ health: "healthy" })], [redis({ state: "stopped" })], ["redis stopped"]],
    [
      "one that starts",
      [redis({ state: "stopped" })],
      [redis({ health: "starting" })],
      ["redis started", "redis is starting"],
    ],
    [
      "a health that changes",
      [redis({ health: "starting" })],
      [redis({ health: "unhealthy" })],
      ["redis is unhealthy"],
    ],
    [
      "an attachment",
      [redis({})],
      [redis({ connections: [on("front", "10.0.0.2", "db", "main")] })],
      ["redis joined front as db, main, 10.0.0.2"],
    ],
    [
      "a container on another machine that comes",
      [],
      [redis({ machine: "192.0.2.2", connections: [on("shop", "10.0.1.2"), on("yard")] })],
      ["container redis on 192.0.2.2 joined shop and yard"],
    ],
    [
      "one on another machine that goes",
      [redis({ machine: "192.0.2.2", connections: [on("shop")] })],
      [],
      ["container redis on 192.0.2.2 left shop"],
    ],
    [
      "one that is on another machine now",
      [redis({ machine: "192.0.2.2", connections: [on("shop", "10.0.1.2")] })],
      [redis({ machine: "192.0.2.3", connections: [on("shop", "10.0.1.2")] })],
      ["redis is on 192.0.2.3 now"],
    ],
    ["a detachment", [redis({ connections: [on("front")] })], [redis({})], ["redis left front"]],
    [
      "other aliases",
      [redis({ connections: [on("front", "10.0.0.2")] })],
      [redis({ connections: [on("front", "10.0.0.2", "db")] })],
      ["redis on front: aliases none → db"],
    ],
    [
      "another address",
      [redis({ connections: [on("front", "10.0.0.2")] })],
      [redis({ connections: [on("front", "10.0.0.3")] })],
      ["redis on front: 10.0.0.2 → 10.0.0.3"],
    ],
    [
      "no address of a container that stops",
      [redis({ connections: [on("front", "10.0.0.2")] })],
      [redis({ state: "stopped", connections: [on("front")] })],
      ["redis stopped"],
    ],
    ["other ports", [redis({})], [redis({ ports: ["80->80/tcp"] })], ["redis: ports 80->80/tcp"]],
    ["nothing where nothing changed", [redis({ connections: [on("n")] })], [redis({ connections: [on("n")] })], []],
  ];
  for (const [what, before, after, expected] of cases) {
    it(`tells ${what}`, () => assert.deepEqual(texts(before, after), expected));
  }

  it("tells networks that come, go and get other subnets", () => {
    const before = topology([], { kept: ["10.1.0.0/24"], old: [] });
    const after = topology([], { kept: ["10.2.0.0/24"], made: [] });
    assert.deepEqual(
      historyOf(before, after).map(({ text }) => text),
      ["network kept: subnets 10.1.0.0/24 → 10.2.0.0/24", "network old was removed", "network made was created"],
    );
  });
});

import assert from "node:assert/strict";
import fc from "fast-check";
import { compareTopologies, connectionKey } from "../../../topology/compareTopologies";
import { mermaidOf } from "../../../topology/mermaid";
import { drawDiff, drawTopology } from "../../../topology/svg";
import { canonical, type Topology, type TopologyContainer } from "../../../topology/Topology";

const container = (name: string, networks: string[], more: Partial<TopologyContainer> = {}): TopologyContainer => ({
  name,
  image: "redis:7",
  state: "running",
  health: "healthy",
  ports: [],
  connections: networks.map((network) => ({ network, aliases: [], addresses: [] })),
  ...more,
});
const network = (name: string) => ({ name, driver: "bridge", internal: false, subnets: [] });
const TUTORIAL: Topology = {
  networks: ["backend", "frontend", "frontend2"].map(network),
  containers: [
    container("redis", [], {
      connections: [
        { network: "backend", aliases: [], addresses: ["10.0.0.2"] },
        { network: "frontend2", aliases: ["db"], addresses: [] },
      ],
    }),
    container("app", ["frontend"], { ports: ["127.0.0.1:3000->3000/tcp"], health: "unhealthy" }),
  ],
};

describe("The picture of a topology", () => {
  it("has the same bytes in whatever order networks, containers and connections are told", async () => {
    const expected = await drawTopology(TUTORIAL);
    const shuffled = fc
      .tuple(
        fc.shuffledSubarray([...TUTORIAL.networks], { minLength: 3 }),
        fc.shuffledSubarray([...TUTORIAL.containers], { minLength: 2 }),
      )
      .map(([networks, containers]): Topology => ({ networks, containers }));
    await fc.assert(
      fc.asyncProperty(shuffled, async (topology) => assert.equal(await drawTopology(topology), expected)),
      { numRuns: 10 },
    );
  });

  it("shows every name, alias, port and state", async () => {
    const svg = await drawTopology(TUTORIAL);
    for (const text of ["backend", "frontend2", "redis", "app", "db", "127.0.0.1:3000-&#62;3000/tcp"]) {
      assert.ok(svg.includes(`>${text}</text>`), `${text} is missing in ${svg}`);
    }
    assert.match(svg, /class="mark ok"/);
    assert.match(svg, /class="mark bad"/);
  });

  it("takes no markup out of names that strangers chose", async () => {
    const evil = `"><script>alert(1)</script>&\u0007`;
    const topology: Topology = {
      networks: [network(evil)],
      containers: [container(evil, [evil], { image: evil, ports: [evil] })],
    };
    const svg = await drawTopology(topology);
    assert.doesNotMatch(svg, /<script/);
    assert.ok(!svg.includes("\u0007"), "a control character is left");
    assert.doesNotMatch(mermaidOf(topology), /<script|"></);
  });

  it("draws containers that differ in their names alone as one box, and counts them", async () => {
    const names = Array.from({ length: 12 }, (_, i) => `worker-${i + 1}`);
    const svg = await drawTopology({
      networks: [network("n")],
      containers: names.map((name) => container(name, ["n"])),
    });
    assert.ok(svg.includes(">worker-1 … worker-12</text>"), svg);
    assert.ok(svg.includes(">12 × redis:7</text>"), svg);
  });

  it("names a container that is on very many networks in each of them, without lines", async () => {
    const names = Array.from({ length: 20 }, (_, i) => `tenant-${i}`);
    const svg = await drawTopology({
      networks: names.map(network),
      containers: [container("proxy", ["edge", ...names])],
    });
    assert.equal(svg.split("⇢ proxy").length - 1, 20);
    assert.doesNotMatch(svg, /class="connection/);
  });

  it("has a place for containers without a network, and for nothing at all", async () => {
    assert.match(await drawTopology({ networks: [], containers: [container("alone", [])] }), /alone/);
    assert.match(await drawTopology({ networks: [], containers: [] }), /0 networks, 0 containers/);
  });

  it("is drawn in seconds for 200 containers on 50 networks", async function () {
    this.timeout(20_000);
    const networks = Array.from({ length: 50 }, (_, i) => network(`net-${i}`));
    const containers = Array.from({ length: 200 }, (_, i) =>
      container(`c-${i}`, [`net-${i % 50}`, ...(i % 4 ? [] : [`net-${(i * 7 + 3) % 50}`])]),
    );
    const svg = await drawTopology({ networks, containers });
    for (const { name } of networks) assert.ok(svg.includes(`>${name}</text>`), name);
  });
});

describe("Two topologies laid over each other", () => {
  const after: Topology = {
    networks: [network("backend"), network("frontend2"), network("new")],
    containers: [
      container("redis", [], {
        connections: [
          { network: "backend", aliases: [], addresses: [] },
          { network: "frontend2", aliases: ["cache", "db"], addresses: [] },
          { network: "new", aliases: [], addresses: [] },
        ],
      }),
    ],
  };
  const diff = compareTopologies(TUTORIAL, after);

  it("tell what is added, removed and changed, and leave the rest as it is", () => {
    assert.deepEqual(Object.fromEntries(diff.networks), {
      backend: "same",
      frontend: "removed",
      frontend2: "same",
      new: "added",
    });
    assert.deepEqual(Object.fromEntries(diff.containers), { app: "removed", redis: "same" });
    assert.equal(diff.connections.get(connectionKey("redis", "frontend2")), "changed");
    assert.equal(diff.connections.get(connectionKey("redis", "new")), "added");
    assert.equal(diff.connections.get(connectionKey("app", "frontend")), "removed");
  });

  it("are drawn with a sign for each change, for who cannot tell colours", async () => {
    const svg = await drawDiff(diff);
    for (const text of ["+ new", "− frontend", "− app", "~ cache, db"]) assert.ok(svg.includes(`>${text}<`), text);
  });

  it("show no difference between a topology and itself", () => {
    const same = compareTopologies(TUTORIAL, TUTORIAL);
    const all = [...same.networks.values(), ...same.containers.values(), ...same.connections.values()];
    assert.deepEqual([...new Set(all)], ["same"]);
  });
});

describe("A topology in its one order", () => {
  it("counts as people do", () => {
    const { networks } = canonical({ networks: ["n-10", "n-9", "n-1"].map(network), containers: [] });
    assert.deepEqual(
      networks.map(({ name }) => name),
      ["n-1", "n-9", "n-10"],
    );
  });

  it("has a network for every connection", () => {
    const { networks } = canonical({ networks: [], containers: [container("c", ["elsewhere"])] });
    assert.deepEqual(networks, [{ name: "elsewhere", driver: "unknown", internal: false, subnets: [] }]);
  });
});

import assert from "node:assert/strict";
import { compareWithStack, partAround } from "../../../topology/compareWithStack";
import type { Connection, Topology, TopologyContainer } from "../../../topology/Topology";

const on = (network: string, ...aliases: string[]): Connection => ({ network, aliases, addresses: [] });
const container = (
  name: string,
  connections: Connection[],
  more: Partial<TopologyContainer> = {},
): TopologyContainer => ({
  name,
  image: "redis:7",
  state: "running",
  health: "unchecked",
  ports: [],
  connections,
  ...more,
});
const network = (name: string, subnets: string[] = []) => ({ name, driver: "bridge", internal: false, subnets });
const STACK: Topology = {
  networks: [network("back"), network("front", ["10.1.0.0/24"])],
  containers: [container("redis", [on("back"), on("front", "db")])],
};
const found = (change: (topology: Topology) => Topology) => {
  const { differences } = compareWithStack(STACK, change(structuredClone(STACK)));
  return differences.map(({ subject, change: what, text }) => [...Object.values(subject), what, text]);
};
const redisWith = (connections: Connection[], more: Partial<TopologyContainer> = {}) =>
  found((topology) => ({ ...topology, containers: [container("redis", connections, more)] }));
const GONE = "in the stack, but not on the Engine";

describe("An Engine held against a stack", () => {
  it("shows no difference while all is as the stack has it, whatever others have there", () => {
    const others = found(({ networks, containers }) => ({
      networks: [...networks, network("theirs")],
      containers: [...containers, container("theirs", [on("theirs", "db")])],
    }));
    assert.deepEqual(others, []);
  });

  it("shows an attachment that somebody undid, or made, or gave other names", () => {
    assert.deepEqual(redisWith([on("back")]), [["connection", "redis", "front", "removed", GONE]]);
    assert.deepEqual(redisWith([on("back"), on("front", "db"), on("extra")]), [
      ["connection", "redis", "extra", "added", "not in the stack"],
    ]);
    assert.deepEqual(redisWith([on("back"), on("front", "cache")]), [
      ["connection", "redis", "front", "changed", "alias cache here, alias db in the stack"],
    ]);
  });

  it("takes a container on another machine as it is, as long as it is there", () => {
    const elsewhere = { image: "", machine: "192.0.2.2" };
    assert.deepEqual(redisWith([on("front")], elsewhere), []);
    const { topology } = compareWithStack(STACK, {
      ...STACK,
      containers: [container("redis", [on("front")], elsewhere)],
    });
    assert.equal(topology.containers[0]?.image, "redis:7");
  });

  it("shows the containers of a service that the stack has no more than the service", () => {
    const task = (service: string) => container(`${service}.1.x`, [on("front")], { service });
    const web = container("web", [on("front")], { service: "web", replicas: 2 });
    const { differences } = compareWithStack(
      { ...STACK, containers: [...STACK.containers, web] },
      {
        ...STACK,
        containers: [...STACK.containers, task("web"), task("theirs")],
      },
    );
    assert.deepEqual(
      differences.map(({ subject }) => Object.values(subject)),
      [["connection", "theirs.1.x", "front"]],
    );
  });

  it("keeps a container's box on the network that the stack has first, and the image's name", () => {
    const real = {
      networks: [],
      containers: [
        container("redis", [on("aaa"), on("back"), on("front", "db")], { image: `sha256:${"a".repeat(64)}` }),
      ],
    };
    const [redis] = compareWithStack(STACK, real).topology.containers;
    assert.deepEqual(
      [redis?.connections.map(({ network: name }) => name), redis?.image],
      [["back", "aaa", "front"], "redis:7"],
    );
  });

  it("can be cut down to the stack and what is on its networks", () => {
    const real: Topology = {
      networks: [...STACK.networks, network("theirs"), network("far")],
      containers: [
        ...STACK.containers,
        container("guest", [on("theirs"), on("front")]),
        container("stranger", [on("far")]),
      ],
    };
    const { networks, containers } = partAround(STACK, real);
    assert.deepEqual(
      networks.map(({ name }) => name),
      ["back", "front", "theirs"],
    );
    assert.deepEqual(
      containers.map(({ name }) => name),
      ["redis", "guest"],
    );
  });

  it("draws what is missing as well", () => {
    const { topology, differences } = compareWithStack(STACK, { networks: [], containers: [] });
    assert.deepEqual(
      topology.containers.map(({ name, state }) => [name, state]),
      [["redis", "planned"]],
    );
    assert.deepEqual(
      differences.map(({ subject, text }) => [subject.kind, text]),
      [
        ["network", GONE],
        ["network", GONE],
        ["container", GONE],
      ],
    );
  });

  it("shows containers of others on the stack's networks", () => {
    const stranger = found((topology) => ({
      ...topology,
      containers: [...topology.containers, container("app", [on("front")])],
    }));
    assert.deepEqual(stranger, [
      ["connection", "app", "front", "added", "on a network of the stack, and not in the stack"],
    ]);
  });

  it("shows a container that stands still, or has another image or other ports", () => {
    const places = [on("back"), on("front", "db")];
    assert.match(String(redisWith(places, { state: "stopped" })), /does not run/);
    assert.match(String(redisWith(places, { image: "redis:6" })), /image redis:6 here, redis:7 in the stack/);
    assert.match(String(redisWith(places, { ports: ["80->80/tcp"] })), /ports 80->80\/tcp here, none in the stack/);
  });

  it("takes forms of one image and of one port for the same, and an image's id for any", () => {
    const stack = (image: string, ports: string[]): Topology => ({
      networks: [],
      containers: [container("c", [], { image, ports })],
    });
    const differ = (a: Topology, b: Topology) => compareWithStack(a, b).differences.length;
    assert.equal(differ(stack("redis", []), stack("docker.io/library/redis:latest", [])), 0);
    assert.equal(differ(stack("redis:7", []), stack(`sha256:${"a".repeat(64)}`, [])), 0);
    assert.equal(differ(stack("a", ["0.0.0.0:80->80/tcp"]), stack("a", ["0.0.0.0:80->80/tcp", "[::]:80->80/tcp"])), 0);
    assert.equal(differ(stack("a", ["?->80/tcp"]), stack("a", ["32768->80/tcp"])), 0);
  });

  it("asks nothing of the other networks of a container that is only attached", () => {
    const attached = { networks: [network("n")], containers: [container("theirs", [on("n")], { image: "" })] };
    const real = { networks: [network("n"), network("o")], containers: [container("theirs", [on("o"), on("n")])] };
    assert.deepEqual(compareWithStack(attached, real).differences, []);
  });

  it("shows a network with another subnet", () => {
    const other = found(({ networks, containers }) => ({
      networks: networks.map((one) => (one.name === "front" ? network("front", ["10.2.0.0/24"]) : one)),
      containers,
    }));
    assert.deepEqual(other, [["network", "front", "changed", "subnet 10.2.0.0/24 here, 10.1.0.0/24 in the stack"]]);
  });
});

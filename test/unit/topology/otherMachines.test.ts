import assert from "node:assert/strict";
import { mermaidOf } from "../../../topology/mermaid";
import { withOtherMachines, type RemoteEndpoint } from "../../../topology/sources/otherMachines";
import { drawTopology } from "../../../topology/svg";
import { canonical, type TopologyContainer } from "../../../topology/Topology";

const here = (name: string, network: string, address: string): TopologyContainer => ({
  name,
  image: "redis:7",
  state: "running",
  health: "unchecked",
  ports: [],
  connections: [{ network, aliases: [], addresses: [address] }],
});
const endpoint = (name: string, ipv4Address: string, more: Partial<RemoteEndpoint> = {}): RemoteEndpoint => ({
  name,
  ipv4Address,
  network: "shop",
  machine: "192.0.2.2",
  service: "",
  ...more,
});

describe("The containers of other machines", () => {
  it("stand beside those of this one, with their addresses, their machine and their service", () => {
    const [own, store, web] = withOtherMachines(
      [here("shopper", "shop", "10.0.1.5")],
      [endpoint("store", "10.0.1.2"), endpoint("web.1.abc", "10.0.1.3", { machine: "192.0.2.3", service: "web" })],
    );
    assert.equal(own?.machine, undefined);
    assert.deepEqual(store, {
      name: "store",
      image: "",
      state: "running",
      health: "unchecked",
      ports: [],
      connections: [{ network: "shop", aliases: [], addresses: ["10.0.1.2"] }],
      machine: "192.0.2.2",
    });
    assert.deepEqual([web?.machine, web?.service], ["192.0.2.3", "web"]);
  });

  it("are none of those that this Engine has itself, by whatever name", () => {
    const found = withOtherMachines([here("shopper", "shop", "10.0.1.5")], [endpoint("before", "10.0.1.5")]);
    assert.deepEqual(
      found.map(({ name }) => name),
      ["shopper"],
    );
  });

  it("are one container each, on all of their networks", () => {
    const found = withOtherMachines(
      [],
      [endpoint("store", "10.0.2.2", { network: "yard" }), endpoint("store", "10.0.1.2")],
    );
    assert.deepEqual(
      found.map(({ name, connections }) => [name, connections.map(({ network }) => network)]),
      [["store", ["shop", "yard"]]],
    );
  });

  it("of one name on several machines have the machine in their names", () => {
    const found = withOtherMachines(
      [here("store", "shop", "10.0.1.5")],
      [
        endpoint("store", "10.0.1.2"),
        endpoint("lamp", "10.0.1.3"),
        endpoint("lamp", "10.0.1.4", { machine: "192.0.2.3" }),
      ],
    );
    assert.deepEqual(
      found.map(({ name }) => name),
      ["store", "store@192.0.2.2", "lamp@192.0.2.2", "lamp@192.0.2.3"],
    );
  });

  it("are drawn with their machine, and folded by machine and service", async () => {
    const tasks = (machine: string, first: number) =>
      Array.from({ length: 5 }, (_, i) =>
        endpoint(`web.${first + i}`, `10.0.1.${first + i}`, { machine, service: "web" }),
      );
    const topology = canonical({
      networks: [],
      containers: withOtherMachines(
        [],
        [endpoint("store", "10.0.1.2"), ...tasks("192.0.2.2", 20), ...tasks("192.0.2.3", 30)],
      ),
    });
    const svg = await drawTopology(topology);
    assert.ok(svg.includes(">container, on 192.0.2.2</text>"), svg);
    assert.ok(svg.includes(">5 × service web, on 192.0.2.2</text>"), svg);
    assert.ok(svg.includes(">5 × service web, on 192.0.2.3</text>"), svg);
    assert.ok(svg.includes(">store�running, on 192.0.2.2�"), svg);
    assert.match(mermaidOf(topology), /store<br>container, on 192\.0\.2\.2/);
  });
});

import assert from "node:assert/strict";
import type { Network } from "../../../engine/model";
import { clashes } from "../../../provider/network/clashes";
import { networkInputs } from "../../../provider/network/networkInputs";
import { NetworkRegistry } from "../../../provider/network/NetworkRegistry";
import { Properties, UNKNOWN } from "../../../provider/protocol/values";

const URN = (name: string) => `urn:pulumi:dev::shop::dockwire:index:Network::${name}`;
const BRIDGE = "com.docker.network.bridge.name";
const X = "10.1.0.0/24";
const Y = "10.2.0.0/24";

describe("What two networks cannot both have", () => {
  const cases: [string, Properties, Properties, string[]][] = [
    ["is the same subnet", { subnet: X }, { subnet: X }, [`the subnet ${X}`]],
    ["is a part of it", { subnet: "10.1.0.64/26" }, { subnet: X }, [`the subnet ${X}`]],
    ["is one around it", { subnet: "10.0.0.0/8" }, { ipamConfigs: [{ subnet: X }] }, [`the subnet ${X}`]],
    ["is not a neighbour", { subnet: X }, { subnet: Y }, []],
    ["is an IPv6 subnet", { ipv6Subnet: "fd00::/48" }, { ipv6Subnet: "fd00::/64" }, ["the subnet fd00::/64"]],
    ["is a bridge's name", { options: { [BRIDGE]: "br0" } }, { options: { [BRIDGE]: "br0" } }, [`the bridge "br0"`]],
    ["is nothing without a subnet of one's own", {}, { subnet: X }, []],
    ["is nothing between an overlay and a bridge", { driver: "overlay", subnet: X }, { subnet: X }, []],
    [
      "is a subnet of two overlays",
      { driver: "overlay", subnet: X },
      { driver: "overlay", subnet: X },
      [`the subnet ${X}`],
    ],
    ["is nothing where a driver of its own gives addresses out", { ipamDriver: "dhcp", subnet: X }, { subnet: X }, []],
  ];
  for (const [title, one, other, expected] of cases) {
    it(title, () => {
      const found = clashes(networkInputs(one), networkInputs(other));
      assert.deepEqual(
        found.map(({ what }) => what),
        expected,
      );
    });
  }
});

describe("Two networks of a program that want one subnet", () => {
  for (const [property, inputs] of [
    ["subnet", { subnet: X }],
    ["ipv6Subnet", { ipv6Subnet: "fd00::/64" }],
    ["ipamConfigs[1].subnet", { ipamConfigs: [{ subnet: "fd01::/64" }, { subnet: X }] }],
    [`options["${BRIDGE}"]`, { options: { [BRIDGE]: "br0" } }],
  ] as const) {
    it(`are refused on "${property}", naming the other`, () => {
      const registry = new NetworkRegistry();
      const first = { subnet: X, ipv6Subnet: "fd00::/64", options: { [BRIDGE]: "br0" } };
      assert.deepEqual(registry.claim(URN("one"), { name: "a", ...first }), []);
      const [failure, ...more] = registry.claim(URN("two"), { name: "b", ...inputs } as Properties);
      assert.deepEqual(more, []);
      assert.equal(failure?.property, property);
      assert.match(
        failure.reason,
        /is asked for by "a", the network of another resource of this program, one; choose another/,
      );
    });
  }
});

describe("A network of the program gives up what it has", () => {
  const live = {
    id: "a1",
    name: "a",
    driver: "bridge",
    ipamDriver: "default",
    ipam: [{ subnet: X, auxAddresses: {} }],
  };
  const wanted = networkInputs({ name: "b", subnet: X });
  const gives = (recorded: Properties | undefined, claims: Record<string, Properties>) => {
    const registry = new NetworkRegistry();
    if (recorded) registry.remember(URN("one"), "a1", recorded);
    for (const [name, inputs] of Object.entries(claims)) registry.claim(URN(name), inputs);
    return registry.giver(live as unknown as Network, wanted)?.urn;
  };
  const cases: [string, Properties | undefined, Record<string, Properties>, boolean][] = [
    ["when the program has it no more", { name: "a", subnet: X }, {}, true],
    ["when it is to have another subnet", { name: "a", subnet: X }, { one: { name: "a", subnet: Y } }, true],
    ["when its subnet is not known yet", { name: "a", subnet: X }, { one: { name: "a", subnet: UNKNOWN } }, true],
    [
      "when a resource of another name gives it another subnet",
      { name: "a", subnet: X },
      { two: { name: "a", subnet: Y } },
      true,
    ],
    ["when it gets another name", { name: "a" }, { one: { name: "c", subnet: X } }, true],
    [
      "when its subnet is to come out of a pool",
      { name: "a", subnet: X },
      { one: { name: "a", subnetPool: { range: "10.9.0.0/16" } } },
      true,
    ],
    ["but not when it keeps it", { name: "a", subnet: X }, { one: { name: "a", subnet: X } }, false],
    ["but not when it says nothing of its subnet", { name: "a", subnet: X }, { one: { name: "a" } }, false],
    ["but not when the Engine chose it, and the program has not come to it yet", { name: "a" }, {}, false],
    ["but not when it is not the program's", undefined, {}, false],
  ];
  for (const [title, recorded, claims, expected] of cases) {
    it(title, () => assert.equal(gives(recorded, claims), expected ? URN("one") : undefined));
  }
});

describe("The network of a resource that is deleted", () => {
  const registry = () => {
    const made = new NetworkRegistry();
    made.remember(URN("old"), "a1", { name: "a" });
    made.remember(URN("other"), "b1", { name: "b" });
    return made;
  };

  it("goes with it, also when another resource is to have its name", () => {
    const made = registry();
    made.claim(URN("other"), { name: "a" });
    assert.equal(made.isTaken(URN("old"), "a"), false);
  });

  it("stays with the resource that took it over in this run, or in one that failed later", () => {
    const now = registry();
    now.take("a");
    assert.equal(now.isTaken(URN("old"), "a"), true);
    const before = registry();
    before.remember(URN("renamed"), "a1", { name: "a" });
    assert.equal(before.isTaken(URN("old"), "a"), false);
    before.claim(URN("renamed"), { name: "a" });
    assert.equal(before.isTaken(URN("old"), "a"), true);
    before.moved("a1", "a2");
    assert.equal(before.isTaken(URN("old"), "a"), true);
  });
});

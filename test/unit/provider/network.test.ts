import assert from "node:assert/strict";
import type { NetworkInspectInfo } from "dockerode";
import { Container, Endpoint, networkFrom } from "../../../engine/model";
import { checkNetwork } from "../../../provider/network/checkNetwork";
import { inConnectOrder, Member } from "../../../provider/network/members";
import { nextIpam } from "../../../provider/network/networkBody";
import { networkInputs } from "../../../provider/network/networkInputs";
import { inputsFromNetwork, networkChanges, networkState, unmetInputs } from "../../../provider/network/networkState";
import { isLeftOver } from "../../../provider/network/presentNetwork";
import { remakeProblems } from "../../../provider/network/remakeProblems";
import { stackOf } from "../../../provider/protocol/stackOf";
import { Properties, UNKNOWN } from "../../../provider/protocol/values";

const URN = "urn:pulumi:dev::shop::dockwire:index:Network::n";

/** As Engine 20.10 tells it of a network that was made with a name alone, but for what is given. */
function live(given: Partial<NetworkInspectInfo> = {}) {
  return networkFrom({
    Name: "n",
    Id: "f".repeat(64),
    Scope: "local",
    Driver: "bridge",
    EnableIPv6: false,
    IPAM: { Driver: "default", Options: {}, Config: [{ Subnet: "10.1.0.0/24" }] },
    Internal: false,
    Attachable: false,
    Options: {},
    Labels: {},
    ...given,
  } as NetworkInspectInfo);
}

describe("The inputs of a Network have one form", () => {
  const cases: [string, Properties, Properties][] = [
    [
      "without what is as by default",
      {
        name: "n",
        driver: "bridge",
        internal: false,
        attachable: false,
        ipv6: false,
        enableIpv4: true,
        ipamDriver: "default",
        ipamOptions: {},
        labels: {},
        options: {},
        reconnectForeignContainers: false,
        subnet: null,
      },
      { name: "n" },
    ],
    [
      "with one spelling for an address",
      { name: "n", ipv6Subnet: "FD00:0:0:1::/64", ipv6Gateway: "FD00:0:0:1::00fe" },
      { name: "n", ipv6Subnet: "fd00:0:0:1::/64", ipv6Gateway: "fd00:0:0:1::fe" },
    ],
    [
      "in a list of subnets too",
      {
        name: "n",
        ipamConfigs: [
          { subnet: "FD00::/64", gateway: "fd00:0::1", auxAddresses: { a: "FD00::9" } },
          { subnet: "10.1.0.0/24", auxAddresses: {} },
        ],
      },
      {
        name: "n",
        ipamConfigs: [
          { subnet: "fd00::/64", gateway: "fd00::1", auxAddresses: { a: "fd00::9" } },
          { subnet: "10.1.0.0/24" },
        ],
      },
    ],
    [
      "with a pool's own prefix length left out",
      { name: "n", subnetPool: { range: "10.0.0.0/16", prefixLength: 26 } },
      { name: "n", subnetPool: { range: "10.0.0.0/16" } },
    ],
    ["with what is not known yet", { name: UNKNOWN, subnet: UNKNOWN }, { name: UNKNOWN, subnet: UNKNOWN }],
  ];
  for (const [title, given, kept] of cases) {
    it(title, () => assert.deepEqual(checkNetwork(given), { inputs: kept, failures: [] }));
  }

  const BRIDGE = "com.docker.network.bridge.name";
  const refused: [string, Properties, string, RegExp][] = [
    [
      "the bridge of the Engine's own network",
      { options: { [BRIDGE]: "docker0" } },
      `options["${BRIDGE}"]`,
      /"docker0" is the bridge of the Engine's own network/,
    ],
    [
      "a bridge with a long name",
      { options: { [BRIDGE]: "a-bridge-of-long" } },
      `options["${BRIDGE}"]`,
      /"a-bridge-of-long" is too long: an interface has 15 characters at the most/,
    ],
    [
      "a list beside a subnet",
      { subnet: "10.1.0.0/24", ipamConfigs: [{ subnet: "10.2.0.0/24" }] },
      "ipamConfigs",
      /not both/,
    ],
    [
      "two IPv4 subnets on a bridge",
      { ipamConfigs: [{ subnet: "10.1.0.0/24" }, { subnet: "10.2.0.0/24" }] },
      "ipamConfigs[1].subnet",
      /one subnet of each family/,
    ],
    [
      "subnets that overlap",
      { driver: "overlay", ipamConfigs: [{ subnet: "10.1.0.0/16" }, { subnet: "10.1.2.0/24" }] },
      "ipamConfigs[1].subnet",
      /shares addresses with 10\.1\.0\.0\/16/,
    ],
    [
      "an auxiliary address outside",
      { ipamConfigs: [{ subnet: "10.1.0.0/24", auxAddresses: { a: "10.2.0.1" } }] },
      "ipamConfigs[0].auxAddresses.a",
      /outside/,
    ],
    ["no family at all", { enableIpv4: false }, "enableIpv4", /needs "ipv6: true"/],
    [
      "IPv4 off beside a subnet",
      { enableIpv4: false, ipv6: true, subnet: "10.1.0.0/24" },
      "enableIpv4",
      /leave out one/,
    ],
    ["IPv6 off beside a subnet", { ipv6: false, ipv6Subnet: "fd00::/64" }, "ipv6", /leave out one/],
  ];
  for (const [title, given, property, reason] of refused) {
    it(`and ${title} is refused`, () => {
      const { failures } = checkNetwork({ name: "n", ...given });
      assert.deepEqual(
        failures.map((failure) => failure.property),
        [property],
      );
      assert.match(failures[0]?.reason ?? "", reason);
    });
  }
});

describe("A network that was made by other means and is imported", () => {
  const IPV6 = {
    EnableIPv6: true,
    IPAM: { Driver: "default", Config: [{ Subnet: "10.1.0.0/24", Gateway: "10.1.0.1" }, { Subnet: "FD00::/64" }] },
  };
  const cases: [string, Partial<NetworkInspectInfo>, Properties][] = [
    ["by a program that says its name alone", {}, { name: "n" }],
    [
      "by one that spells its subnet out",
      {},
      { name: "n", driver: "bridge", subnet: "10.1.0.0/24", gateway: "10.1.0.1" },
    ],
    ["by one that writes a list of subnets", {}, { name: "n", ipamConfigs: [{ subnet: "10.1.0.0/24" }] }],
    [
      "by one that has a pool with its subnet",
      {},
      { name: "n", subnetPool: { range: "10.0.0.0/8", prefixLength: 24 } },
    ],
    ["with IPv6 by one that leaves the subnet to the Engine", IPV6, { name: "n", ipv6: true }],
    ["with IPv6 by one that spells it in its own way", IPV6, { name: "n", ipv6Subnet: "fd00:0:0::/64" }],
    ["with labels", { Labels: { a: "b" } }, { name: "n", labels: { a: "b" } }],
  ];
  for (const [title, given, program] of cases) {
    it(`${title} differs in nothing`, () => {
      const network = live(given);
      const imported = inputsFromNetwork(undefined, network);
      const { inputs } = checkNetwork(program);
      assert.deepEqual(networkChanges(networkState(imported, network), imported, inputs), []);
      assert.deepEqual(unmetInputs(networkInputs(imported), networkInputs(inputs), network), []);
      // And read again after the update, it is as the program says.
      assert.deepEqual(inputsFromNetwork(inputs, network), inputs);
    });
  }

  it("differs in what it has and the program does not want", () => {
    const network = live({ Internal: true, ...IPV6 });
    const imported = inputsFromNetwork(undefined, network);
    const paths = networkChanges(networkState(imported, network), imported, { name: "n" }).map(({ path }) => path);
    assert.deepEqual(paths, ["internal", "ipv6Subnet", "subnet"]);
  });

  it("shows a subnet that somebody changed, as it is now", () => {
    const asked = { name: "n", subnet: "10.9.0.0/24" };
    assert.deepEqual(inputsFromNetwork(asked, live()), { name: "n", subnet: "10.1.0.0/24" });
  });
});

describe("A network that is made again", () => {
  it("keeps its subnet of a family for which none is asked", () => {
    const [subnet] = nextIpam(networkInputs({ name: "n", internal: true }), live()).ipam;
    assert.equal(subnet?.subnet, "10.1.0.0/24");
  });

  it("takes one out of its pool when its own is not of the pool", () => {
    const inputs = networkInputs({ name: "n", subnetPool: { range: "10.5.0.0/16" } });
    assert.deepEqual(nextIpam(inputs, live()), { ipam: [], fromPool: true });
  });

  const container = (labels: Record<string, string>, swarmTask = false) =>
    ({ name: "web", labels, swarmTask }) as Container;
  const endpoint = (given: Partial<Endpoint> = {}) => ({ driverOpts: {}, ...given }) as Endpoint;
  const subnet = { subnet: "10.7.0.0/29" };
  const cases: [string, Properties, Container, Endpoint, RegExp | undefined][] = [
    ["a container of this stack", subnet, container({ "dockwire.stack": "shop/dev" }), endpoint(), undefined],
    ["one without any label", subnet, container({}), endpoint(), undefined],
    [
      "one of another stack",
      subnet,
      container({ "dockwire.stack": "shop/prod" }),
      endpoint(),
      /is of stack shop\/prod/,
    ],
    [
      "one of another stack that this stack attached",
      subnet,
      container({ "dockwire.stack": "shop/prod" }),
      endpoint({ driverOpts: { "dockwire.owner": "shop/dev" } }),
      undefined,
    ],
    ["one of Compose", subnet, container({ "com.docker.compose.project": "p" }), endpoint(), /Compose project p/],
    [
      "one of Compose where that is asked for",
      { ...subnet, reconnectForeignContainers: true },
      container({ "com.docker.compose.project": "p" }),
      endpoint(),
      undefined,
    ],
    ["a task of a swarm", { ...subnet, reconnectForeignContainers: true }, container({}, true), endpoint(), /swarm/],
    ["a fixed address inside", subnet, container({}), endpoint({ fixedIpv4Address: "10.7.0.5" }), undefined],
    [
      "a fixed address outside",
      subnet,
      container({}),
      endpoint({ fixedIpv4Address: "10.8.0.5" }),
      /outside 10\.7\.0\.0\/29/,
    ],
    [
      "a fixed address that is kept for another",
      { ipamConfigs: [{ ...subnet, auxAddresses: { printer: "10.7.0.5" } }] },
      container({}),
      endpoint({ fixedIpv4Address: "10.7.0.5" }),
      /keeps for "printer"/,
    ],
    ["a fixed IPv6 address without IPv6", subnet, container({}), endpoint({ fixedIpv6Address: "fd00::5" }), /no IPv6/],
    [
      "a fixed address and a pool",
      { subnetPool: { range: "10.5.0.0/16" } },
      container({}),
      endpoint({ fixedIpv4Address: "10.5.0.5" }),
      /out of the pool/,
    ],
  ];
  for (const [title, given, one, end, reason] of cases) {
    it(`${reason ? "refuses" : "takes"} ${title}`, () => {
      const inputs = networkInputs({ name: "n", ...given });
      const problems = remakeProblems(
        inputs,
        nextIpam(inputs, live()),
        [{ container: one, endpoint: end }],
        ["shop/dev"],
      );
      if (reason) assert.match(problems.join(), reason);
      else assert.deepEqual(problems, []);
    });
  }

  it("refuses more containers than it has room for", () => {
    const inputs = networkInputs({ name: "n", ...subnet });
    const six = Array.from({ length: 6 }, () => ({ container: container({}), endpoint: endpoint() }));
    assert.deepEqual(remakeProblems(inputs, nextIpam(inputs, live()), six, []), [
      "it would have room for 5 containers, and 6 are on it",
    ]);
  });

  it("connects fixed addresses first, then by address, and last what does not run", () => {
    const member = (name: string, ipv4Address: string, fixed = false): Member => ({
      id: name,
      name,
      restarting: false,
      ipv4Address,
      config: fixed ? { IPAMConfig: { IPv4Address: ipv4Address } } : {},
    });
    const all = [
      member("b", "10.1.0.10"),
      member("off", ""),
      member("a", "10.1.0.9"),
      member("fix", "10.1.0.200", true),
    ];
    assert.deepEqual(
      inConnectOrder(all).map(({ name }) => name),
      ["fix", "a", "b", "off"],
    );
  });
});

describe("A network that is left over", () => {
  const marked = { Labels: { "dockwire.urn": URN } };
  const wanted = { inputs: networkInputs({ name: "n" }), urn: URN, stateId: "a1" };
  const ofState = (stateId: string) => ({ Labels: { ...marked.Labels, "dockwire.state": stateId } });
  it("is taken over when it is marked, as wanted and without containers", () => {
    assert.equal(isLeftOver(live(marked), [], wanted), true);
    assert.equal(isLeftOver(live(ofState("a1")), [], wanted), true);
  });
  it("is not when any of that fails", () => {
    assert.equal(isLeftOver(live(), [], wanted), false);
    assert.equal(isLeftOver(live(ofState("b2")), [], wanted), false);
    assert.equal(isLeftOver(live(ofState("a1")), [], { ...wanted, stateId: undefined }), false);
    assert.equal(isLeftOver(live(marked), ["web"], wanted), false);
    assert.equal(isLeftOver(live({ ...marked, Internal: true }), [], wanted), false);
    const other = networkInputs({ name: "n", subnet: "10.9.0.0/24" });
    assert.equal(isLeftOver(live(marked), [], { ...wanted, inputs: other }), false);
  });
  it("tells its stack by the mark", () => {
    assert.equal(stackOf(URN), "shop/dev");
  });
});

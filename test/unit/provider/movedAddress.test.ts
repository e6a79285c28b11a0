import assert from "node:assert/strict";
import type { EndpointConfig } from "../../../engine/EngineClient";
import type { IpamConfig } from "../../../engine/model";
import { ExpectedSubnets } from "../../../provider/attachment/ExpectedSubnets";
import { connectionsOn } from "../../../provider/network/movedAddress";
import { knownIpam, nextIpam } from "../../../provider/network/networkBody";
import { networkInputs } from "../../../provider/network/networkInputs";
import { Properties, UNKNOWN } from "../../../provider/protocol/values";

const subnet = (text: string, gateway?: string): IpamConfig => {
  return { subnet: text, gateway, ipRange: undefined, auxAddresses: {} };
};
const member = (name: string, ...[IPv4Address, IPv6Address]: (string | undefined)[]) => {
  const config: EndpointConfig = { Aliases: [name], IPAMConfig: { IPv4Address, IPv6Address } };
  return { id: name, name, restarting: false, ipv4Address: "", config };
};

describe("Containers on a network that was made again", () => {
  const addresses = (members: ReturnType<typeof member>[], ipam: IpamConfig[], former = [subnet("10.1.0.0/24")]) =>
    [...connectionsOn(members, former, ipam).values()].map(({ IPAMConfig }) => IPAMConfig?.IPv4Address);

  it("keep addresses that fit, and everything else", () => {
    const [one] = [...connectionsOn([member("a", "10.1.0.5")], [], [subnet("10.1.0.0/25")]).values()];
    assert.deepEqual(one, member("a", "10.1.0.5").config);
  });

  it("have theirs by the same number in the new subnet", () => {
    assert.deepEqual(addresses([member("a", "10.1.0.5")], [subnet("10.2.0.0/24")]), ["10.2.0.5"]);
  });

  it("get any address where the new subnet has none of that number, keeps it, or gave it already", () => {
    assert.deepEqual(addresses([member("a", "10.1.0.99")], [subnet("10.2.0.0/28")]), [undefined]);
    assert.deepEqual(addresses([member("a", "10.1.0.5")], [subnet("10.2.0.0/24", "10.2.0.5")]), [undefined]);
    const two = [member("a", "10.1.0.5"), member("b", "10.2.0.5")];
    assert.deepEqual(addresses(two, [subnet("10.2.0.0/24")]), [undefined, "10.2.0.5"]);
    const former = [subnet("10.1.0.0/24"), subnet("10.3.0.0/24")];
    const both = [member("a", "10.1.0.5"), member("b", "10.3.0.5")];
    assert.deepEqual(addresses(both, [subnet("10.2.0.0/24")], former), ["10.2.0.5", undefined]);
  });

  it("keep their aliases, and their IPv6 address beside an IPv4 address that moves", () => {
    const ipam = [subnet("10.2.0.0/24"), subnet("fd00:1::/64")];
    const [one] = [...connectionsOn([member("a", "10.1.0.5", "fd00:1::9")], [subnet("10.1.0.0/24")], ipam).values()];
    assert.deepEqual(one, { Aliases: ["a"], IPAMConfig: { IPv4Address: "10.2.0.5", IPv6Address: "fd00:1::9" } });
  });
});

describe("The subnets that a network will have", () => {
  const known = (given: Properties) => {
    const inputs = networkInputs({ name: "n", ...given });
    return knownIpam(inputs, nextIpam(inputs)).map(({ subnet: its, gateway }) => [its, gateway]);
  };
  it("are known when all are written out, with the gateway that the Engine takes", () => {
    assert.deepEqual(known({ subnet: "10.2.0.0/24" }), [["10.2.0.0/24", "10.2.0.1"]]);
  });
  it("are not when the Engine or a pool chooses one", () => {
    assert.deepEqual(known({}), []);
    assert.deepEqual(known({ subnetPool: { range: "10.5.0.0/16" } }), []);
    assert.deepEqual(known({ subnet: "10.2.0.0/24", ipv6: true }), []);
  });

  const expected = new ExpectedSubnets();
  expected.note([{ id: "f".repeat(64), name: "n" }], [subnet("10.2.0.0/24", "10.2.0.1")]);
  expected.note([{ id: "e".repeat(64), name: "open" }], []);
  const refusals = (more: Properties) => expected.refusals({ network: "n", ...more });

  it("refuse an attachment's address that lies outside, or that they keep", () => {
    const [outside] = refusals({ ipv4Address: "10.1.0.5" });
    assert.equal(outside?.property, "ipv4Address");
    assert.match(
      outside.reason,
      /^10\.1\.0\.5 lies outside network "n", which this update gives 10\.2\.0\.0\/24; choose/,
    );
    assert.match(
      refusals({ ipv4Address: "10.2.0.1" })[0]?.reason ?? "",
      /is no address for a container on network "n"/,
    );
    assert.equal(refusals({ ipv6Address: "fd00::1" })[0]?.property, "ipv6Address");
    assert.equal(refusals({ network: "f".repeat(12), ipv4Address: "10.1.0.5" }).length, 1);
  });
  it("take one inside, and say nothing where they, the network or the address are not known", () => {
    const fine: Properties[] = [
      { ipv4Address: "10.2.0.5" },
      {},
      { ipv4Address: UNKNOWN },
      { network: UNKNOWN, ipv4Address: "10.1.0.5" },
      { network: "open", ipv4Address: "10.1.0.5" },
      { network: "another", ipv4Address: "10.1.0.5" },
    ];
    for (const one of fine) assert.deepEqual(refusals(one), []);
  });
});

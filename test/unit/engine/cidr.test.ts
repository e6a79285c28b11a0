import assert from "node:assert/strict";
import fc from "fast-check";
import { capacity, contains, isAddress, overlap, subnetProblem, subnetsOf } from "../../../engine/cidr";

describe("A subnet", () => {
  const wrong: [string, RegExp][] = [
    ["10.0.0.0", /not a subnet in CIDR notation/],
    ["10.0.0.0/33", /not a subnet in CIDR notation/],
    ["300.0.0.0/8", /not a subnet in CIDR notation/],
    ["10.0.0.5/24", /has host bits set: write 10\.0\.0\.0\/24/],
    ["fd00::1/64", /has host bits set: write fd00::\/64/],
    ["", /not a subnet/],
  ];
  for (const [text, reason] of wrong) {
    it(`"${text}" is refused with the reason`, () => assert.match(subnetProblem(text) ?? "", reason));
  }
  it("is accepted when it is one", () => {
    for (const text of ["10.0.0.0/8", "192.168.7.128/26", "fd00::/64"]) assert.equal(subnetProblem(text), undefined);
  });
  it("holds its own addresses and no others, and none of the other family", () => {
    assert.equal(contains("10.1.0.0/16", "10.1.255.255"), true);
    assert.equal(contains("10.1.0.0/16", "10.2.0.0"), false);
    assert.equal(contains("10.1.0.0/16", "fd00::1"), false);
    assert.equal(contains("nonsense", "10.1.0.1"), false);
  });
  it("has room for all but three of its addresses", () => {
    assert.equal(capacity("10.0.0.0/29"), 5);
    assert.equal(capacity("10.0.0.0/26"), 61);
    assert.equal(capacity("10.0.0.0/32"), 0);
  });
});

describe("An address", () => {
  it("is told from a subnet, a name and the other family", () => {
    assert.equal(isAddress("10.0.0.1", "ipv4"), true);
    assert.equal(isAddress("10.1", "ipv4"), false);
    assert.equal(isAddress("fd00::1", "ipv4"), false);
    assert.equal(isAddress("fd00::1", "ipv6"), true);
    assert.equal(isAddress("redis", "ipv6"), false);
  });
});

describe("The subnets of a pool", () => {
  const pool = fc.tuple(fc.integer({ min: 16, max: 24 }), fc.integer({ min: 0, max: 6 }));
  it("fill it: as many as fit, each inside, no two sharing an address", () => {
    fc.assert(
      fc.property(pool, ([length, more]) => {
        const range = `10.32.0.0/${length}`;
        const all = [...subnetsOf(range, length + more)];
        assert.equal(all.length, 2 ** more);
        for (const [i, subnet] of all.entries()) {
          assert.equal(subnetProblem(subnet), undefined);
          assert.ok(overlap(range, subnet));
          const next = all[i + 1];
          if (next) assert.ok(!overlap(subnet, next));
        }
      }),
    );
  });
});

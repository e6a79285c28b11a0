import assert from "node:assert/strict";
import fc from "fast-check";
import {
  canonicalSubnet,
  capacity,
  contains,
  isAddress,
  isReserved,
  overlap,
  subnetProblem,
} from "../../../engine/cidr";
import { ipv4Range, lowestFreeSubnet } from "../../../engine/freeSubnet";

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
  it("keeps its first and its broadcast address", () => {
    const kept = ["10.1.0.0", "10.1.0.255", "10.1.0.1"].map((address) => isReserved("10.1.0.0/24", address));
    assert.deepEqual(kept, [true, true, false]);
    assert.equal(isReserved("fd00::/64", "fd00::"), false);
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

describe("The lowest free subnet of a pool", () => {
  const length = fc.integer({ min: 20, max: 30 });
  const subnet = fc
    .tuple(fc.integer({ min: 0, max: 2 ** 16 - 1 }), length)
    .map(([offset, bits]) => canonicalSubnet(`10.32.${offset >> 8}.${offset & 255}/${bits}`));
  const range = (text: string) => ipv4Range(text) ?? assert.fail(`${text} is no IPv4 subnet`);
  const sorted = (subnets: string[]) => subnets.map(range).sort((a, b) => a.first - b.first);

  /** The rule in one sentence: the first, counted from below, that overlaps none that is taken. */
  function naive(pool: string, prefixLength: number, taken: string[]): string | undefined {
    const { first, last } = range(pool);
    for (let start = first; start <= last; start += 2 ** (32 - prefixLength)) {
      const text = `10.${(start >>> 16) & 255}.${(start >>> 8) & 255}.${start & 255}/${prefixLength}`;
      if (!taken.some((other) => overlap(other, text))) return text;
    }
    return undefined;
  }

  it("is the one that the naive rule finds, whatever is taken", () => {
    const more = fc.integer({ min: 0, max: 8 });
    fc.assert(
      fc.property(fc.array(subnet, { maxLength: 40 }), fc.integer({ min: 18, max: 22 }), more, (taken, bits, extra) => {
        const pool = `10.32.0.0/${bits}`;
        const found = lowestFreeSubnet(range(pool), bits + extra, sorted(taken));
        assert.equal(found, naive(pool, bits + extra, taken));
      }),
    );
  });

  it("takes one look at each subnet that is taken, however many there are", () => {
    const taken = sorted(Array.from({ length: 4000 }, (_, i) => `10.${100 + (i >> 8)}.${i & 255}.0/24`));
    let looks = 0;
    const watched = function* () {
      for (const one of taken) {
        looks++;
        yield one;
      }
    };
    assert.equal(lowestFreeSubnet(range("10.0.0.0/8"), 24, watched()), "10.0.0.0/24");
    assert.equal(looks, 1);
    looks = 0;
    assert.equal(lowestFreeSubnet(range("10.100.0.0/14"), 26, watched()), undefined);
    assert.ok(looks <= taken.length);
  });

  it("is none when the pool is full, also one that ends at the last address of all", () => {
    assert.equal(lowestFreeSubnet(range("255.255.255.0/24"), 25, sorted(["255.255.255.0/24"])), undefined);
    assert.equal(lowestFreeSubnet(range("255.255.255.0/24"), 25, sorted(["255.255.255.0/25"])), "255.255.255.128/25");
  });
});

describe("The spelling of a subnet", () => {
  it("is one for one subnet", () => {
    assert.equal(canonicalSubnet("FD00:0:0::/64"), "fd00::/64");
    assert.equal(canonicalSubnet("10.1.2.3/16"), "10.1.0.0/16");
    assert.equal(canonicalSubnet("backend"), "backend");
  });
});

describe("Two subnets", () => {
  const subnet = fc
    .tuple(fc.integer({ min: 0, max: 255 }), fc.integer({ min: 0, max: 255 }), fc.integer({ min: 6, max: 32 }))
    .map(([a, b, length]) => canonicalSubnet(`10.${a}.${b}.7/${length}`));
  const first = (text: string) => text.split("/")[0] ?? "";

  it("share an address when the first one of either is in the other", () => {
    const isShared = (a: string, b: string) => contains(a, first(b)) || contains(b, first(a));
    fc.assert(fc.property(subnet, subnet, (a, b) => assert.equal(overlap(a, b), isShared(a, b))));
  });

  it("share none when they are of different families, or one is no subnet", () => {
    for (const [a, b] of [
      ["0.0.0.0/0", "::/0"],
      ["10.0.0.0/8", "10.0.0.1"],
      ["", "10.0.0.0/8"],
    ] as const) {
      assert.equal(overlap(a, b), false);
      assert.equal(overlap(b, a), false);
    }
    assert.equal(overlap("fd00::/48", "fd00:0:0:1::/64"), true);
  });
});

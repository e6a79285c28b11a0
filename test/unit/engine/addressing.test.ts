import assert from "node:assert/strict";
import fc from "fast-check";
import { addressProblem, highestFreeAddress } from "../../../engine/addressing";
import { addressAt, contains, moved, sizeOf } from "../../../engine/cidr";
import type { IpamConfig } from "../../../engine/model";

const subnet = (text: string, more: Partial<IpamConfig> = {}): IpamConfig => {
  return { subnet: text, gateway: undefined, ipRange: undefined, auxAddresses: {}, ...more };
};

describe("An address for a container", () => {
  const ipam = [
    subnet("10.7.0.0/29", { gateway: "10.7.0.1", auxAddresses: { printer: "10.7.0.5" } }),
    subnet("fd00:7::/64", { gateway: "fd00:7::1" }),
  ];
  for (const [address, problem] of [
    ["10.7.0.2", undefined],
    ["fd00:7::2", undefined],
    ["10.7.0.8", "outside"],
    ["fd00:8::2", "outside"],
    ["10.7.0.1", "kept"],
    ["10.7.0.5", "kept"],
    ["10.7.0.0", "kept"],
    ["10.7.0.7", "kept"],
  ] as const) {
    it(`${address} is ${problem ? `none: ${problem}` : "one"}`, () => {
      assert.equal(addressProblem(ipam, address), problem);
    });
  }

  it("is the highest that is free", () => {
    assert.equal(highestFreeAddress(ipam.slice(0, 1), new Set(["10.7.0.6"])), "10.7.0.4");
    assert.equal(highestFreeAddress(ipam.slice(1), new Set()), "fd00:7::ffff:ffff:ffff:ffff");
  });

  it("is none when all are taken", () => {
    assert.equal(
      highestFreeAddress([subnet("10.7.0.0/30", { gateway: "10.7.0.1" })], new Set(["10.7.0.2"])),
      undefined,
    );
    assert.equal(highestFreeAddress([], new Set()), undefined);
  });
});

describe("An address in another subnet", () => {
  for (const [address, from, to, place] of [
    ["10.1.0.5", "10.1.0.0/24", "10.2.0.0/24", "10.2.0.5"],
    ["10.1.0.5", "10.1.0.0/24", "10.2.0.0/28", "10.2.0.5"],
    ["10.1.0.200", "10.1.0.0/24", "10.2.0.0/28", undefined],
    ["10.1.1.5", "10.1.0.0/16", "10.2.8.0/21", "10.2.9.5"],
    ["10.1.0.133", "10.1.0.128/25", "10.1.0.0/25", "10.1.0.5"],
    ["fd00:1::5", "fd00:1::/64", "fd00:2::/80", "fd00:2::5"],
    ["10.1.0.5", "10.1.0.0/24", "fd00:2::/64", undefined],
    ["10.9.0.5", "10.1.0.0/24", "10.2.0.0/24", undefined],
  ] as const) {
    it(`${address} of ${from} is ${place ?? "none"} in ${to}`, () => assert.equal(moved(address, from, to), place));
  }

  it("goes back to where it was", () => {
    const number = fc.integer({ min: 0, max: 2 ** 16 - 1 });
    fc.assert(
      fc.property(number, (n) => {
        const address = addressAt("10.1.0.0/16", BigInt(n)) ?? "";
        const there = moved(address, "10.1.0.0/16", "172.20.0.0/15") ?? "";
        assert.ok(contains("172.20.0.0/15", there));
        assert.equal(moved(there, "172.20.0.0/15", "10.1.0.0/16"), address);
      }),
    );
  });

  it("has a number below the subnet's size", () => {
    assert.equal(sizeOf("10.1.0.0/16"), 65_536n);
    assert.equal(addressAt("10.1.0.0/16", 65_536n), undefined);
    assert.equal(addressAt("backend", 1n), undefined);
  });
});

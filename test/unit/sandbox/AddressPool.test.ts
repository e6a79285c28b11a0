import assert from "node:assert/strict";
import { choosePool } from "../../../sandbox/engine/AddressPool";

const HEADER = "Iface\tDestination\tGateway\tFlags\tRefCnt\tUse\tMetric\tMask\tMTU\tWindow\tIRTT\n";

/** A line of /proc/net/route; addresses there are little-endian hexadecimal. */
function route(address: string, mask: string): string {
  const hex = (text: string) => Buffer.from(text.split(".").map(Number).reverse()).toString("hex").toUpperCase();
  return `eth0\t${hex(address)}\t00000000\t0001\t0\t0\t0\t${hex(mask)}\t0\t0\t0\n`;
}

describe("The private Engine's address pool", () => {
  it("is the first candidate where the machine has only a default route", () => {
    assert.equal(choosePool(HEADER + route("0.0.0.0", "0.0.0.0")), "10.213.0.0/16");
  });

  it("leaves out a candidate with a smaller network inside it", () => {
    assert.equal(choosePool(HEADER + route("10.213.7.0", "255.255.255.0")), "10.214.0.0/16");
  });

  it("leaves out candidates inside a larger network", () => {
    assert.equal(choosePool(HEADER + route("10.0.0.0", "255.0.0.0")), "172.30.0.0/16");
  });

  it("keeps a candidate beside a neighbouring network", () => {
    assert.equal(choosePool(HEADER + route("10.212.0.0", "255.255.0.0")), "10.213.0.0/16");
  });

  it("says what is taken and what to do where nothing is left", () => {
    const all = ["10.0.0.0", "172.0.0.0", "192.0.0.0"].map((address) => route(address, "255.0.0.0")).join("");
    assert.throws(
      () => choosePool(HEADER + all),
      /No address range is left .* 10\.213\.0\.0\/16.* set DOCKER_HOST to it\.$/,
    );
  });
});

import { readFileSync } from "node:fs";

const CANDIDATES = ["10.213.0.0/16", "10.214.0.0/16", "10.113.0.0/16", "172.30.0.0/16", "192.168.0.0/16"];

/** An IPv4 range as first address and mask, both unsigned. */
interface Range {
  network: number;
  mask: number;
}

/**
 * The range that the private Engine cuts its networks from: the first candidate that no route of this machine touches.
 * `routes` is the text of /proc/net/route.
 */
export function choosePool(routes: string): string {
  const taken = parseRoutes(routes);
  const free = CANDIDATES.find((candidate) => !taken.some((route) => overlap(parse(candidate), route)));
  if (!free) {
    throw new Error(
      `No address range is left for the networks of a private Docker Engine: routes of this machine use ${CANDIDATES.join(", ")}. ` +
        "Start an Engine of your own with a range that suits you, and set DOCKER_HOST to it.",
    );
  }
  return free;
}

export function readRoutes(): string {
  return readFileSync("/proc/net/route", "utf8");
}

function parseRoutes(text: string): Range[] {
  return text
    .trim()
    .split("\n")
    .slice(1)
    .map((line) => line.trim().split(/\s+/))
    .map((columns) => ({ network: swapped(columns[1]), mask: swapped(columns[7]) }))
    .filter((route) => route.mask !== 0); // the default route covers everything and excludes nothing
}

/** The kernel prints addresses in the byte order of a little-endian machine. */
function swapped(hex: string): number {
  return Buffer.from(hex, "hex").readUInt32LE();
}

function parse(cidr: string): Range {
  const [address, bits] = cidr.split("/");
  const network = address.split(".").reduce((sum, part) => sum * 256 + Number(part), 0);
  return { network, mask: (0xffffffff << (32 - Number(bits))) >>> 0 };
}

function overlap(a: Range, b: Range): boolean {
  const mask = (a.mask & b.mask) >>> 0;
  return (a.network & mask) >>> 0 === (b.network & mask) >>> 0;
}

import ipaddr from "ipaddr.js";

/** The IPv4 addresses from the first to the last, as numbers. */
export interface Ipv4Range {
  readonly first: number;
  readonly last: number;
}

/** The addresses of an IPv4 subnet; undefined when the text is none. */
export function ipv4Range(subnet: string): Ipv4Range | undefined {
  if (!ipaddr.IPv4.isValidCIDR(subnet)) return undefined;
  const [address, length] = ipaddr.IPv4.parseCIDR(subnet);
  const size = 2 ** (32 - length);
  const first = Math.floor(toNumber(address) / size) * size;
  return { first, last: first + size - 1 };
}

/**
 * The lowest subnet of that prefix length within the pool that shares no address with what is taken, in one pass;
 * undefined when there is none. `taken` is in the order of first addresses.
 */
export function lowestFreeSubnet(
  pool: Ipv4Range,
  prefixLength: number,
  taken: Iterable<Ipv4Range>,
): string | undefined {
  const size = 2 ** (32 - prefixLength);
  let start = pool.first;
  for (const { first, last } of taken) {
    if (last < start) continue;
    if (first >= start + size) break;
    start = Math.ceil((last + 1) / size) * size;
  }
  return start + size - 1 <= pool.last ? `${toText(start)}/${prefixLength}` : undefined;
}

function toNumber(address: ipaddr.IPv4): number {
  return address.octets.reduce((sum, octet) => sum * 256 + octet, 0);
}

function toText(value: number): string {
  return [24, 16, 8, 0].map((shift) => Math.floor(value / 2 ** shift) % 256).join(".");
}

import ipaddr from "ipaddr.js";

/** What is wrong with a subnet in CIDR notation; undefined when nothing is. */
export function subnetProblem(text: string): string | undefined {
  const example = `write the first address and a prefix length, for instance 10.20.0.0/24`;
  if (!ipaddr.isValidCIDR(text)) return `"${text}" is not a subnet in CIDR notation: ${example}`;
  const [address, length] = ipaddr.parseCIDR(text);
  const network = networkAddress(text);
  if (address.toString() !== network) {
    return `"${text}" has host bits set: write ${network}/${length}`;
  }
  return undefined;
}

/** Whether the address lies in the subnet; false when they are of different families. */
export function contains(subnet: string, address: string): boolean {
  if (!ipaddr.isValidCIDR(subnet) || !ipaddr.isValid(address)) return false;
  const range = ipaddr.parseCIDR(subnet);
  const one = ipaddr.parse(address);
  return one.kind() === range[0].kind() && one.match(range);
}

/** Whether two subnets share an address. */
export function overlap(a: string, b: string): boolean {
  const [one, other] = [edges(a), edges(b)];
  if (!one || !other || isIpv6(a) !== isIpv6(b)) return false;
  return one.first <= other.last && other.first <= one.last;
}

/** Of many networks each is held against all others, and most of them again and again. */
const known = new Map<string, { readonly first: bigint; readonly last: bigint } | undefined>();

function edges(subnet: string): { readonly first: bigint; readonly last: bigint } | undefined {
  if (known.has(subnet)) return known.get(subnet);
  const isSubnet = ipaddr.isValidCIDR(subnet);
  const first = isSubnet ? toBigInt(networkAddress(subnet)) : 0n;
  const found = isSubnet ? { first, last: first + sizeOf(subnet) - 1n } : undefined;
  known.set(subnet, found);
  return found;
}

/** Whether the text is an address of that family. */
export function isAddress(text: string, family: "ipv4" | "ipv6"): boolean {
  if (family === "ipv4") return ipaddr.IPv4.isValidFourPartDecimal(text);
  return ipaddr.IPv6.isValid(text);
}

/** Whether the text is an address for one link alone. */
export function isLinkLocal(text: string): boolean {
  return contains("169.254.0.0/16", text) || contains("fe80::/10", text);
}

/** The address after the subnet's own: what the Engine takes as the gateway unless told otherwise. */
export function firstAddress(subnet: string): string | undefined {
  if (!ipaddr.isValidCIDR(subnet)) return undefined;
  const bytes = ipaddr.parse(networkAddress(subnet)).toByteArray();
  bytes[bytes.length - 1] = (bytes[bytes.length - 1] ?? 0) + 1;
  return ipaddr.fromByteArray(bytes).toString();
}

/** One spelling for one address, so that two can be compared as text. */
export function canonicalAddress(text: string): string {
  return ipaddr.isValid(text) ? ipaddr.parse(text).toString() : text;
}

/** Whether an address is the subnet's own first or its broadcast address, which no container can have. */
export function isReserved(subnet: string, address: string): boolean {
  if (!ipaddr.IPv4.isValidCIDR(subnet)) return false;
  const ends = [ipaddr.IPv4.networkAddressFromCIDR(subnet), ipaddr.IPv4.broadcastAddressFromCIDR(subnet)];
  return ends.some((end) => end.toString() === address);
}

/** How many addresses a subnet has for containers: all but the network's own, the broadcast address and the gateway. */
export function capacity(subnet: string): number {
  if (!ipaddr.isValidCIDR(subnet)) return 0;
  return Math.max(0, Number(sizeOf(subnet)) - 3);
}

/** The address of the same number in another subnet of its family; undefined when that has none of this number. */
export function moved(address: string, from: string, to: string): string | undefined {
  if (!contains(from, address) || isIpv6(from) !== isIpv6(to)) return undefined;
  return addressAt(to, toBigInt(address) - toBigInt(networkAddress(from)));
}

/** The address of that number in a subnet, whose own is number 0; undefined when it has none of this number. */
export function addressAt(subnet: string, number: bigint): string | undefined {
  if (!ipaddr.isValidCIDR(subnet)) return undefined;
  const first = networkAddress(subnet);
  const { length } = ipaddr.parse(first).toByteArray();
  const value = toBigInt(first) + number;
  const bytes = Array.from({ length }, (_, i) => Number((value >> BigInt(8 * (length - 1 - i))) & 255n));
  const address = ipaddr.fromByteArray(bytes).toString();
  return contains(subnet, address) ? address : undefined;
}

/** How many addresses a subnet has, its own and the broadcast address among them. */
export function sizeOf(subnet: string): bigint {
  if (!ipaddr.isValidCIDR(subnet)) return 0n;
  const [address, length] = ipaddr.parseCIDR(subnet);
  return 1n << BigInt(address.toByteArray().length * 8 - length);
}

/** One spelling for one subnet, so that two can be compared as text; anything else stays as it is. */
export function canonicalSubnet(text: string): string {
  if (!ipaddr.isValidCIDR(text)) return text;
  return `${networkAddress(text)}/${ipaddr.parseCIDR(text)[1]}`;
}

function networkAddress(text: string): string {
  const [address] = ipaddr.parseCIDR(text);
  return address.kind() === "ipv4"
    ? ipaddr.IPv4.networkAddressFromCIDR(text).toString()
    : ipaddr.IPv6.networkAddressFromCIDR(text).toString();
}

/** Whether an address or a subnet is of IPv6. */
export function isIpv6(text: string): boolean {
  return text.includes(":");
}

function toBigInt(address: string): bigint {
  return ipaddr
    .parse(address)
    .toByteArray()
    .reduce((sum, byte) => sum * 256n + BigInt(byte), 0n);
}

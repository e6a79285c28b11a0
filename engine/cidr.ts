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
  const [first] = a.split("/");
  const [second] = b.split("/");
  return contains(a, second ?? "") || contains(b, first ?? "");
}

/** Whether the text is an address of that family. */
export function isAddress(text: string, family: "ipv4" | "ipv6"): boolean {
  if (family === "ipv4") return ipaddr.IPv4.isValidFourPartDecimal(text);
  return ipaddr.IPv6.isValid(text);
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

/** How many addresses a subnet has for containers: all but the network's own, the broadcast address and the gateway. */
export function capacity(subnet: string): number {
  if (!ipaddr.isValidCIDR(subnet)) return 0;
  const [address, length] = ipaddr.parseCIDR(subnet);
  const bits = (address.kind() === "ipv4" ? 32 : 128) - length;
  return Math.max(0, 2 ** bits - 3);
}

/** The IPv4 subnets of that prefix length within a pool, lowest first. */
export function* subnetsOf(pool: string, prefixLength: number): Generator<string> {
  const [first, poolLength] = ipaddr.IPv4.parseCIDR(pool);
  const start = toNumber(first);
  const size = 2 ** (32 - prefixLength);
  for (let i = 0; i < 2 ** (prefixLength - poolLength); i++) yield `${toText(start + i * size)}/${prefixLength}`;
}

function networkAddress(text: string): string {
  const [address] = ipaddr.parseCIDR(text);
  return address.kind() === "ipv4"
    ? ipaddr.IPv4.networkAddressFromCIDR(text).toString()
    : ipaddr.IPv6.networkAddressFromCIDR(text).toString();
}

function toNumber(address: ipaddr.IPv4): number {
  return address.octets.reduce((sum, octet) => sum * 256 + octet, 0);
}

function toText(value: number): string {
  return [24, 16, 8, 0].map((shift) => Math.floor(value / 2 ** shift) % 256).join(".");
}

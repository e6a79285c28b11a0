import { addressAt, contains, isReserved, sizeOf } from "./cidr";
import type { IpamConfig } from "./model";

/**
 * What keeps a container from having an address on a network of these subnets: it lies outside of them, or the network
 * keeps it for its gateway, as an end of the subnet, or for somebody else. Undefined when nothing does.
 */
export function addressProblem(ipam: readonly IpamConfig[], address: string): "outside" | "kept" | undefined {
  const within = ipam.find(({ subnet }) => contains(subnet, address));
  if (!within) return "outside";
  const isKept = within.gateway === address || isReserved(within.subnet, address);
  return isKept || Object.values(within.auxAddresses).includes(address) ? "kept" : undefined;
}

/**
 * The highest address of the subnets that a container may have and nobody else has: the Engine gives the lowest, and so do
 * people. Undefined when there is none.
 */
export function highestFreeAddress(ipam: readonly IpamConfig[], taken: ReadonlySet<string>): string | undefined {
  for (const { subnet } of ipam) {
    for (let number = sizeOf(subnet) - 1n; number > 0n; number -= 1n) {
      const address = addressAt(subnet, number);
      if (address !== undefined && !taken.has(address) && !addressProblem(ipam, address)) return address;
    }
  }
  return undefined;
}

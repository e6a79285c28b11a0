import { addressProblem } from "../../engine/addressing";
import { contains, moved } from "../../engine/cidr";
import type { EndpointConfig } from "../../engine/EngineClient";
import type { IpamConfig } from "../../engine/model";
import type { Member } from "./members";

/** Each member's connection on a network that was made again: a fixed address that is outside now moves with its subnet. */
export function connectionsOn(
  members: readonly Member[],
  former: readonly IpamConfig[],
  ipam: readonly IpamConfig[],
): Map<string, EndpointConfig> {
  const fits = (address: string | undefined) => address !== undefined && !addressProblem(ipam, address);
  const given = new Set(members.flatMap(({ config }) => addressesIn(config).filter(fits)));
  const place = (address: string | undefined) => {
    if (address === undefined || fits(address)) return address;
    const there = movedAddress(address, former, ipam);
    if (there === undefined || given.has(there)) return undefined;
    given.add(there);
    return there;
  };
  return new Map(
    members.map(({ id, config }) => {
      if (addressesIn(config).every(fits)) return [id, config];
      const { IPv4Address, IPv6Address, ...rest } = config.IPAMConfig ?? {};
      return [
        id,
        { ...config, IPAMConfig: { ...rest, IPv4Address: place(IPv4Address), IPv6Address: place(IPv6Address) } },
      ];
    }),
  );
}

/** The address of the same number in the subnet that takes the place of its own; undefined when it has none there. */
function movedAddress(address: string, former: readonly IpamConfig[], ipam: readonly IpamConfig[]): string | undefined {
  const from = former.find(({ subnet }) => contains(subnet, address));
  const places = from ? ipam.map(({ subnet }) => moved(address, from.subnet, subnet)) : [];
  return places.find((place) => place !== undefined && !addressProblem(ipam, place));
}

/** The fixed addresses of a connection. */
export function addressesIn({ IPAMConfig: { IPv4Address, IPv6Address } = {} }: EndpointConfig): string[] {
  return [IPv4Address, IPv6Address].filter((address) => address !== undefined);
}

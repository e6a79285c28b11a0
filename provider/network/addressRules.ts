import { isReserved, overlap } from "../../engine/cidr";
import type { IpamConfig } from "../../engine/model";
import type { Rule } from "../protocol/checkInputs";
import type { Failure } from "../protocol/Resource";
import type { Properties } from "../protocol/values";
import { ipamConfigs, subnetPoolOf } from "./networkInputs";

/** With it a bridge has no address of its own, and newer Engines make room for two containers in a /31 (moby issue 32444). */
const WITHOUT_GATEWAY = "com.docker.network.bridge.inhibit_ipv4";
/** The longest prefixes that leave an address for the gateway. */
const LONGEST = { ipv4: 30, ipv6: 127 };

/** What the Engine tells as "No available addresses on this pool". */
export const tooSmall: Rule = {
  needs: ["subnet", "ipv6Subnet", "ipamConfigs", "driver", "options"],
  check: (inputs) => {
    const options = inputs.options as Properties | undefined;
    if ((inputs.driver ?? "bridge") !== "bridge" || options?.[WITHOUT_GATEWAY] === "true") return [];
    return subnets(inputs).flatMap(({ at, subnet }): Failure[] => {
      const longest = subnet.includes(":") ? LONGEST.ipv6 : LONGEST.ipv4;
      if (Number(subnet.split("/")[1]) <= longest) return [];
      const reason = `${subnet} has no address for a container beside the gateway's; it needs a /${longest} or larger`;
      return [{ property: at.subnet, reason }];
    });
  },
};

/** What the Engine tells as "Address already in use". */
export const unfitGateways: Rule = {
  needs: ["subnet", "gateway", "ipamConfigs"],
  check: (inputs) =>
    subnets(inputs).flatMap(({ at, subnet, gateway }): Failure[] => {
      if (!gateway || Number(subnet.split("/")[1]) > LONGEST.ipv4 || !isReserved(subnet, gateway)) return [];
      const reason = `${gateway} is the first or the last address of ${subnet}, which belong to the subnet itself`;
      return [{ property: at.gateway, reason }];
    }),
};

/** Ranges whose addresses no host has (RFC 1122, RFC 5771, RFC 4291): the Engine takes them, and nothing gets through. */
const UNFIT: readonly (readonly [string, string])[] = [
  ["127.0.0.0/8", "each machine's own"],
  ["224.0.0.0/4", "for multicast"],
  ["0.0.0.0/8", "for no host"],
  ["::1/128", "each machine's own"],
  ["ff00::/8", "for multicast"],
];

export const unfitSubnets: Rule = {
  needs: ["subnet", "ipv6Subnet", "subnetPool", "ipamConfigs"],
  check: (inputs) => {
    const pool = subnetPoolOf(inputs.subnetPool);
    const all = subnets(inputs).map(({ at, subnet }) => ({ property: at.subnet, subnet }));
    return [...all, ...(pool ? [{ property: "subnetPool.range", subnet: pool.range }] : [])].flatMap(
      ({ property, subnet }): Failure[] => {
        const [range, use] = UNFIT.find(([unfit]) => overlap(unfit, subnet)) ?? [];
        return range
          ? [{ property, reason: `${subnet} is not for containers: the addresses of ${range} are ${use}` }]
          : [];
      },
    );
  },
};

/** Each subnet with the names of the properties that it stands in. */
function subnets(inputs: Properties): (IpamConfig & { at: { subnet: string; gateway: string } })[] {
  const isList = Boolean(inputs.ipamConfigs);
  return ipamConfigs(inputs).map((config, i) => {
    const [subnet, gateway] = config.subnet.includes(":") ? ["ipv6Subnet", "ipv6Gateway"] : ["subnet", "gateway"];
    const at = isList
      ? { subnet: `ipamConfigs[${i}].subnet`, gateway: `ipamConfigs[${i}].gateway` }
      : { subnet, gateway };
    return { ...config, at };
  });
}

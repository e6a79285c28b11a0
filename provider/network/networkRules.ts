import { contains, isIpv6, overlap } from "../../engine/cidr";
import { tooSmall, unfitGateways, unfitSubnets } from "./addressRules";
import type { Rule } from "../protocol/checkInputs";
import type { Failure } from "../protocol/Resource";
import { ipamConfigs, subnetPoolOf } from "./networkInputs";
import { BRIDGE_NAME } from "./networkShape";

/** Ways to write one subnet of a family, which a list of subnets takes the place of. */
const SINGLE = ["subnet", "gateway", "ipRange", "ipv6Subnet", "ipv6Gateway", "subnetPool"];

const inside = (property: string, subnetName: string): Rule => ({
  needs: [property, subnetName],
  check: (inputs) => {
    const [value, range] = [inputs[property], inputs[subnetName]];
    if (typeof value !== "string") return [];
    if (typeof range !== "string") return [{ property, reason: `"${property}" needs "${subnetName}" beside it` }];
    return outside(property, range, value);
  },
});

const oneSource: Rule = {
  needs: ["subnet", "subnetPool"],
  check: ({ subnet: given, subnetPool }) =>
    given && subnetPool ? [{ property: "subnetPool", reason: `give "subnet" or "subnetPool", not both` }] : [],
};

const poolLargeEnough: Rule = {
  needs: ["subnetPool"],
  check: ({ subnetPool }) => {
    const pool = subnetPoolOf(subnetPool);
    if (!pool || Number(pool.range.split("/")[1]) <= pool.prefixLength) return [];
    return [
      { property: "subnetPool.range", reason: `${pool.range} is smaller than one /${pool.prefixLength} network` },
    ];
  },
};

const listAlone: Rule = {
  needs: ["ipamConfigs"],
  check: (inputs) => {
    const other = inputs.ipamConfigs && SINGLE.find((key) => inputs[key] !== undefined);
    if (!other) return [];
    return [{ property: "ipamConfigs", reason: `give "ipamConfigs" or "${other}", not both` }];
  },
};

const listConsistent: Rule = {
  needs: ["ipamConfigs", "driver"],
  check: (inputs) => {
    if (!inputs.ipamConfigs) return [];
    const all = ipamConfigs({ ipamConfigs: inputs.ipamConfigs });
    return all.flatMap(({ subnet, gateway, ipRange, auxAddresses }, i): Failure[] => {
      const at = `ipamConfigs[${i}]`;
      const before = all.slice(0, i).find((other) => overlap(other.subnet, subnet));
      const sibling = all.slice(0, i).find((other) => isIpv6(other.subnet) === isIpv6(subnet));
      const aux = Object.entries(auxAddresses);
      return [
        ...(before
          ? [{ property: `${at}.subnet`, reason: `${subnet} shares addresses with ${before.subnet}, listed before it` }]
          : sibling && (inputs.driver ?? "bridge") === "bridge"
            ? [{ property: `${at}.subnet`, reason: `the driver "bridge" takes one subnet of each family` }]
            : []),
        ...(gateway ? outside(`${at}.gateway`, subnet, gateway) : []),
        ...(ipRange ? outside(`${at}.ipRange`, subnet, ipRange) : []),
        ...aux.flatMap(([name, address]) => outside(`${at}.auxAddresses.${name}`, subnet, address)),
      ];
    });
  },
};

const someFamily: Rule = {
  needs: ["enableIpv4", "ipv6", "ipv6Subnet", "subnet", "subnetPool", "ipamConfigs"],
  check: (inputs) => {
    const subnets = ipamConfigs(inputs).map((config) => config.subnet);
    const wantsIpv6 = inputs.ipv6 === true || subnets.some(isIpv6);
    if (inputs.ipv6 === false && subnets.some(isIpv6)) {
      return [{ property: "ipv6", reason: `there is an IPv6 subnet beside "ipv6: false"; leave out one of the two` }];
    }
    if (inputs.enableIpv4 !== false) return [];
    if (!wantsIpv6) return [{ property: "enableIpv4", reason: `without IPv4 a network needs "ipv6: true"` }];
    if (!inputs.subnetPool && subnets.every(isIpv6)) return [];
    return [{ property: "enableIpv4", reason: `there is an IPv4 subnet beside "enableIpv4: false"; leave out one` }];
  },
};

/** As the kernel bounds the name of an interface. */
const LONGEST_INTERFACE = 15;

const ownBridge: Rule = {
  needs: ["options"],
  check: ({ options }) => {
    const bridge = (options as Record<string, unknown> | undefined)?.[BRIDGE_NAME];
    if (typeof bridge !== "string") return [];
    const property = `options["${BRIDGE_NAME}"]`;
    // Engine 20.10 gives it away without a word, and no container comes onto the default network until it restarts.
    if (bridge === "docker0") return [{ property, reason: `"docker0" is the bridge of the Engine's own network` }];
    if (bridge.length <= LONGEST_INTERFACE) return [];
    return [
      { property, reason: `"${bridge}" is too long: an interface has ${LONGEST_INTERFACE} characters at the most` },
    ];
  },
};

/** What has to hold between several inputs of a Network. */
export const networkRules: readonly Rule[] = [
  inside("gateway", "subnet"),
  inside("ipRange", "subnet"),
  inside("ipv6Gateway", "ipv6Subnet"),
  oneSource,
  poolLargeEnough,
  listAlone,
  listConsistent,
  someFamily,
  tooSmall,
  unfitGateways,
  unfitSubnets,
  ownBridge,
];

function outside(property: string, subnet: string, value: string): Failure[] {
  if (contains(subnet, value.split("/")[0] ?? "")) return [];
  return [{ property, reason: `${value} lies outside the subnet ${subnet}` }];
}

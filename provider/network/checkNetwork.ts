import { canonicalAddress, canonicalSubnet } from "../../engine/cidr";
import { checkInputs } from "../protocol/checkInputs";
import { defaultsOf } from "../protocol/declaration";
import type { Checked } from "../protocol/Resource";
import { hasUnknown, Json, Properties, withoutDefaults } from "../protocol/values";
import { isRecord, subnetPoolOf } from "./networkInputs";
import { networkRules } from "./networkRules";
import { DEFAULT_PREFIX_LENGTH, network } from "./networkShape";

const DEFAULTS = defaultsOf(network.inputs);

/** Checks a Network's inputs. */
export function checkNetwork(inputs: Properties): Checked {
  return checkInputs(network.inputs, inputs, networkRules, canonicalNetwork);
}

/** The form that is kept: nothing that is as by default, and one spelling for each address. What is unknown stays. */
function canonicalNetwork(inputs: Properties): Properties {
  const kept = Object.entries(withoutDefaults(inputs, DEFAULTS));
  return Object.fromEntries(kept.map(([key, value]) => [key, canonicalValue(key, value)]));
}

const CANONICAL: Record<string, (value: Json) => Json> = {
  subnet: spelled(canonicalSubnet),
  ipRange: spelled(canonicalSubnet),
  ipv6Subnet: spelled(canonicalSubnet),
  gateway: spelled(canonicalAddress),
  ipv6Gateway: spelled(canonicalAddress),
  subnetPool: (value) => {
    const pool = subnetPoolOf(value);
    if (!pool) return value;
    const range = canonicalSubnet(pool.range);
    return pool.prefixLength === DEFAULT_PREFIX_LENGTH ? { range } : { range, prefixLength: pool.prefixLength };
  },
  ipamConfigs: (value) =>
    Array.isArray(value) ? value.map((config) => (isRecord(config) ? part(config) : config)) : value,
  auxAddresses: (value) =>
    isRecord(value)
      ? Object.fromEntries(Object.entries(value).map(([name, at]) => [name, spelled(canonicalAddress)(at)]))
      : value,
};

function canonicalValue(key: string, value: Json): Json {
  return hasUnknown(value) ? value : (CANONICAL[key]?.(value) ?? value);
}

function part(config: Properties): Properties {
  const given = Object.entries(config).filter(([, value]) => value !== null && JSON.stringify(value) !== "{}");
  return Object.fromEntries(given.map(([key, value]) => [key, canonicalValue(key, value)]));
}

function spelled(canonical: (text: string) => string): (value: Json) => Json {
  return (value) => (typeof value === "string" ? canonical(value) : value);
}

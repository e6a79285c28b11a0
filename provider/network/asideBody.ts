import { randomBytes } from "node:crypto";
import { canonicalSubnet, isIpv6, overlap } from "../../engine/cidr";
import type { EngineClient } from "../../engine/EngineClient";
import type { IpamConfig, Network } from "../../engine/model";
import { chosenSubnet } from "./chosenSubnet";
import type { Exclusive } from "./clashes";
import { NetworkBody, presentBody } from "./networkBody";
import { BRIDGE_NAME } from "./networkShape";

/** A network with other addresses of the same families, and without the bridge's name, where another one wants these. */
export async function asideBody(
  engine: EngineClient,
  former: NetworkBody,
  live: Network,
  wanted: Exclusive,
): Promise<NetworkBody> {
  const { [BRIDGE_NAME]: bridge, ...options } = former.options;
  const keepsBridge = bridge !== undefined && bridge !== wanted.options[BRIDGE_NAME];
  const isWanted = ({ subnet }: IpamConfig) => wanted.ipam.some((one) => overlap(one.subnet, subnet));
  const ipam: IpamConfig[] = [];
  for (const config of presentBody(live).ipam) {
    if (!isWanted(config)) ipam.push(config);
    else ipam.push(plain(isIpv6(config.subnet) ? uniqueLocal(config.subnet) : await chosenSubnet(engine, live.name)));
  }
  return { ...former, ipam, options: keepsBridge ? former.options : options };
}

function plain(subnet: string): IpamConfig {
  return { subnet, gateway: undefined, ipRange: undefined, auxAddresses: {} };
}

/** A subnet of that size that hardly anybody else has (RFC 4193). */
function uniqueLocal(like: string): string {
  const [one = 0, two = 0, three = 0, four = 0, five = 0] = randomBytes(5);
  const groups = [0xfd00 + one, two * 256 + three, four * 256 + five].map((group) => group.toString(16));
  return canonicalSubnet(`${groups.join(":")}::/${Math.max(Number(like.split("/")[1]), 48)}`);
}

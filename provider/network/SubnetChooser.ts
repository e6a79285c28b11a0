import { REFRESH_AGE_MS } from "../../engine/CoalescedRead";
import type { EngineClient } from "../../engine/EngineClient";
import { EngineError } from "../../engine/EngineError";
import { Ipv4Range, ipv4Range, lowestFreeSubnet } from "../../engine/freeSubnet";
import type { IpamConfig } from "../../engine/model";
import type { NextIpam } from "./networkBody";
import type { NetworkInputs, SubnetPool } from "./networkInputs";

/** Gives each network a free subnet out of its pool; networks made at the same moment get different ones. */
export class SubnetChooser {
  /** Subnets of networks that are being made, and of those made since the Engine was last asked. */
  private readonly reserved = new Set<string>();
  private readonly given = new Set<string>();
  /** Each subnet is parsed once, and the Engine is asked once, however many networks are made. */
  private readonly ranges = new Map<string, Ipv4Range | undefined>();
  private listed: { at: number; subnets: Promise<string[]> } | undefined;

  constructor(private readonly engine: () => EngineClient) {}

  /** Runs `make` with the subnets to use, and again with the pool's next one when the Engine finds an overlap. */
  async withSubnet<T>(
    { subnetPool }: NetworkInputs,
    { ipam, fromPool }: NextIpam,
    signal: AbortSignal,
    make: (ipam: IpamConfig[]) => Promise<T>,
  ): Promise<T> {
    if (!subnetPool || !fromPool) return make(ipam);
    const refused: string[] = [];
    for (;;) {
      const subnet = await this.reserve(subnetPool, refused, signal);
      try {
        const made = await make([{ subnet, gateway: undefined, ipRange: undefined, auxAddresses: {} }, ...ipam]);
        this.given.add(subnet);
        return made;
      } catch (error) {
        if (!isOverlap(error)) throw error;
        refused.push(subnet);
      } finally {
        this.reserved.delete(subnet);
      }
    }
  }

  private async reserve(pool: SubnetPool, refused: string[], signal: AbortSignal): Promise<string> {
    const range = this.range(pool.range);
    for (const maxAgeMs of refused.length ? [0] : [REFRESH_AGE_MS, 0]) {
      const used = await this.used(maxAgeMs, signal);
      const taken = [...used, ...this.given, ...this.reserved, ...refused].flatMap((one) => this.range(one) ?? []);
      const subnet =
        range &&
        lowestFreeSubnet(
          range,
          pool.prefixLength,
          taken.sort((a, b) => a.first - b.first),
        );
      if (!subnet) continue;
      this.reserved.add(subnet);
      return subnet;
    }
    throw new EngineError(
      409,
      `no /${pool.prefixLength} of the subnet pool ${pool.range} is free any more; give a larger range or a longer prefix`,
    );
  }

  /** The subnets of the Engine's networks. What was given before the Engine is asked is among them, or free again. */
  private used(maxAgeMs: number, signal: AbortSignal): Promise<string[]> {
    const now = Date.now();
    if (this.listed && now - this.listed.at < maxAgeMs) return this.listed.subnets;
    this.given.clear();
    const subnets = this.engine()
      .read((docker) => docker.listNetworks(), { signal })
      .then((all) => all.flatMap((network) => (network.IPAM?.Config ?? []).map((config) => config.Subnet ?? "")));
    this.listed = { at: now, subnets };
    subnets.catch(() => (this.listed = undefined));
    return subnets;
  }

  private range(subnet: string): Ipv4Range | undefined {
    if (!this.ranges.has(subnet)) this.ranges.set(subnet, ipv4Range(subnet));
    return this.ranges.get(subnet);
  }
}

function isOverlap(error: unknown): boolean {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  return cause instanceof EngineError && /overlap/i.test(cause.answer);
}

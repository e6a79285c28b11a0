import type { EngineClient } from "../../engine/EngineClient";
import { EngineError } from "../../engine/EngineError";
import { Ipv4Range, ipv4Range, lowestFreeSubnet } from "../../engine/cidr";
import type { IpamConfig } from "../../engine/model";
import type { NextIpam } from "./networkBody";
import type { NetworkInputs, SubnetPool } from "./networkInputs";

/** Gives each network a free subnet out of its pool; networks made at the same moment get different ones. */
export class SubnetChooser {
  private readonly reserved = new Set<string>();
  /** Each subnet is parsed once, however many networks are made. */
  private readonly ranges = new Map<string, Ipv4Range | undefined>();

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
        return await make([{ subnet, gateway: undefined, ipRange: undefined, auxAddresses: {} }, ...ipam]);
      } catch (error) {
        if (!isOverlap(error)) throw error;
        refused.push(subnet);
      } finally {
        this.reserved.delete(subnet);
      }
    }
  }

  private async reserve(pool: SubnetPool, refused: string[], signal: AbortSignal): Promise<string> {
    const networks = await this.engine().read((docker) => docker.listNetworks(), { signal });
    const used = networks.flatMap((network) => (network.IPAM?.Config ?? []).map((config) => config.Subnet ?? ""));
    const taken = [...used, ...this.reserved, ...refused].flatMap((subnet) => this.range(subnet) ?? []);
    const range = this.range(pool.range);
    const subnet =
      range &&
      lowestFreeSubnet(
        range,
        pool.prefixLength,
        taken.sort((a, b) => a.first - b.first),
      );
    if (subnet) {
      this.reserved.add(subnet);
      return subnet;
    }
    throw new EngineError(
      409,
      `no /${pool.prefixLength} of the subnet pool ${pool.range} is free any more; give a larger range or a longer prefix`,
    );
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

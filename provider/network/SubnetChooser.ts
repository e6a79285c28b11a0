import type { EngineClient } from "../../engine/EngineClient";
import { EngineError } from "../../engine/EngineError";
import { overlap, subnetsOf } from "../../engine/cidr";
import type { NetworkInputs, SubnetPool } from "./networkState";

/** Gives each network a free subnet out of its pool; networks made at the same moment get different ones. */
export class SubnetChooser {
  private readonly reserved = new Set<string>();

  constructor(private readonly engine: () => EngineClient) {}

  /** Runs `make` with the subnet to use, and again with the next one when the Engine finds an overlap. */
  async withSubnet<T>(
    inputs: NetworkInputs,
    signal: AbortSignal,
    make: (subnet: string | undefined) => Promise<T>,
  ): Promise<T> {
    const { subnetPool } = inputs;
    if (!subnetPool) return make(inputs.subnet);
    const refused: string[] = [];
    for (;;) {
      const subnet = await this.reserve(subnetPool, refused, signal);
      try {
        return await make(subnet);
      } catch (error) {
        if (!isOverlap(error)) throw error;
        refused.push(subnet);
      } finally {
        this.reserved.delete(subnet);
      }
    }
  }

  private async reserve(pool: SubnetPool, refused: string[], signal: AbortSignal): Promise<string> {
    const networks = await this.engine().call((docker) => docker.listNetworks(), signal);
    const used = networks.flatMap((network) => (network.IPAM?.Config ?? []).map((config) => config.Subnet ?? ""));
    const taken = [...used.filter(Boolean), ...this.reserved, ...refused];
    for (const subnet of subnetsOf(pool.range, pool.prefixLength)) {
      if (taken.some((other) => overlap(other, subnet))) continue;
      this.reserved.add(subnet);
      return subnet;
    }
    throw new EngineError(
      409,
      `no /${pool.prefixLength} of the subnet pool ${pool.range} is free any more; give a larger range or a longer prefix`,
    );
  }
}

function isOverlap(error: unknown): boolean {
  return error instanceof EngineError && /overlap/i.test(error.answer);
}

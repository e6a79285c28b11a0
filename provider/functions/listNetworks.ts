import type { EngineClient } from "../../engine/EngineClient";
import { networkFrom } from "../../engine/model";
import { overlayOf } from "../../engine/overlay";
import type { ProviderFunction } from "../protocol/Resource";
import { listNetworksFunction } from "./listNetworksShape";

/** `docker network ls` as data, with the machines that overlay networks reach. */
export function listNetworks(engine: () => EngineClient): ProviderFunction {
  return {
    declaration: listNetworksFunction,
    invoke: async (_args, bounds) => {
      const list = await engine().read((docker) => docker.listNetworks(), bounds);
      const networks = list.map(networkFrom).map(async (network) => {
        const { id, name, driver, scope, internal } = network;
        const { machines } = await overlayOf(engine(), network, bounds);
        return { id, name, driver, scope, internal, machines };
      });
      return { networks: (await Promise.all(networks)).sort((a, b) => a.name.localeCompare(b.name)) };
    },
  };
}

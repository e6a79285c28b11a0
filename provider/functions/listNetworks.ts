import type { EngineClient } from "../../engine/EngineClient";
import type { ProviderFunction } from "../protocol/Resource";
import { listNetworksFunction } from "./listNetworksShape";

/** `docker network ls` as data. */
export function listNetworks(engine: () => EngineClient): ProviderFunction {
  return {
    declaration: listNetworksFunction,
    invoke: async (_args, bounds) => {
      const networks = await engine().read((docker) => docker.listNetworks(), bounds);
      return {
        networks: networks
          .map(({ Id, Name, Driver, Scope, Internal }) => ({
            id: Id,
            name: Name,
            driver: Driver,
            scope: Scope,
            internal: Internal,
          }))
          .sort((a, b) => a.name.localeCompare(b.name)),
      };
    },
  };
}

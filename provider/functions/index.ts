import type { EngineClient } from "../engine/EngineClient";
import type { ProviderFunction } from "../server/Resource";
import { inspectNetwork } from "./inspectNetwork";
import { listNetworks } from "./listNetworks";

/** Every function of the provider. */
export function providerFunctions(engine: () => EngineClient): ProviderFunction[] {
  return [inspectNetwork(engine), listNetworks(engine)];
}

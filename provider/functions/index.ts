import type { EngineClient } from "../engine/EngineClient";
import type { ProviderFunction } from "../server/Resource";
import { checkPlacement } from "./checkPlacement";
import { inspectContainer } from "./inspectContainer";
import { inspectNetwork } from "./inspectNetwork";
import { listNetworks } from "./listNetworks";

/** Every function of the provider. */
export function providerFunctions(engine: () => EngineClient): ProviderFunction[] {
  return [checkPlacement(engine), inspectContainer(engine), inspectNetwork(engine), listNetworks(engine)];
}

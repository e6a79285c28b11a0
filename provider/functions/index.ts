import type { EngineClient } from "../../engine/EngineClient";
import type { ProviderFunction } from "../protocol/Resource";
import { checkContainer } from "./checkContainer";
import { checkMachines } from "./checkMachines";
import { checkService } from "./checkService";
import { inspectContainer } from "./inspectContainer";
import { inspectNetwork } from "./inspectNetwork";
import { listNetworks } from "./listNetworks";

/** Every function of the provider. */
export function providerFunctions(engine: () => EngineClient): ProviderFunction[] {
  return [
    checkContainer(engine),
    checkMachines(),
    checkService(engine),
    inspectContainer(engine),
    inspectNetwork(engine),
    listNetworks(engine),
  ];
}

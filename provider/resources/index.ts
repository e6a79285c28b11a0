import type { EngineClient } from "../engine/EngineClient";
import type { Resource } from "../server/Resource";
import { ContainerReady } from "./ContainerReady";
import { Network } from "./Network";
import { NetworkAttachment } from "./NetworkAttachment";
import { Password } from "./Password";
import { Probe } from "./Probe";

/** Every resource type of the provider. */
export function providerResources(engine: () => EngineClient): Resource[] {
  return [
    new ContainerReady(engine),
    new Network(engine),
    new NetworkAttachment(engine),
    new Password(),
    new Probe(engine),
  ];
}

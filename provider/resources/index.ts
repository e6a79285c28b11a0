import type { EngineClient } from "../engine/EngineClient";
import type { Resource } from "../server/Resource";
import { BirthNetworks } from "./BirthNetworks";
import { Certificate } from "./Certificate";
import { ContainerReady } from "./ContainerReady";
import { Network } from "./Network";
import { NetworkAttachment } from "./NetworkAttachment";
import { Password } from "./Password";
import { PidsLimit } from "./PidsLimit";
import { Probe } from "./Probe";
import { VolumeFiles } from "./VolumeFiles";

/** Every resource type of the provider. */
export function providerResources(engine: () => EngineClient): Resource[] {
  return [
    new BirthNetworks(engine),
    new Certificate(),
    new ContainerReady(engine),
    new Network(engine),
    new NetworkAttachment(engine),
    new Password(),
    new PidsLimit(engine),
    new Probe(engine),
    new VolumeFiles(engine),
  ];
}

import type { EngineClient } from "../engine/EngineClient";
import type { Resource } from "./protocol/Resource";
import { AttachmentRegistry } from "./attachment/AttachmentRegistry";
import { ContainerNetworks } from "./attachment/ContainerNetworks";
import { Certificate } from "./secrets/Certificate";
import { ComponentContainers } from "./container/ComponentContainers";
import { ContainerReady } from "./container/ContainerReady";
import { HeldContainers } from "./attachment/HeldContainers";
import { ExpectedSubnets } from "./attachment/ExpectedSubnets";
import { Network } from "./network/Network";
import { NetworkAttachment } from "./attachment/NetworkAttachment";
import { namesOn } from "./attachment/recorded";
import { Password } from "./secrets/Password";
import { PidsLimit } from "./container/PidsLimit";
import { Probe } from "./container/Probe";
import { StackLabel } from "./container/StackLabel";
import { Volume } from "./volume/Volume";
import { VolumeFiles } from "./volume/VolumeFiles";

/** Every resource type of the provider. */
export function providerResources(engine: () => EngineClient): Resource[] {
  const containers = new ComponentContainers();
  const attachments = new AttachmentRegistry(namesOn(engine));
  const held = new HeldContainers();
  const expected = new ExpectedSubnets();
  return [
    new ContainerNetworks(engine, containers, held),
    new Certificate(),
    new ContainerReady(engine),
    new Network(engine, attachments, held, expected),
    new NetworkAttachment(engine, attachments, expected),
    new Password(),
    new PidsLimit(engine),
    new Probe(engine),
    new StackLabel(engine, containers),
    new Volume(engine),
    new VolumeFiles(engine),
  ];
}

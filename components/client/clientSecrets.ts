import type * as docker from "@pulumi/docker";
import type * as pulumi from "@pulumi/pulumi";
import { Volume } from "../generated/Volume";
import { VolumeFile } from "../generated/types";
import { VolumeFiles } from "../generated/VolumeFiles";
import { mapInput } from "../shared/inputs";
import { afterNetwork } from "../shared/references";
import { applyTransform } from "../shared/transform";
import type { ClientAppPlan } from "./clientPlan";
import { SECRETS_FOLDER } from "./serviceVariables";

/** Where the passwords and certificates are of the servers that a client uses; nothing if there are none. */
export interface SecretNodes {
  readonly secretsVolume?: Volume;
  readonly files?: VolumeFiles;
}

/** A volume with the files; all replicas read the same. */
export function createSecrets(
  { name, parent, containerName, network, transform }: ClientAppPlan,
  imageId: pulumi.Input<string>,
  files: VolumeFile[],
): SecretNodes {
  if (!files.length) return {};
  const opts = { parent, dependsOn: afterNetwork(network) };
  const volume = { defaultName: mapInput(containerName, (own) => `${own}-secrets`) };
  const secretsVolume = new Volume(...applyTransform(transform.secretsVolume, `${name}-secrets`, volume, opts));
  const inputs = { volume: secretsVolume.name, image: imageId, files };
  return {
    secretsVolume,
    files: new VolumeFiles(...applyTransform(transform.files, `${name}-files`, inputs, { parent })),
  };
}

/** Whoever runs in the container may read them, and nobody else. */
export function secretMounts({ secretsVolume }: SecretNodes): docker.types.input.ContainerVolume[] {
  return secretsVolume ? [{ volumeName: secretsVolume.name, containerPath: SECRETS_FOLDER, readOnly: true }] : [];
}

/** Other content makes a new container: applications read their passwords when they start. */
export function secretLabels({ files }: SecretNodes): docker.types.input.ContainerLabel[] {
  return files ? [{ label: "dockwire.files", value: files.version }] : [];
}

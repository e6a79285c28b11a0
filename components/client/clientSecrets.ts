import type * as docker from "@pulumi/docker";
import * as pulumi from "@pulumi/pulumi";
import type { ClientTransforms } from "./ClientAppArgs";
import { SECRETS_FOLDER } from "./serviceVariables";
import { applyTransform } from "../shared/transform";
import { Volume } from "../resources/Volume";
import { VolumeFile, VolumeFiles } from "../resources/VolumeFiles";

/** Where the passwords and certificates of the servers are that a client uses; nothing if there are none. */
export interface SecretNodes {
  readonly secretsVolume?: Volume;
  readonly files?: VolumeFiles;
}

/** A volume with the files; all replicas read the same. */
export function secretFiles(
  name: string,
  containerName: string,
  imageId: pulumi.Input<string>,
  files: VolumeFile[],
  transform: ClientTransforms,
  dependsOn: pulumi.Resource[],
  parent: pulumi.Resource,
): SecretNodes {
  if (!files.length) return {};
  const secretsVolume = new Volume(
    ...applyTransform(
      transform.secretsVolume,
      `${name}-secrets`,
      { name: `${containerName}-secrets` },
      { parent, dependsOn },
    ),
  );
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

import type * as docker from "@pulumi/docker";
import * as pulumi from "@pulumi/pulumi";
import { volumeNameOf } from "../shared/references";
import { hostFolderProblem } from "../shared/hostFolders";
import { pathProblem } from "../shared/limits";
import type { Validator } from "../shared/validate";
import type { HostMount, Mount, VolumeName } from "./ClientAppArgs";

/** A mount in the form of `@pulumi/docker`, checked. */
export function checkedMount(
  containerPath: string,
  mount: Mount,
  check: Validator,
): docker.types.input.ContainerVolume {
  if (isVolume(mount)) return { containerPath, volumeName: volumeName(mount, check), readOnly: false };
  const { readOnly = false } = mount;
  if (!("hostPath" in mount)) return { containerPath, volumeName: volumeName(mount.volume, check), readOnly };
  return { containerPath, hostPath: check.input("volumes", mount.hostPath, hostPathProblem(mount)), readOnly };
}

function isVolume(mount: Mount): mount is VolumeName {
  return typeof mount !== "object" || mount instanceof Promise || isResourceOrOutput(mount);
}

function isResourceOrOutput(mount: object): boolean {
  return pulumi.CustomResource.isInstance(mount) || pulumi.Output.isInstance(mount);
}

function volumeName(volume: VolumeName, check: Validator): pulumi.Input<string> {
  return check.input("volumes", volumeNameOf(volume), volumeNameProblem);
}

function volumeNameProblem(volume: string): string | undefined {
  if (!volume.includes("/")) return undefined;
  // The Engine takes a name that begins with "/" for a folder of its machine.
  return `"${volume}" is not a volume's name; for a folder of the Engine's machine give { hostPath: "${volume}" }`;
}

function hostPathProblem({ allowSystemPath = false }: HostMount): (path: string) => string | undefined {
  return (path) => {
    const bad = pathProblem(path)?.replace("in a container", "on the Engine's machine");
    if (bad ?? allowSystemPath) return bad;
    const system = hostFolderProblem(path);
    return system && `${system}; mount a folder of your own, or say "allowSystemPath: true" if that is meant`;
  };
}

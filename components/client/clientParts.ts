import type * as docker from "@pulumi/docker";
import * as pulumi from "@pulumi/pulumi";
import type { HealthCheck, Mount } from "./ClientAppArgs";
import { volumeNameOf } from "../resources/Volume";
import { duration } from "../shared/duration";

/** A mount in the form of `@pulumi/docker`. */
export function mounted(containerPath: string, mount: Mount): docker.types.input.ContainerVolume {
  if (typeof mount === "string" || pulumi.CustomResource.isInstance(mount)) {
    return { containerPath, volumeName: volumeNameOf(mount), readOnly: false };
  }
  const { readOnly = false } = mount;
  if ("hostPath" in mount) return { containerPath, hostPath: mount.hostPath, readOnly };
  return { containerPath, volumeName: volumeNameOf(mount.volume), readOnly };
}

/** A health check in the form of `@pulumi/docker`. */
export function healthcheckArgs(check: HealthCheck): docker.types.input.ContainerHealthcheck {
  const { command, intervalSeconds = 5, timeoutSeconds = 3, retries = 5, startPeriodSeconds = 60 } = check;
  return {
    tests: typeof command === "string" ? ["CMD-SHELL", command] : ["CMD", ...command],
    interval: duration(intervalSeconds),
    timeout: duration(timeoutSeconds),
    retries,
    startPeriod: duration(startPeriodSeconds),
  };
}

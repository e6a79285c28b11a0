import type * as pulumi from "@pulumi/pulumi";
import { PidsLimit } from "../generated/PidsLimit";
import type { Hardened } from "./hardening";
import type { ContainerRef } from "./references";

/** The limit that a container's settings ask for; undefined when they ask for none. */
export function pidsLimit(
  name: string,
  container: ContainerRef,
  { pids }: Hardened,
  parent: pulumi.Resource,
): PidsLimit | undefined {
  return pids === false ? undefined : new PidsLimit(name, { container, limit: pids }, { parent });
}

import * as pulumi from "@pulumi/pulumi";
import type { NetworkDetails } from "../generated/types";
import { inspectNetwork } from "./inspectNetwork";
import { listNetworks } from "./listNetworks";

/** The network of a name or id; undefined at a preview while there is none, as the update may make it. */
export function presentNetwork(
  ref: pulumi.Input<string>,
  asking: pulumi.InvokeOutputOptions,
): pulumi.Output<NetworkDetails | undefined> {
  if (!pulumi.runtime.isDryRun()) return inspectNetwork(ref, asking);
  return pulumi.all([ref, listNetworks(asking).networks]).apply(([wanted, present]) => {
    const isThere = present.some(({ id, name }) => id === wanted || name === wanted);
    return isThere ? inspectNetwork(wanted, asking) : pulumi.output<NetworkDetails | undefined>(undefined);
  });
}

import * as pulumi from "@pulumi/pulumi";
import type { NetworkDetails } from "../generated/types";
import { NetworkRef, networkIdOf } from "../shared/references";
import { resourceOptsDefaults } from "../shared/resourceOptions";

/**
 * Who is on a network, under which names and addresses, when the program asks.
 * Pass what has to be there before as `dependsOn`.
 */
export function inspectNetwork(network: NetworkRef, opts?: pulumi.InvokeOutputOptions): pulumi.Output<NetworkDetails> {
  return pulumi.runtime.invokeOutput<NetworkDetails>(
    "dockwire:index:inspectNetwork",
    { network: networkIdOf(network) },
    { ...resourceOptsDefaults(), ...opts },
  );
}

import * as pulumi from "@pulumi/pulumi";
import type { NetworkSummary } from "../generated/types";
import { resourceOptsDefaults } from "../shared/resourceOptions";

/** The Engine's networks by name, when the program asks. Pass what has to be there before as `dependsOn`. */
export function listNetworks(opts?: pulumi.InvokeOutputOptions): pulumi.Output<{ networks: NetworkSummary[] }> {
  return pulumi.runtime.invokeOutput<{ networks: NetworkSummary[] }>(
    "dockwire:index:listNetworks",
    {},
    { ...resourceOptsDefaults(), ...opts },
  );
}

import * as pulumi from "@pulumi/pulumi";

/** A line of `docker network ls`. */
export interface NetworkSummary {
  /** The network's full id. */
  readonly id: string;
  readonly name: string;
  readonly driver: string;
  /** `local`, or `swarm` for overlay networks. */
  readonly scope: string;
  readonly internal: boolean;
}

/** The Engine's networks by name, when the program asks. Pass what has to be there before as `dependsOn`. */
export function listNetworks(opts?: pulumi.InvokeOutputOptions): pulumi.Output<{ networks: NetworkSummary[] }> {
  return pulumi.runtime.invokeOutput<{ networks: NetworkSummary[] }>("dockwire:index:listNetworks", {}, opts);
}

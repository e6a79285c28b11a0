import { addressProblem } from "../../engine/addressing";
import type { Identity, IpamConfig } from "../../engine/model";
import type { Failure } from "../protocol/Resource";
import { hasUnknown, Properties } from "../protocol/values";
import { means } from "./ends";

/** The networks that the update under way makes again, and the subnets that each of them gets by it. */
export class ExpectedSubnets {
  private readonly noted: { readonly networks: readonly Identity[]; readonly ipam: readonly IpamConfig[] }[] = [];

  /** `networks` are the network as it was, and as it is by now. Subnets that are not known before are left out, all of them. */
  note(networks: readonly Identity[], ipam: readonly IpamConfig[]): void {
    this.noted.unshift({ networks, ipam });
  }

  /** The subnets of a network that is made again; undefined of one that stays, empty when they are not known. */
  of(ref: string): readonly IpamConfig[] | undefined {
    return this.noted.find(({ networks }) => networks.some((network) => means(ref, network)))?.ipam;
  }

  /** Why an attachment's fixed addresses do not fit its network any more: one that did before is no edit of its own. */
  refusals(inputs: Properties): Failure[] {
    const ipam = hasUnknown(inputs.network) ? undefined : this.of(String(inputs.network));
    if (!ipam?.length) return [];
    return (["ipv4Address", "ipv6Address"] as const).flatMap((property) => {
      const address = inputs[property];
      if (typeof address !== "string" || hasUnknown(address)) return [];
      const problem = addressProblem(ipam, address);
      if (!problem) return [];
      const subnets = ipam.map(({ subnet }) => subnet).join(", ");
      const what = problem === "outside" ? "lies outside" : "is no address for a container on";
      const reason = `${address} ${what} network "${String(inputs.network)}", which this update gives ${subnets}; choose another`;
      return [{ property, reason }];
    });
  }
}

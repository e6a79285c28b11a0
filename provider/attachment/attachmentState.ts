import type { Endpoint } from "../../engine/model";
import type { Properties } from "../protocol/values";
import { toInputs } from "./attachmentInputs";
import type { AttachmentInputs } from "./attachmentShape";
import { ownerOf } from "./endpointForm";
import type { Ends, Identity } from "./ends";

/** Everything that is kept of an attachment: what was asked, then what the Engine made of it. */
export function attachmentState(
  inputs: AttachmentInputs,
  { container, network }: Ends<Identity>,
  endpoint: Endpoint,
  api: number,
): Properties {
  return {
    ...toInputs(inputs),
    containerId: container.id,
    containerName: container.name,
    networkId: network.id,
    networkName: network.name,
    endpointId: endpoint.endpointId,
    assignedIpv4Address: endpoint.ipv4Address,
    assignedIpv6Address: endpoint.ipv6Address,
    gateway: endpoint.gateway,
    ipv6Gateway: endpoint.ipv6Gateway,
    assignedMacAddress: endpoint.macAddress,
    dnsNames: endpoint.dnsNames,
    owner: ownerOf(endpoint) ?? "",
    apiVersion: `1.${api}`,
  };
}

import type { Endpoint } from "../../engine/model";
import { askedDriverOpts, EndpointForm, ownerOf } from "./endpointForm";
import type { Ends, Identity } from "./ends";

/** The inputs of a NetworkAttachment with nothing left out. */
export interface AttachmentInputs extends Ends<string>, EndpointForm {
  sharedAliases: boolean;
  adopt: boolean;
  allowGatewayChange: boolean;
}

type Recorded = Record<string, string | number | boolean | string[] | Record<string, string>>;

/** Everything that is kept of an attachment: what was asked, then what the Engine made of it. */
export function attachmentState(
  inputs: AttachmentInputs,
  { container, network }: Ends<Identity>,
  endpoint: Endpoint,
  api: number,
): Recorded {
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

/** Inputs as they are written down: nothing that is absent or as by default. */
export function toInputs(inputs: AttachmentInputs): Recorded {
  const { container, network, aliases, linkLocalIps, driverOpts, sharedAliases, adopt, allowGatewayChange } = inputs;
  return {
    container,
    network,
    ...(aliases.length ? { aliases } : {}),
    ...(inputs.ipv4Address ? { ipv4Address: inputs.ipv4Address } : {}),
    ...(inputs.ipv6Address ? { ipv6Address: inputs.ipv6Address } : {}),
    ...(linkLocalIps.length ? { linkLocalIps } : {}),
    ...(inputs.macAddress ? { macAddress: inputs.macAddress } : {}),
    ...(Object.keys(driverOpts).length ? { driverOpts } : {}),
    ...(inputs.gatewayPriority === undefined ? {} : { gatewayPriority: inputs.gatewayPriority }),
    ...(sharedAliases ? { sharedAliases } : {}),
    ...(adopt ? { adopt } : {}),
    ...(allowGatewayChange ? { allowGatewayChange } : {}),
  };
}

/**
 * What the inputs would be if they described the live endpoint: how drift is told. Options that were never asked for
 * stay out, since the Engine fills them in on its own.
 */
export function readInputs(asked: AttachmentInputs, endpoint: Endpoint): AttachmentInputs {
  const options = Object.keys(asked.driverOpts).filter((key) => endpoint.driverOpts[key] !== undefined);
  return {
    ...asked,
    aliases: endpoint.aliases,
    ipv4Address: asked.ipv4Address && endpoint.fixedIpv4Address,
    ipv6Address: asked.ipv6Address && endpoint.fixedIpv6Address,
    linkLocalIps: asked.linkLocalIps.length ? endpoint.linkLocalIps : [],
    macAddress: asked.macAddress && (endpoint.macAddress || asked.macAddress),
    driverOpts: Object.fromEntries(options.map((key) => [key, endpoint.driverOpts[key] ?? ""])),
    gatewayPriority:
      asked.gatewayPriority === undefined ? undefined : (endpoint.gatewayPriority ?? asked.gatewayPriority),
  };
}

/** The inputs of an import: all that can be told apart from what the Engine chose. */
export function importedInputs(
  endpoint: Endpoint,
  { container, network }: Ends<Identity>,
  sharedAliases: boolean,
): AttachmentInputs {
  const { aliases, fixedIpv4Address: ipv4Address, fixedIpv6Address: ipv6Address, linkLocalIps } = endpoint;
  const chosen = { macAddress: undefined, gatewayPriority: undefined };
  const flags = { sharedAliases, adopt: false, allowGatewayChange: false };
  const driverOpts = askedDriverOpts(endpoint);
  const form = { aliases, ipv4Address, ipv6Address, linkLocalIps, driverOpts, ...chosen };
  return { container: container.name, network: network.name, ...form, ...flags };
}

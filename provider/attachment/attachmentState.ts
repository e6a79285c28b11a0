import type { EndpointConfig } from "../../engine/EngineClient";
import type { Container, Endpoint } from "../../engine/model";

/** The inputs of a NetworkAttachment with nothing left out: lists are sorted, absent options undefined. */
export interface AttachmentInputs {
  container: string;
  network: string;
  aliases: string[];
  ipv4Address: string | undefined;
  ipv6Address: string | undefined;
  linkLocalIps: string[];
  macAddress: string | undefined;
  driverOpts: Record<string, string>;
  gatewayPriority: number | undefined;
  sharedAliases: boolean;
  adopt: boolean;
  allowGatewayChange: boolean;
}

/** First API version with a gateway priority per endpoint (Engine 28.0, API change log 1.48). */
export const GATEWAY_PRIORITY_API = 48;

/** Below the Engine's own default of 0: a network that comes later never becomes the gateway by the accident of its name. */
export const DEFAULT_GATEWAY_PRIORITY = -1;

/** The Engine call's body for these inputs. Every connect sends all of it: a bare one drops aliases (moby issue 24322). */
export function endpointConfig(inputs: AttachmentInputs, api: number): EndpointConfig {
  const { aliases, ipv4Address, ipv6Address, linkLocalIps, macAddress, driverOpts } = inputs;
  const fixed = ipv4Address ?? ipv6Address ?? linkLocalIps[0];
  const ipam = { IPv4Address: ipv4Address, IPv6Address: ipv6Address, LinkLocalIPs: linkLocalIps };
  return {
    Aliases: aliases,
    ...(fixed ? { IPAMConfig: ipam } : {}),
    ...(macAddress ? { MacAddress: macAddress } : {}),
    ...(Object.keys(driverOpts).length ? { DriverOpts: driverOpts } : {}),
    ...(api >= GATEWAY_PRIORITY_API ? { GwPriority: inputs.gatewayPriority ?? DEFAULT_GATEWAY_PRIORITY } : {}),
  };
}

/** The call's body that makes an endpoint again as it is, for the way back from a failed update. */
export function endpointConfigFrom(endpoint: Endpoint): EndpointConfig {
  const { fixedIpv4Address, fixedIpv6Address, linkLocalIps } = endpoint;
  const ipam = { IPv4Address: fixedIpv4Address, IPv6Address: fixedIpv6Address, LinkLocalIPs: linkLocalIps };
  return {
    Aliases: endpoint.aliases,
    ...((fixedIpv4Address ?? fixedIpv6Address ?? linkLocalIps[0]) ? { IPAMConfig: ipam } : {}),
    ...(Object.keys(endpoint.driverOpts).length ? { DriverOpts: endpoint.driverOpts } : {}),
    ...(endpoint.gatewayPriority === undefined ? {} : { GwPriority: endpoint.gatewayPriority }),
  };
}

/** In words, how a live endpoint differs from what is wanted; empty when it is the same. */
export function endpointDifferences(inputs: AttachmentInputs, endpoint: Endpoint, api: number): string[] {
  const list = (items: string[]) => (items.length ? items.join(", ") : "none");
  const wrong: string[] = [];
  const expect = (what: string, wanted: string, found: string) => {
    if (wanted !== found) wrong.push(`${what}: wanted ${wanted}, found ${found}`);
  };
  expect("aliases", list(inputs.aliases), list(endpoint.aliases));
  if (inputs.ipv4Address) expect("ipv4Address", inputs.ipv4Address, endpoint.fixedIpv4Address ?? "none");
  if (inputs.ipv6Address) expect("ipv6Address", inputs.ipv6Address, endpoint.fixedIpv6Address ?? "none");
  if (inputs.linkLocalIps.length) expect("linkLocalIps", list(inputs.linkLocalIps), list(endpoint.linkLocalIps));
  if (inputs.macAddress && endpoint.macAddress) expect("macAddress", inputs.macAddress, endpoint.macAddress);
  for (const [key, value] of Object.entries(inputs.driverOpts)) {
    expect(`driverOpts.${key}`, value, endpoint.driverOpts[key] ?? "none");
  }
  // Left to us, a connection made by other means may keep the Engine's own 0.
  if (inputs.gatewayPriority !== undefined && api >= GATEWAY_PRIORITY_API) {
    expect("gatewayPriority", String(inputs.gatewayPriority), String(endpoint.gatewayPriority ?? 0));
  }
  return wrong;
}

/** Everything that is kept of an attachment: what was asked, then what the Engine made of it. */
export function attachmentState(
  inputs: AttachmentInputs,
  container: Container,
  network: { id: string; name: string },
  endpoint: Endpoint,
  api: number,
): Record<string, string | number | boolean | string[] | Record<string, string>> {
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
    apiVersion: `1.${api}`,
  };
}

/** Inputs as they are written down: nothing that is absent or as by default. */
export function toInputs(
  inputs: AttachmentInputs,
): Record<string, string | number | boolean | string[] | Record<string, string>> {
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

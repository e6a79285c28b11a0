import type { EndpointConfig } from "../../engine/EngineClient";
import type { Endpoint } from "../../engine/model";
import { attachmentInputs } from "./attachmentInputs";
import type { AttachmentInputs } from "./attachmentShape";
import type { Ends, Identity } from "./ends";

/** How a container is connected to a network: lists are sorted, what was not asked for is undefined. */
export interface EndpointForm extends Omit<
  AttachmentInputs,
  keyof Ends<unknown> | "sharedAliases" | "adopt" | "allowGatewayChange"
> {
  /** Legacy links, `CONTAINER:ALIAS`. @default none */
  links?: string[];
}

/** First API version with a gateway priority per endpoint (Engine 28.0, API change log 1.48). */
export const GATEWAY_PRIORITY_API = 48;

/** Below the Engine's own default of 0: a network that comes later never becomes the gateway by the accident of its name. */
const DEFAULT_GATEWAY_PRIORITY = -1;

/** The driver option that tells which program made a connection. Drivers do not know it; the Engine keeps and tells it. */
const OWNER = "dockwire.owner";

/** The Engine call's body for this form. Every connect sends all of it: a bare one drops aliases (moby issue 24322). */
export function endpointConfig(form: EndpointForm, api: number): EndpointConfig {
  const { aliases, ipv4Address, ipv6Address, linkLocalIps, macAddress, driverOpts, links = [] } = form;
  const fixed = ipv4Address ?? ipv6Address ?? linkLocalIps[0];
  const ipam = { IPv4Address: ipv4Address, IPv6Address: ipv6Address, LinkLocalIPs: linkLocalIps };
  return {
    Aliases: aliases,
    ...(fixed ? { IPAMConfig: ipam } : {}),
    ...(macAddress ? { MacAddress: macAddress } : {}),
    ...(links.length ? { Links: links } : {}),
    ...(Object.keys(driverOpts).length ? { DriverOpts: driverOpts } : {}),
    ...(api >= GATEWAY_PRIORITY_API ? { GwPriority: form.gatewayPriority ?? DEFAULT_GATEWAY_PRIORITY } : {}),
  };
}

/** The call's body that makes an endpoint again as it is. */
export function endpointConfigFrom(endpoint: Endpoint): EndpointConfig {
  // The Engine of the endpoint tells by the priority whether it knows any.
  return endpointConfig(formOf(endpoint), endpoint.gatewayPriority === undefined ? 0 : GATEWAY_PRIORITY_API);
}

/** The form that an endpoint has. */
export function formOf(endpoint: Endpoint): EndpointForm {
  const { aliases, linkLocalIps, macAddress, driverOpts, gatewayPriority, links } = endpoint;
  return {
    aliases,
    ipv4Address: endpoint.fixedIpv4Address,
    ipv6Address: endpoint.fixedIpv6Address,
    linkLocalIps,
    // One made from the address belongs to it; pinned, it could meet another container's.
    macAddress: macAddress && macAddress !== derivedMac(endpoint.ipv4Address) ? macAddress : undefined,
    driverOpts,
    gatewayPriority,
    links,
  };
}

/** What Engines before 28 give a container: 02:42 and the four numbers of its address. */
function derivedMac(ipv4Address: string): string {
  const numbers = (ipv4Address.split("/")[0] ?? "").split(".");
  return ["02", "42", ...numbers.map((part) => Number(part).toString(16).padStart(2, "0"))].join(":");
}

/** The form with a program's mark, and with what a new connection takes over from the one that it replaces. */
export function marked(form: EndpointForm, owner: string, before: Endpoint | undefined): EndpointForm {
  return {
    ...form,
    driverOpts: { ...form.driverOpts, [OWNER]: owner },
    gatewayPriority: form.gatewayPriority ?? before?.gatewayPriority,
    links: before?.links ?? [],
  };
}

/** The program whose mark a connection bears; undefined when it bears none. */
export function ownerOf(endpoint: Endpoint): string | undefined {
  return endpoint.driverOpts[OWNER];
}

/** The driver options that somebody asked for. */
export function askedDriverOpts(endpoint: Endpoint): Record<string, string> {
  return Object.fromEntries(Object.entries(endpoint.driverOpts).filter(([key]) => key !== OWNER));
}

/** In words, how a live endpoint differs from the wanted form; empty when it is the same. */
export function endpointDifferences(form: EndpointForm, endpoint: Endpoint, api: number): string[] {
  const list = (items: string[]) => (items.length ? items.join(", ") : "none");
  const wrong: string[] = [];
  const expect = (what: string, wanted: string, found: string) => {
    if (wanted !== found) wrong.push(`${what}: wanted ${wanted}, found ${found}`);
  };
  expect("aliases", list(form.aliases), list(endpoint.aliases));
  if (form.ipv4Address) expect("ipv4Address", form.ipv4Address, endpoint.fixedIpv4Address ?? "none");
  if (form.ipv6Address) expect("ipv6Address", form.ipv6Address, endpoint.fixedIpv6Address ?? "none");
  if (form.linkLocalIps.length) expect("linkLocalIps", list(form.linkLocalIps), list(endpoint.linkLocalIps));
  if (form.macAddress && endpoint.macAddress) expect("macAddress", form.macAddress, endpoint.macAddress);
  for (const [key, value] of Object.entries(form.driverOpts)) {
    expect(`driverOpts.${key}`, value, endpoint.driverOpts[key] ?? "none");
  }
  // Left to us, a connection made by other means may keep the Engine's own 0.
  if (form.gatewayPriority !== undefined && api >= GATEWAY_PRIORITY_API) {
    expect("gatewayPriority", String(form.gatewayPriority), String(endpoint.gatewayPriority ?? 0));
  }
  return wrong;
}

/** Whether an endpoint still has what was asked for before and is no more: the Engine takes nothing off a live one. */
export function keepsDropped(before: EndpointForm, wanted: EndpointForm, endpoint: Endpoint): boolean {
  const isDropped = (key: "ipv4Address" | "ipv6Address" | "macAddress") =>
    before[key] !== undefined && wanted[key] === undefined;
  return (
    // Whichever it has by now: it may have moved with its subnet, or made room for another container.
    (isDropped("ipv4Address") && endpoint.fixedIpv4Address !== undefined) ||
    (isDropped("ipv6Address") && endpoint.fixedIpv6Address !== undefined) ||
    (isDropped("macAddress") && endpoint.macAddress === before.macAddress) ||
    before.linkLocalIps.some((ip) => !wanted.linkLocalIps.includes(ip) && endpoint.linkLocalIps.includes(ip)) ||
    Object.keys(before.driverOpts).some((key) => !(key in wanted.driverOpts) && key in endpoint.driverOpts)
  );
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
  const { aliases, fixedIpv4Address, fixedIpv6Address, linkLocalIps } = endpoint;
  return attachmentInputs({
    container: container.name,
    network: network.name,
    aliases,
    ipv4Address: fixedIpv4Address ?? null,
    ipv6Address: fixedIpv6Address ?? null,
    linkLocalIps,
    driverOpts: askedDriverOpts(endpoint),
    sharedAliases,
  });
}

import { isMapping, type Json, optionalText, text } from "./Json";
import { portRange } from "./units";

/** A port of a container, and where on this machine it is open. */
export interface Port {
  readonly internal: number;
  /** None for one that the Engine chooses, several to choose from. */
  readonly external: readonly number[];
  readonly ip: string | undefined;
  readonly protocol: string;
}

/** The ports of one entry of `ports`; throws a SyntaxError when it is none. */
export function portsOf(entry: Json): Port[] {
  return isMapping(entry) ? longForm(entry) : shortForm(text(entry));
}

/** Ports in the Docker provider's order, so that a refresh finds no other one; each once. */
export function sortedPorts(ports: readonly Port[]): Port[] {
  const unique = new Map(ports.map((port) => [JSON.stringify(port), port]));
  return [...unique.values()].sort(
    (a, b) => a.internal - b.internal || (a.protocol < b.protocol ? -1 : Number(a.protocol > b.protocol)),
  );
}

function longForm(entry: { readonly [key: string]: Json | undefined }): Port[] {
  const { target, published, host_ip: ip, protocol = "tcp" } = entry;
  const internal = required(text(target), text(target));
  const given = optionalText(published);
  const external = given === undefined || given === "" ? [] : required(given, given);
  return paired(internal, external, { ip: optionalText(ip), protocol: text(protocol) });
}

function shortForm(line: string): Port[] {
  const [, address, host, container = "", protocol = "tcp"] =
    /^(?:(?:(\[[0-9a-f:.]+\]|[\d.]+|[0-9a-f:]+:[0-9a-f]*):)?([\d-]*):)?([\d-]+)(?:\/(\w+))?$/i.exec(line) ?? [];
  const internal = required(container, line);
  const external = host ? required(host, line) : [];
  return paired(internal, external, { ip: address?.replace(/^\[|\]$/g, ""), protocol: protocol.toLowerCase() }, line);
}

function required(range: string, line: string): number[] {
  const ports = portRange(range);
  if (ports) return ports;
  throw new SyntaxError(`"${line}" is no port: write HOST:CONTAINER, for instance "8080:80"`);
}

/** A range of as many is paired one by one; for a single port a range is a choice. */
function paired(
  internal: readonly number[],
  external: readonly number[],
  { ip, protocol }: Pick<Port, "ip" | "protocol">,
  line = "",
): Port[] {
  const [only = 0, ...more] = internal;
  if (!more.length) return [{ internal: only, external, ip, protocol }];
  if (external.length && external.length !== internal.length) {
    throw new SyntaxError(`"${line}" has ${external.length} ports for ${internal.length} of the container`);
  }
  return internal.map((port, i) => ({ internal: port, external: external.slice(i, i + 1), ip, protocol }));
}

import type { EndpointConfig } from "../../engine/EngineClient";
import type { Container, Endpoint } from "../../engine/model";
import { endpointConfigFrom } from "../attachment/endpointForm";

/** A container on a network, and the body of the call that makes its connection again as it is. */
export interface Member {
  readonly id: string;
  readonly name: string;
  /** Whether it was between two restarts. */
  readonly restarting: boolean;
  /** Without prefix length; empty while not running. */
  readonly ipv4Address: string;
  readonly config: EndpointConfig;
}

export function memberFrom(container: Container, endpoint: Endpoint): Member {
  const ipv4Address = endpoint.ipv4Address.split("/")[0] ?? "";
  const config = endpointConfigFrom(endpoint);
  return { id: container.id, name: container.name, restarting: container.status === "restarting", ipv4Address, config };
}

/** In this order each gets the address that it had, as far as the Engine gives the lowest first: fixed ones, then by number. */
export function inConnectOrder(members: readonly Member[]): Member[] {
  const rank = ({ config, ipv4Address }: Member): number[] => [
    config.IPAMConfig?.IPv4Address ? 0 : 1,
    // Those that do not run get their address when they start.
    ipv4Address ? 0 : 1,
    ...ipv4Address.split(".").map(Number),
  ];
  return [...members].sort((a, b) => compare(rank(a), rank(b)) || (a.name < b.name ? -1 : 1));
}

function compare(a: number[], b: number[]): number {
  const at = a.findIndex((value, i) => value !== b[i]);
  return at < 0 ? 0 : (a[at] ?? 0) - (b[at] ?? 0);
}

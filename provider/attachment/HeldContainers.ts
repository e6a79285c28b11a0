import { Identity, means } from "./ends";

/**
 * Which containers a program created on which networks, by the state, and which of these it asks for in this run. Pulumi
 * removes a network that is replaced before it comes to what hangs on it, unless it knows that: of what a YAML program
 * takes from a component it does not.
 */
export class HeldContainers {
  /** By URN, a container and the ids and names of its networks. */
  private readonly recorded = new Map<string, { container: string[]; networks: readonly string[] }>();
  /** By URN, the networks that are asked for. */
  private readonly claims = new Map<string, readonly string[]>();

  /** Notes where a container is by the state. */
  remember(urn: string, container: Identity, networks: readonly string[]): void {
    this.recorded.set(urn, { container: [container.id, container.name], networks });
  }

  /** Notes on which networks a container is to be held. */
  claim(urn: string, networks: readonly string[]): void {
    this.claims.set(urn, networks);
  }

  /** The containers on a network, each by all its names and ids. */
  containersOn(network: Identity): string[][] {
    return this.on(network).map(([, container]) => container);
  }

  /** Those of them that the program has not asked for there by now. */
  leaving(network: Identity): string[][] {
    return this.on(network).flatMap(([urn, container]) => (isAmong(network, this.claims.get(urn)) ? [] : [container]));
  }

  private on(network: Identity): [string, string[]][] {
    const there = [...this.recorded].filter(([, { networks }]) => isAmong(network, networks));
    return there.map(([urn, { container }]) => [urn, container]);
  }
}

function isAmong(network: Identity, refs: readonly string[] = []): boolean {
  return refs.some((ref) => means(ref, network));
}

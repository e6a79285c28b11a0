import type { Failure } from "../protocol/Resource";
import type { Properties } from "../protocol/values";

/**
 * Which networks one program has by its state, and which it asks for in this run. Pulumi reads every old resource first,
 * then checks and makes what the program declares, and deletes at the end what it declares no more. So a Network that is
 * renamed in the program, or replaced, is made before it is deleted: the new resource takes the old one's network over.
 */
export class NetworkRegistry {
  /** By URN, the Engine's ids of networks in the state. */
  private readonly recorded = new Map<string, string>();
  /** By URN, the names that the program asks for. */
  private readonly claims = new Map<string, string>();
  /** Names of networks that one resource took over from another. */
  private readonly taken = new Set<string>();
  /** The Engine's ids of networks that the state has by what other processes of this run tell. */
  private beside: readonly string[] = [];

  /** Notes the network that a resource has by the state. */
  remember(urn: string, networkId: string): void {
    this.recorded.set(urn, networkId);
  }

  /** Notes the name that a resource asks for; fails when another one asks for it too. */
  claim(urn: string, name: string): Failure[] {
    this.claims.set(urn, name);
    const [holder] = [...this.claims].find(([other, its]) => other !== urn && its === name) ?? [];
    if (!holder) return [];
    return [{ property: "name", reason: `"${name}" is the network of another resource of this program, ${holder}` }];
  }

  /** What other processes of this run may want to know. */
  tells(): { networkIds: string[] } {
    return { networkIds: [...this.recorded.values()] };
  }

  /** Notes what the others tell. */
  learn(told: readonly Properties[]): void {
    this.beside = told.flatMap(({ networkIds }) => (Array.isArray(networkIds) ? networkIds.map(String) : []));
  }

  /** Whether a network of the Engine is one that this program has already. */
  isRecorded(networkId: string): boolean {
    return [...this.recorded.values(), ...this.beside].includes(networkId);
  }

  /** Notes that a resource holds another one's network, or its predecessor's, from now on. */
  take(name: string): void {
    this.taken.add(name);
  }

  /** Whether the network of a resource that is deleted belongs to another one by now. */
  isTaken(name: string): boolean {
    return this.taken.has(name);
  }
}

import type { Network } from "../../engine/model";
import type { Failure } from "../protocol/Resource";
import { hasUnknown, Properties } from "../protocol/values";
import { clashes, clashFailures, Exclusive } from "./clashes";
import { nextIpam } from "./networkBody";
import { NetworkInputs, networkInputs } from "./networkInputs";

/** A network of the state that need not keep what it has, and the resource that has it. */
export interface Giver {
  readonly urn: string;
  /** As the last update recorded them. */
  readonly inputs: Properties;
}

/** What a resource asks for, as far as it is known. */
interface Claim {
  readonly wanted: NetworkInputs;
  readonly isKnown: boolean;
}

/**
 * Which networks one program has by its state, and which it asks for in this run. Pulumi reads every old resource first,
 * then checks and makes what the program declares, and deletes at the end what it declares no more. So a Network that is
 * renamed in the program, or replaced, is made before it is deleted: the new resource takes the old one's network over.
 */
export class NetworkRegistry {
  /** By URN, the networks in the state. */
  private readonly recorded = new Map<string, { readonly networkId: string; readonly inputs: Properties }>();
  /** By URN, what the program asks for. */
  private readonly claims = new Map<string, Claim>();
  /** Names of networks that one resource took over from another. */
  private readonly taken = new Set<string>();
  /** The Engine's ids of networks that the state has by what other processes of this run tell. */
  private beside: readonly string[] = [];

  /** Notes the network that a resource has by the state. */
  remember(urn: string, networkId: string, inputs: Properties): void {
    this.recorded.set(urn, { networkId, inputs });
  }

  /** Notes that a network was made again under another id. */
  moved(before: string, after: string): void {
    for (const [urn, one] of this.recorded) if (one.networkId === before) this.remember(urn, after, one.inputs);
  }

  /** Notes what a resource asks for; fails when another one asks for its name, or for what only one network can have. */
  claim(urn: string, inputs: Properties): Failure[] {
    const wanted = networkInputs(inputs);
    this.claims.set(urn, { wanted, isKnown: !hasUnknown(inputs) });
    const others = [...this.claims].filter(([other]) => other !== urn);
    const [holder] = others.find(([, its]) => its.wanted.name === wanted.name) ?? [];
    if (holder) {
      const reason = `"${String(inputs.name)}" is the network of another resource of this program, ${holder}`;
      return [{ property: "name", reason }];
    }
    return others.flatMap(([other, its]) =>
      clashFailures(inputs, clashes(wanted, its.wanted), { urn: other, name: its.wanted.name }),
    );
  }

  /**
   * Whose a network is that stands in the way of another, if it is the program's and does not stay as it is: this update
   * gives it other addresses, or ends with its removal. Undefined when it has to be left alone.
   */
  giver(live: Network, wanted: Exclusive): Giver | undefined {
    const [urn, record] = [...this.recorded].find(([, { networkId }]) => networkId === live.id) ?? [];
    if (!urn || !record) return undefined;
    return this.givesUp(live, wanted, urn, record.inputs) ? { urn, inputs: record.inputs } : undefined;
  }

  /** What other processes of this run may want to know. */
  tells(): { networkIds: string[] } {
    return { networkIds: this.ids() };
  }

  /** Notes what the others tell. */
  learn(told: readonly Properties[]): void {
    this.beside = told.flatMap(({ networkIds }) => (Array.isArray(networkIds) ? networkIds.map(String) : []));
  }

  /** Whether a network of the Engine is one that this program has already. */
  isRecorded(networkId: string): boolean {
    return [...this.ids(), ...this.beside].includes(networkId);
  }

  /** Notes that a resource holds another one's network, or its predecessor's, from now on. */
  take(name: string): void {
    this.taken.add(name);
  }

  /**
   * Whether the network of a resource that is deleted belongs to another one by now: since this run, or since one that
   * failed before it came to its deletions, so that the state has it twice.
   */
  isTaken(urn: string, name: string): boolean {
    const networkId = this.recorded.get(urn)?.networkId;
    const others = [...this.recorded].filter(([other, its]) => other !== urn && its.networkId === networkId);
    return this.taken.has(name) || others.some(([other]) => this.claims.get(other)?.wanted.name === name);
  }

  private givesUp(live: Network, wanted: Exclusive, urn: string, before: Properties): boolean {
    const claim = [...this.claims.values()].find((one) => one.wanted.name === live.name);
    if (claim) {
      const next = { ...claim.wanted, ipam: nextIpam(claim.wanted, live).ipam };
      // At preview it may depend on what is not known yet.
      return !claim.isKnown || clashes(wanted, next).length === 0;
    }
    // With another name it is removed before it is made again.
    if (this.claims.has(urn)) return true;
    // The program has it no more, or has not come to it yet: then its check refuses what it is asked to give up here.
    return clashes(wanted, networkInputs(before)).length > 0;
  }

  private ids(): string[] {
    return [...this.recorded.values()].map(({ networkId }) => networkId);
  }
}

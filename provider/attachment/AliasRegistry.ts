import { Container, endpointOn, Network, STACK_LABEL } from "../../engine/model";
import type { Failure } from "../protocol/Resource";
import type { Properties } from "../protocol/values";

/** Whether an alias that a container has on a network is about to leave it. */
export type IsMoving = (alias: string, holder: Container, network: Network) => boolean;

interface Claim {
  container: string;
  network: string;
  aliases: string[];
  shared: boolean;
}

const FULL_ID = /^[0-9a-f]{64}$/;

/**
 * Which aliases the program asks for in this run. Pulumi makes what is new before it changes or deletes what is old, so an
 * alias that moves from one container of a stack to another leads to both for a moment.
 */
export class AliasRegistry {
  private readonly claims = new Map<string, Claim>();

  /** Remembers what an attachment asks for; fails when another one asks for an alias of it, for another container. */
  note(urn: string, { container, network, aliases, sharedAliases }: Properties): Failure[] {
    const list = Array.isArray(aliases) ? aliases.map((alias) => String(alias).toLowerCase()) : [];
    const claim = { container: String(container), network: String(network), aliases: list, shared: !!sharedAliases };
    this.claims.set(urn, claim);
    return list.flatMap((alias, i) => {
      const rival = [...this.claims].find(([other, its]) => other !== urn && isRival(its, claim, alias));
      if (!rival) return [];
      const reason =
        `"${alias}" is what attachment "${rival[0].split("::").pop()}" calls another container on the same network; ` +
        `choose another, or set "sharedAliases: true" if clients shall get either`;
      return [{ property: `aliases[${i}]`, reason }];
    });
  }

  /**
   * Whether the holder is of the same stack and has the alias from an attachment that does not ask for it any more. Its
   * name, and what it is called on the network that it was created on, stay.
   */
  isMoving(urn: string, ...[given, holder, network]: Parameters<IsMoving>): boolean {
    const alias = given.toLowerCase();
    const [, , stack, , project] = urn.split(":");
    if (holder.labels[STACK_LABEL] !== `${project}/${stack}`) return false;
    if ([network.name, network.id].includes(holder.networkMode)) return false;
    const called = endpointOn(holder, network)?.aliases.map((one) => one.toLowerCase()) ?? [];
    if (!called.includes(alias) || alias === holder.name.toLowerCase()) return false;
    return ![...this.claims.values()].some(
      (claim) =>
        [holder.id, holder.name].includes(claim.container) &&
        [network.id, network.name].includes(claim.network) &&
        claim.aliases.includes(alias),
    );
  }
}

/** By full ids alone: a name and an id may mean the same container. */
function isRival(claim: Claim, other: Claim, alias: string): boolean {
  const ids = [claim.container, other.container].every((ref) => FULL_ID.test(ref));
  if (!ids || claim.container === other.container || claim.network !== other.network) return false;
  return claim.aliases.includes(alias) && !claim.shared && !other.shared;
}

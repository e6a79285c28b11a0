import type { Claim } from "./claims";
import { compare, type Ends, type Identity, means } from "./ends";

type Asked = Pick<Claim, "aliases" | "shared">;

/** Whether two claims may be about one connection or one alias, as far as can be told without a look at the Engine. */
export function mayConflict(claim: Claim, other: Claim): boolean {
  if (compare(claim.network, other.network) === false) return false;
  if (compare(claim.container, other.container) !== false) return true;
  return sharedAliases(claim, other).length > 0 || sharedAddresses(claim, other).length > 0;
}

/** The fixed addresses that both ask for. */
export function sharedAddresses(claim: Claim, other: Claim): string[] {
  return (claim.addresses ?? []).filter((address) => other.addresses?.includes(address));
}

/** The aliases that both ask for, unless one of them shares. */
export function sharedAliases(claim: Asked, other: Asked): (string | undefined)[] {
  if (claim.shared || other.shared) return [];
  return claim.aliases.filter((alias) => alias !== undefined && other.aliases.includes(alias));
}

/** Whether a connection is that between these ends. */
export function isOf(connection: Ends<string[]>, { container, network }: Ends<Identity>): boolean {
  return (
    connection.container.some((ref) => means(ref, container)) && connection.network.some((ref) => means(ref, network))
  );
}

/** Whether a claim is for the connection between these ends. */
export function asksFor(claim: Claim, { container, network }: Ends<Identity>): boolean {
  return means(claim.container, container) && means(claim.network, network);
}

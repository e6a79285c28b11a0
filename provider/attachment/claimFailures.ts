import type { Failure } from "../protocol/Resource";
import { nameOf } from "../protocol/nameOf";
import { sharedAddresses, sharedAliases } from "./claimRules";
import type { Claim } from "./claims";

/** Why two attachments of one container and one network are refused. */
export function twiceConnected(claim: Claim, other: Claim): Failure {
  const reason =
    `attachments "${nameOf(other.urn)}" and "${nameOf(claim.urn)}" both connect container "${claim.container}" to network ` +
    `"${claim.network}"; a connection has one attachment: put all aliases into one of them and remove the other`;
  return { property: "container", reason };
}

/** Why two attachments of different containers are refused what only one of them can have on their network. */
export function twiceGiven(claim: Claim, other: Claim): Failure[] {
  const addresses = sharedAddresses(claim, other).map((address) => ({
    property: address.includes(":") ? "ipv6Address" : "ipv4Address",
    reason:
      `"${address}" is what attachment "${nameOf(other.urn)}" gives another container on the same network; ` +
      `choose another for "${nameOf(claim.urn)}"`,
  }));
  const aliases = sharedAliases(claim, other).map((alias) => ({
    property: `aliases[${claim.aliases.indexOf(alias)}]`,
    reason:
      `"${alias}" is what attachment "${nameOf(other.urn)}" calls another container on the same network; ` +
      `choose another for "${nameOf(claim.urn)}", or set "sharedAliases: true" if clients may get either`,
  }));
  return [...addresses, ...aliases];
}

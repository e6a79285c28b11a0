import type { Network } from "../../engine/model";
import type { Properties } from "../protocol/values";
import type { AttachmentInputs } from "./attachmentShape";
import { knowledgeIn, lowerCase } from "./claims";
import { means } from "./ends";

/**
 * Why aliases are refused that other attachments of the program give containers of other machines on the same overlay: no
 * Engine tells another one's aliases, and clients would get either container. `told` is what the providers of other
 * Engines tell.
 */
export function takenElsewhere(
  { aliases, sharedAliases }: AttachmentInputs,
  network: Network,
  urn: string,
  told: readonly Properties[],
): string[] {
  if (sharedAliases) return [];
  const claims = told
    .flatMap((answer) => knowledgeIn(answer).claims)
    .filter((claim) => claim.urn && claim.urn !== urn && !claim.shared && means(claim.network, network));
  return lowerCase(aliases).flatMap((alias) => {
    const other = claims.find((claim) => claim.aliases.includes(alias));
    if (!other) return [];
    const name = other.urn.split("::").pop() ?? other.urn;
    return [
      `alias "${String(alias)}" is what attachment "${name}" calls a container of another machine on this network; ` +
        `choose another, or set "sharedAliases: true" if clients may get either`,
    ];
  });
}

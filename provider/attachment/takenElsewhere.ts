import type { Network } from "../../engine/model";
import { nameOf } from "../protocol/nameOf";
import type { Properties } from "../protocol/values";
import type { AttachmentInputs } from "./attachmentShape";
import { sharedAliases } from "./claimRules";
import { knowledgeIn, lowerCase } from "./claims";
import { means } from "./ends";

/**
 * Why aliases are refused that other attachments of the program give containers of other machines on the same overlay: no
 * Engine tells another one's aliases, and clients would get either container. `told` is what the providers of other
 * Engines tell.
 */
export function takenElsewhere(
  inputs: AttachmentInputs,
  network: Network,
  urn: string,
  told: readonly Properties[],
): string[] {
  const mine = { aliases: lowerCase(inputs.aliases), shared: inputs.sharedAliases };
  return told
    .flatMap((answer) => knowledgeIn(answer).claims)
    .filter((claim) => claim.urn && claim.urn !== urn && means(claim.network, network))
    .flatMap((claim) =>
      sharedAliases(mine, claim).map(
        (alias) =>
          `alias "${String(alias)}" is what attachment "${nameOf(claim.urn)}" calls a container of ` +
          `another machine on this network; choose another, or set "sharedAliases: true" if clients may get either`,
      ),
    );
}

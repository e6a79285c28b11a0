import type { EngineClient } from "../../engine/EngineClient";
import type { Container, Network } from "../../engine/model";
import { overlayOf } from "../../engine/overlay";
import type { AttachmentInputs } from "./attachmentShape";
import type { Claimant } from "./claims";
import { otherHolders } from "./otherHolders";
import { isUnlisted } from "./unlistedOverlay";

/** Two containers under one alias answer by turns, which hardly anybody wants (moby issue 20155). */
export async function aliasRefusals(
  engine: EngineClient,
  aliases: AttachmentInputs["aliases"],
  ends: { container: Container; network: Network },
  isMoving: Claimant["isMoving"],
): Promise<string[]> {
  if (aliases.length === 0) return [];
  const { network } = ends;
  const holders = await otherHolders(engine, aliases, ends);
  const here = holders
    .filter(({ alias, holder }) => !isMoving(alias, holder, network))
    .map(({ alias, holder }) => taken(alias, `container "${holder.name}"`, network));
  return [...here, ...(await refusalsElsewhere(engine, aliases, ends))];
}

/** Of containers on other machines an Engine knows the names and services, not the aliases. */
async function refusalsElsewhere(
  engine: EngineClient,
  aliases: readonly string[],
  { container, network }: { container: Container; network: Network },
): Promise<string[]> {
  if (isUnlisted(network)) return [];
  const here = new Set([container.name, ...network.members.map(({ name }) => name)]);
  const { endpoints } = await overlayOf(engine, network);
  const names = new Map(
    endpoints.flatMap(({ name, service, machine }): [string, string][] => [
      ...(here.has(name) ? [] : [[name, `container "${name}" on machine ${machine}`] as [string, string]]),
      ...(service ? [[service, `service "${service}"`] as [string, string]] : []),
    ]),
  );
  return [...names].flatMap(([name, holder]) => {
    const alias = aliases.find((one) => one.toLowerCase() === name.toLowerCase());
    return alias ? [taken(alias, holder, network)] : [];
  });
}

function taken(alias: string, holder: string, network: Network): string {
  return (
    `alias "${alias}" already leads to ${holder} on network "${network.name}"; ` +
    `choose another, or set "sharedAliases: true" if clients may get either`
  );
}

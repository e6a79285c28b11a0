import type { EngineClient } from "../../engine/EngineClient";
import { type Container, endpointOn, isListedOn } from "../../engine/model";
import type { Ends, Identity } from "./ends";

/** How old a read of a neighbour may be. */
const NEIGHBOUR_AGE_MS = 5_000;

/** Which of the aliases lead to other containers of the network too. */
export async function otherHolders(
  engine: EngineClient,
  aliases: readonly string[],
  { container, network }: Ends<Identity>,
): Promise<{ alias: string; holder: Container }[]> {
  if (aliases.length === 0) return [];
  // The network's own list has only those that run.
  const listed = await engine.allContainers();
  const others = listed.filter((one) => one.Id !== container.id && isListedOn(one, network)).map(({ Id }) => Id);
  const neighbours = await Promise.all(others.map((id) => engine.recentMember(id, network.id, NEIGHBOUR_AGE_MS)));
  const wanted = new Map(aliases.map((alias) => [alias.toLowerCase(), alias]));
  return neighbours.flatMap((holder) => {
    const names = (holder && endpointOn(holder, network)?.dnsNames) ?? [];
    return names.flatMap((name) => {
      const alias = wanted.get(name.toLowerCase());
      return holder && alias ? [{ alias, holder }] : [];
    });
  });
}

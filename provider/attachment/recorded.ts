import { REFRESH_AGE_MS } from "../../engine/CoalescedRead";
import type { EngineClient } from "../../engine/EngineClient";
import type { Container, Endpoint } from "../../engine/model";
import type { Properties } from "../protocol/values";
import { Ends, Identity, NameOf, splitId } from "./ends";
import { recentEndpoint } from "./recentEndpoint";

/** The ends that an attachment had at last. The ids of older states, and of some imports, are made of Engine ids. */
export function recordedEnds(id: string, state: Properties): Ends<Identity> {
  const given = splitId(id);
  const end = (key: keyof Ends<unknown>) => ({
    id: String(state[`${key}Id`] ?? given[key]),
    name: String(state[`${key}Name`] ?? given[key]),
  });
  return { container: end("container"), network: end("network") };
}

/** What an id is called on the Engine; one that does not answer knows no names. */
export function namesOn(engine: () => EngineClient): NameOf {
  return async (end, id) => {
    const client = engine();
    const look =
      end === "container" ? client.recentContainer(id, REFRESH_AGE_MS) : client.recentNetwork(id, REFRESH_AGE_MS);
    return (await look.catch(() => undefined))?.name;
  };
}

/** The connection of these ends as it is now: of the very same things, or else of what bears their names. */
export async function findConnection(
  engine: EngineClient,
  { container: of, network: to }: Ends<Identity>,
): Promise<{ container: Container; network: Identity; endpoint: Endpoint } | undefined> {
  const container =
    (await engine.recentContainer(of.id, REFRESH_AGE_MS)) ?? (await engine.recentContainer(of.name, REFRESH_AGE_MS));
  if (!container) return undefined;
  const found = (await recentEndpoint(engine, container, to.id)) ?? (await recentEndpoint(engine, container, to.name));
  return found && { container, ...found };
}

/** What surely means the ends: a network keeps its members when it is made again, a container comes without connections. */
export function endRefs({ container, network }: Ends<Identity>): Ends<string[]> {
  return { container: [container.id], network: [network.id, network.name] };
}

/** Whose mark the state says that the connection bears. */
export function ownerIn(state: Properties): string | undefined {
  return typeof state.owner === "string" ? state.owner : undefined;
}

import { REFRESH_AGE_MS } from "../../engine/CoalescedRead";
import type { EngineClient } from "../../engine/EngineClient";
import type { Container, Endpoint } from "../../engine/model";
import type { PropertyChange } from "../protocol/propertyDiff";
import { hasUnknown, Json, Properties } from "../protocol/values";
import { Ends, Identity, means, NameOf, splitId } from "./ends";
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

/**
 * How an end of the program differs from the recorded one. What was made again under its name is followed in place, as
 * something new of the same identity. It is looked up now: another provider may have replaced it in this very update.
 */
export async function endChanges(
  end: keyof Ends<unknown>,
  ref: Json | undefined,
  recorded: Identity,
  look: (ref: string) => Promise<Identity | undefined>,
): Promise<PropertyChange[]> {
  const remade: PropertyChange[] = [{ path: `${end}Id`, kind: "update" }];
  const other: PropertyChange[] = [{ path: end, kind: "update" }];
  if (hasUnknown(ref)) return remade;
  if (ref === recorded.id) return [];
  const live = await look(String(ref)).catch(() => undefined);
  if (!live) return means(String(ref), recorded) ? [] : other;
  if (live.id === recorded.id) return [];
  return live.name === recorded.name ? remade : other;
}

/** What surely means the ends: a network keeps its members when it is made again, a container comes without connections. */
export function endRefs({ container, network }: Ends<Identity>): Ends<string[]> {
  return { container: [container.id], network: [network.id, network.name] };
}

/** Whose mark the state says that the connection bears. */
export function ownerIn(state: Properties): string | undefined {
  return typeof state.owner === "string" ? state.owner : undefined;
}

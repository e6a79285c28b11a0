import type { EngineClient } from "../../engine/EngineClient";
import type { Container } from "../../engine/model";
import type { PropertyChange } from "../protocol/propertyDiff";
import type { Edit } from "../protocol/Resource";
import { hasUnknown, Json } from "../protocol/values";
import { Ends, Identity, means } from "./ends";
import { recordedEnds } from "./recorded";

/** How the ends of the program differ from the recorded ones. */
export async function connectionChanges(
  engine: EngineClient,
  { id, state, inputs, maxAgeMs }: Edit,
): Promise<PropertyChange[]> {
  const recorded = recordedEnds(id, state);
  const container = hasUnknown(inputs.container)
    ? undefined
    : await engine.recentContainer(String(inputs.container), maxAgeMs).catch(() => undefined);
  const network = async (ref: string) =>
    networkOf(container, ref, recorded) ??
    (maxAgeMs ? engine.recentNetwork(ref, maxAgeMs) : engine.networkIdentity(ref));
  const changes = [
    endChanges("container", inputs.container, recorded.container, async () => container),
    endChanges("network", inputs.network, recorded.network, network),
  ];
  return (await Promise.all(changes)).flat();
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

/** The recorded network, if a running container is on it under that name: so it is there, and called so. */
function networkOf(container: Container | undefined, ref: string, { network }: Ends<Identity>): Identity | undefined {
  const isOn = container?.endpoints.some(
    ({ endpointId, networkId, networkName }) => endpointId && networkId === network.id && networkName === ref,
  );
  return isOn && container?.running ? network : undefined;
}

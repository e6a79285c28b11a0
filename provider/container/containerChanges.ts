import type { EngineClient } from "../../engine/EngineClient";
import type { PropertyChange } from "../protocol/propertyDiff";
import type { Edit } from "../protocol/Resource";
import { hasUnknown } from "../protocol/values";

const FULL_ID = /^[0-9a-f]{64}$/;

/**
 * The changes with that of `container` by what its text, a name or an id, means: another text for the container of the
 * state is no change, and the same name for one that was made again is a change.
 */
export async function containerChanges(
  engine: EngineClient,
  changes: PropertyChange[],
  { state, inputs, maxAgeMs }: Edit,
): Promise<PropertyChange[]> {
  const ref = String(inputs.container);
  const isEdited = changes.some(({ path }) => path === "container");
  if (hasUnknown(inputs.container) || (FULL_ID.test(ref) && !isEdited)) return changes;
  const container = await engine.recentContainer(ref, maxAgeMs);
  if (!container) return changes;
  const others = changes.filter(({ path }) => path !== "container");
  return container.id === state.containerId ? others : [...others, { path: "container", kind: "update" }];
}

import type { Bounds } from "../../engine/Bounds";
import type { EngineClient } from "../../engine/EngineClient";
import { EngineError, unlessMissing } from "../../engine/EngineError";

/** How long a registry is waited for: it is asked for an early word only. */
const REGISTRY_ANSWER_MS = 15_000;
/** The registry knows no such image, or the name cannot be one. */
const CERTAIN = [400, 404];

/**
 * What is doubtful about an image that the Engine does not have; undefined when its registry has it. The Engine asks
 * without a login and without its mirrors, so only a registry that knows no such image settles it.
 * @throws when there is no such image
 */
export async function imageWarning(
  engine: EngineClient,
  container: string,
  image: string,
  bounds: Bounds,
): Promise<string | undefined> {
  if (await unlessMissing(engine.read((docker) => docker.getImage(image).inspect(), bounds))) return undefined;
  const patience = { ...bounds, timeoutMs: REGISTRY_ANSWER_MS };
  const attempt = `Creating container "${container}": image "${image}" is not on the Engine`;
  try {
    await engine.read((docker) => docker.getImage(image).distribution(), patience);
    return undefined;
  } catch (error) {
    bounds.signal?.throwIfAborted();
    const answer = error instanceof Error ? error.message : String(error);
    if (error instanceof EngineError && error.status !== undefined && CERTAIN.includes(error.status)) {
      throw new Error(
        `${attempt}, and its registry has none of that name (${answer}). Correct the name, or build or load the image first.`,
      );
    }
    return (
      `${attempt}, and its registry did not show it without a login (${answer}). The update tries to pull it; if that ` +
      `fails, correct the name, log in (docker:registryAuth, or "docker login"), or load the image.`
    );
  }
}

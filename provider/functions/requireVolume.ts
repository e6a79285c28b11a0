import type { Bounds } from "../../engine/Bounds";
import type { EngineClient } from "../../engine/EngineClient";
import { unlessMissing } from "../../engine/EngineError";

/** Fails when a volume that is to be used as it is does not exist, or when other containers use it. */
export async function requireVolume(
  engine: EngineClient,
  { container, volume, users }: { container: string; volume: string; users: readonly string[] },
  bounds: Bounds,
): Promise<void> {
  const attempt = `Creating container "${container}": existing volume "${volume}"`;
  if (users.length) {
    throw new Error(
      `${attempt} is used by container ${users.map((user) => `"${user}"`).join(", ")}, and two servers on one volume ` +
        `spoil the data. Remove that container first, or choose another volume.`,
    );
  }
  if (await unlessMissing(engine.read((docker) => docker.getVolume(volume).inspect(), bounds))) return;
  throw new Error(
    `${attempt} does not exist. Correct the name ("docker volume ls"), or use "volumeName" to have one made.`,
  );
}

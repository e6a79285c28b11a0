import type { Bounds } from "../../engine/Bounds";
import type { EngineClient } from "../../engine/EngineClient";

/** Starts a container or stops it at once, also when the Engine's answer is lost. */
export async function power(engine: EngineClient, id: string, action: "start" | "stop", bounds: Bounds): Promise<void> {
  await engine.change(
    {
      touched: [id],
      send: (docker) => (action === "start" ? docker.getContainer(id).start() : docker.getContainer(id).stop({ t: 0 })),
      done: async () => ((await engine.container(id))?.running === (action === "start") ? true : undefined),
    },
    bounds,
  );
}

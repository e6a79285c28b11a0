import type { ContainerInspectInfo } from "dockerode";
import type { Bounds } from "./Bounds";
import type { EngineClient } from "./EngineClient";
import { unlessMissing } from "./EngineError";

/** All that the Engine says of each container, running or not; one that goes meanwhile is left out. */
export async function inspectContainers(engine: EngineClient, bounds: Bounds = {}): Promise<ContainerInspectInfo[]> {
  const listed = await engine.read((docker) => docker.listContainers({ all: true }), bounds);
  const found = await Promise.all(
    listed.map(({ Id }) => unlessMissing(engine.read((docker) => docker.getContainer(Id).inspect(), bounds))),
  );
  return found.flatMap((info) => info ?? []);
}

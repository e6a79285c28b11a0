import * as z from "zod";
import type { EngineClient } from "../../engine/EngineClient";
import { STACK_LABEL } from "../../engine/model";
import type { ProviderFunction } from "../protocol/Resource";
import type { Properties } from "../protocol/values";
import { checkContainerFunction } from "./checkContainerShape";
import { imageWarning } from "./imageWarning";
import { listedPorts, requireFree } from "./publishedPorts";
import { requireVolume } from "./requireVolume";

/** Whether a container can be made: its image is there or can be pulled; its name, host ports and volume are free or its own. */
export function checkContainer(engine: () => EngineClient): ProviderFunction {
  return {
    declaration: checkContainerFunction,
    invoke: async (args, bounds): Promise<Properties> => {
      const { container, image, stack, ports, existingVolume } = z.object(checkContainerFunction.inputs).parse(args);
      const present = await engine().allContainers(bounds);
      const holders = present.map((one) => ({
        ...listedPorts(one),
        ours: one.Labels[STACK_LABEL] === stack,
        owner: one.Labels[STACK_LABEL],
        volumes: one.Mounts.map((mount) => mount.Name),
      }));
      const namesake = holders.find((holder) => holder.name === container);
      if (namesake && !namesake.ours) {
        const owner = namesake.owner ? ` (it is of ${namesake.owner})` : "";
        throw new Error(
          `Creating container "${container}": the Engine has one of that name already that is not of stack ${stack}${owner}. ` +
            `Choose another name, or remove that one ("docker rm --force ${container}").`,
        );
      }
      for (const port of ports) await requireFree(container, port, holders, engine().isLocal);
      if (existingVolume) {
        const users = holders.filter((one) => one.name !== container && one.volumes.includes(existingVolume));
        const names = users.map((one) => one.name);
        await requireVolume(engine(), { container, volume: existingVolume, users: names }, bounds);
      }
      const warning = image && (await imageWarning(engine(), container, image, bounds));
      return warning ? { warning } : {};
    },
  };
}

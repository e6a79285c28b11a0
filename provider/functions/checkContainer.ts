import * as z from "zod";
import type { EngineClient } from "../../engine/EngineClient";
import { STACK_LABEL } from "../../engine/model";
import type { ProviderFunction } from "../protocol/Resource";
import type { Properties } from "../protocol/values";
import { aliasFor, ComponentContainers, componentOf } from "../container/ComponentContainers";
import { checkContainerFunction } from "./checkContainerShape";
import { imageWarning } from "./imageWarning";
import { requireFree } from "./publishedPorts";
import { requireVolume } from "./requireVolume";

/** Whether a container can be made: its image is there or can be pulled; its name, host ports and volume are free or its own. */
export function checkContainer(engine: () => EngineClient, containers: ComponentContainers): ProviderFunction {
  return {
    declaration: checkContainerFunction,
    invoke: async (args, bounds): Promise<Properties> => {
      const given = z.object(checkContainerFunction.inputs).parse(args);
      const { container, image, stack, ports, existingVolume } = given;
      const present = await engine().allContainers(bounds);
      const holders = present.map((one) => ({
        name: (one.Names[0] ?? "").replace(/^\//, ""),
        ours: one.Labels[STACK_LABEL] === stack,
        owner: one.Labels[STACK_LABEL],
        volumes: one.Mounts.map((mount) => mount.Name),
        ports: one.Ports.map((port) => ({ ip: port.IP ?? "", external: port.PublicPort ?? 0, protocol: port.Type })),
      }));
      const namesake = holders.find((holder) => holder.name === container);
      if (namesake?.ours) requireKnown(containers, given);
      else if (namesake) {
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

/** @throws when the container is that of another component of the stack, which Pulumi would delete only afterwards */
function requireKnown(
  containers: ComponentContainers,
  { container, label, part }: { container: string; label: string; part: string },
): void {
  const component = componentOf(label);
  const owner = label && containers.ownerOf(container, component, part);
  if (!owner) return;
  const alias = aliasFor(owner, component);
  const whose = alias === owner ? "it" : "the component that it is part of";
  throw new Error(
    `Creating container "${container}": the Engine has it already, as that of ${owner}, and it would be made again before ` +
      `that one is removed. If that component was renamed or moved in the program, give ${whose} the resource option ` +
      `aliases: ["${alias}"]; then the container stays as it is. Otherwise choose another name.`,
  );
}

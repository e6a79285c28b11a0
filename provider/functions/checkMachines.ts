import * as z from "zod";
import { engineAddress } from "../../engine/engineAddress";
import { firstSameEngines } from "../../engine/isSameEngine";
import type { ProviderFunction } from "../protocol/Resource";
import { checkMachinesFunction } from "./checkMachinesShape";

/** Whether machines are different ones. An Engine that does not answer in time is taken for one of its own. */
export function checkMachines(): ProviderFunction {
  return {
    declaration: checkMachinesFunction,
    invoke: async (args) => {
      const { component, machines } = z.object(checkMachinesFunction.inputs).parse(args);
      const keys = Object.keys(machines);
      const same = await firstSameEngines(Object.values(machines).map((host) => engineAddress({ host })));
      if (!same) return {};
      throw new Error(
        `${component}: "machines.${keys[same.one] ?? ""}" and "machines.${keys[same.other] ?? ""}" are one Engine, ` +
          `whose end would be that of both; name another machine`,
      );
    },
  };
}

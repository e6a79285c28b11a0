import * as z from "zod";
import type { Bounds } from "../../engine/Bounds";
import type { EngineClient } from "../../engine/EngineClient";
import { hasIpVs } from "../../engine/ipVs";
import { swarmNode } from "../../engine/swarm";
import { differentVersions, SWARM_PORTS, swarmMachines, type SwarmMachine } from "../../engine/swarmMachines";
import type { ProviderFunction } from "../protocol/Resource";
import type { Properties } from "../protocol/values";
import { checkServiceFunction } from "./checkServiceShape";

/** Whether a service can be made: the Engine is a manager of a swarm. */
export function checkService(engine: () => EngineClient): ProviderFunction {
  return {
    declaration: checkServiceFunction,
    invoke: async (args, bounds): Promise<Properties> => {
      const { service, virtualAddress } = z.object(checkServiceFunction.inputs).parse(args);
      const attempt = `Creating service "${service}"`;
      const { isMember, isManager, managers } = await swarmNode(engine(), bounds);
      if (!isManager) {
        throw new Error(
          `${attempt}: ` +
            (isMember
              ? `this Engine is a worker of its swarm, and managers alone make services. Give the component providers whose ` +
                `Engine is a manager (${managers.join(", ")}).`
              : `this Engine is in no swarm. Run "docker swarm init" on it; for one machine use a ClientApp.`),
        );
      }
      if (virtualAddress !== undefined) await requireIpVs(engine(), `${attempt}: ${virtualAddress}`, bounds);
      const warning = machinesWarning(await swarmMachines(engine(), bounds));
      return warning ? { warning: `${attempt}: ${warning}` } : {};
    },
  };
}

/** @throws when nothing would answer at a service's one address on this machine */
async function requireIpVs(engine: EngineClient, argument: string, bounds: Bounds): Promise<void> {
  const owner = { name: "dockwire.look", value: "ip_vs" };
  // What cannot be told here is no reason to refuse anything.
  const has = await hasIpVs(engine, owner, bounds).catch(() => undefined);
  if (has !== false) return;
  throw new Error(
    `${argument} needs IP_VS, which the kernel of this machine does not have: nothing would answer at the service's one ` +
      `address. Set "endpointMode" to "dnsrr", with "mode": "host" for its ports, or give every machine of the swarm a ` +
      `kernel with the module ip_vs.`,
  );
}

/** What about a swarm's machines keeps containers off some of them, or makes them behave in other ways; "" for nothing. */
export function machinesWarning(machines: readonly SwarmMachine[]): string {
  const down = machines.filter(({ isUp }) => !isUp).map(({ name }) => name);
  const versions = differentVersions(machines);
  return [
    ...(down.length
      ? [
          `the swarm does not hear from ${down.sort().join(", ")}: see that the Engine runs there, and that the machines reach ` +
            `each other at ports ${SWARM_PORTS}.`,
        ]
      : []),
    ...(versions.length
      ? [
          `the Engines are of different versions (${versions.join(", ")}); what the oldest does not know does not work there.`,
        ]
      : []),
  ].join(" Besides, ");
}

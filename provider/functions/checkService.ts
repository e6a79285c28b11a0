import * as z from "zod";
import type { EngineClient } from "../../engine/EngineClient";
import { swarmNode } from "../../engine/swarm";
import type { ProviderFunction } from "../protocol/Resource";
import type { Properties } from "../protocol/values";
import { checkServiceFunction } from "./checkServiceShape";

/** A machine of a swarm, as a manager lists it. */
export interface ListedMachine {
  readonly Description?: { readonly Hostname?: string; readonly Engine?: { readonly EngineVersion?: string } };
  readonly Status?: { readonly State?: string };
}

/** Whether a service can be made: the Engine is a manager of a swarm. */
export function checkService(engine: () => EngineClient): ProviderFunction {
  return {
    declaration: checkServiceFunction,
    invoke: async (args, bounds): Promise<Properties> => {
      const { service } = z.object(checkServiceFunction.inputs).parse(args);
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
      const machines = (await engine().read((docker) => docker.listNodes(), bounds)) as ListedMachine[];
      const warning = machinesWarning(machines);
      return warning ? { warning: `${attempt}: ${warning}` } : {};
    },
  };
}

/** What about a swarm's machines keeps containers off some of them, or makes them behave in other ways; "" for nothing. */
export function machinesWarning(machines: readonly ListedMachine[]): string {
  const down = machines.filter(({ Status }) => Status?.State !== "ready").map(nameOf);
  const up = machines.filter(({ Status }) => Status?.State === "ready");
  const releases = new Set(up.map((machine) => versionOf(machine).split(".")[0]));
  const versions = up.map((machine) => `${nameOf(machine)} ${versionOf(machine)}`).sort();
  return [
    ...(down.length
      ? [
          `the swarm does not hear from ${down.sort().join(", ")}: see that the Engine runs there, and that the machines reach ` +
            `each other at ports 2377/tcp, 7946/tcp, 7946/udp and 4789/udp.`,
        ]
      : []),
    ...(releases.size > 1
      ? [
          `the Engines are of different versions (${versions.join(", ")}); what the oldest does not know does not work there.`,
        ]
      : []),
  ].join(" Besides, ");
}

function nameOf({ Description }: ListedMachine): string {
  return Description?.Hostname ?? "a machine without a name";
}

function versionOf({ Description }: ListedMachine): string {
  return Description?.Engine?.EngineVersion ?? "unknown";
}

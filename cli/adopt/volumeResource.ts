import { STACK_LABEL } from "../../engine/model";
import type { ProgramResource } from "../program/Program";
import type { ViewedVolume } from "./EngineView";

/** As mount options and their names give a login away. */
const LOGIN = /pass(word|wd)?|secret|token|credential/i;

/** Why a volume cannot be a Volume of a program; undefined when it can. */
export function volumeProblem({ name, labels, driverOpts }: ViewedVolume): string | undefined {
  if (/^[0-9a-f]{64}$/.test(name) || labels["com.docker.volume.anonymous"] !== undefined) {
    return "it is anonymous: it comes and goes with its container";
  }
  if (
    Object.entries(driverOpts)
      .flat()
      .some((text) => LOGIN.test(text))
  ) {
    return "the options of its driver hold a login, which is not written into a program";
  }
  return undefined;
}

/** A volume as a resource, worded as an import of it is. It stays on the Engine when it leaves the program. */
export function volumeResource({ name, driver, driverOpts, labels }: ViewedVolume, resource: string): ProgramResource {
  const own = Object.fromEntries(Object.entries(labels).filter(([key]) => key !== STACK_LABEL));
  return {
    name: resource,
    type: "dockwire:Volume",
    properties: {
      name,
      driver: driver === "local" ? undefined : driver,
      driverOpts: Object.keys(driverOpts).length ? driverOpts : undefined,
      labels: Object.keys(own).length ? own : undefined,
    },
    retainOnDelete: true,
    importId: name,
  };
}

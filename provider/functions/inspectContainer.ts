import type { EngineClient } from "../../engine/EngineClient";
import type { ProviderFunction } from "../protocol/Resource";
import { Properties } from "../protocol/values";
import { inspectContainerFunction } from "./inspectContainerShape";

/** Where a container is and which environment it runs with, the image's part included. */
export function inspectContainer(engine: () => EngineClient): ProviderFunction {
  return {
    declaration: inspectContainerFunction,
    invoke: async (args, bounds): Promise<Properties> => {
      const container = await engine().container(String(args.container), bounds);
      if (!container) {
        throw new Error(
          `Inspecting container "${String(args.container)}": there is no such container. List them with "docker ps --all".`,
        );
      }
      const { id, name, status, environment, endpoints } = container;
      const networks = endpoints.map(({ networkId, networkName, ipv4Address, ipv6Address, aliases, dnsNames }) => ({
        id: networkId,
        name: networkName,
        ipv4Address: ipv4Address.split("/")[0] ?? "",
        ipv6Address: ipv6Address.split("/")[0] ?? "",
        aliases,
        dnsNames,
      }));
      return { id, name, status, environment, networks: networks.sort((a, b) => a.name.localeCompare(b.name)) };
    },
  };
}

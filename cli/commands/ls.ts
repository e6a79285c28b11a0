import type { CommandModule } from "yargs";
import { engineTopology } from "../../topology/sources/engineTopology";
import type { Topology, TopologyContainer } from "../../topology/Topology";
import { engineOf, type GlobalOptions, printResult, table } from "../Context";

/** `dockwire ls`: the networks of an Engine and who is on them. */
export const ls: CommandModule<GlobalOptions, GlobalOptions> = {
  command: "ls",
  describe: "List the networks and the containers on each",
  handler: async (options) => {
    const topology = await engineTopology(engineOf(options));
    printResult(options, topology, () => listing(topology));
  },
};

function listing({ networks, containers }: Topology): string {
  const rows = networks.map(({ name, driver, internal, subnets }) => {
    const members = containers.flatMap((container) =>
      container.connections
        .filter(({ network }) => network === name)
        .map(({ aliases }) => memberText(container, aliases)),
    );
    return [name, internal ? `${driver}, internal` : driver, subnets.join(" "), members.join(", ")];
  });
  return table(["NETWORK", "DRIVER", "SUBNETS", "CONTAINERS (ALIASES)"], rows);
}

function memberText({ name, machine }: TopologyContainer, aliases: readonly string[]): string {
  const place = machine === undefined ? "" : ` on ${machine}`;
  return `${aliases.length ? `${name} (${aliases.join(", ")})` : name}${place}`;
}

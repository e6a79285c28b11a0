import type { CommandModule } from "yargs";
import { capacity, contains } from "../../engine/cidr";
import { statusOf } from "../../topology/drawing/containerShape";
import { BUILT_IN, engineTopology } from "../../topology/sources/engineTopology";
import type { Topology, TopologyNetwork } from "../../topology/Topology";
import { CommandFailure, engineOf, type GlobalOptions, printable, printResult, table } from "../Context";

interface InspectOptions extends GlobalOptions {
  readonly network: string;
}

/** `dockwire inspect NETWORK`: one network with its members, their addresses, aliases, health and ports. */
export const inspect: CommandModule<GlobalOptions, InspectOptions> = {
  command: "inspect <network>",
  describe: "Show one network: its members, their addresses and aliases, how full it is",
  builder: (command) => command.positional("network", { type: "string", demandOption: true, describe: "Its name" }),
  handler: async (options) => {
    const topology = await engineTopology(engineOf(options));
    const network = topology.networks.find(({ name }) => name === options.network);
    if (!network) throw new CommandFailure(notFound(options.network, topology));
    const members = membersOf(network, topology);
    const subnets = network.subnets.map((subnet) => ({
      subnet,
      used: used(subnet, members),
      capacity: capacity(subnet),
    }));
    printResult(options, { ...network, subnets, members }, () => {
      const head = printable(`${network.name}: ${network.driver}${network.internal ? ", internal" : ""}`);
      const room = subnets.map((one) => `  ${one.subnet}: ${one.used} of ${one.capacity} addresses in use`);
      const rows = members.map((one) => [
        one.name,
        one.addresses.join(" "),
        one.aliases.join(" "),
        one.status,
        one.ports.join(" "),
      ]);
      return [head, ...room, "", table(["CONTAINER", "ADDRESS", "ALIASES", "STATUS", "PORTS"], rows)].join("\n");
    });
  },
};

function membersOf(network: TopologyNetwork, { containers }: Topology) {
  return containers.flatMap((container) =>
    container.connections
      .filter((connection) => connection.network === network.name)
      .map(({ aliases, addresses }) => {
        return { name: container.name, addresses, aliases, status: statusOf(container), ports: container.ports };
      }),
  );
}

function used(subnet: string, members: readonly { addresses: readonly string[] }[]): number {
  return members.filter(({ addresses }) => addresses.some((address) => contains(subnet, address))).length;
}

function notFound(name: string, { networks }: Topology): string {
  if (BUILT_IN.has(name)) return `Inspecting network "${name}": every Engine has it, and no container is on this one.`;
  const near = networks.map((network) => network.name).filter((one) => one.includes(name) || name.includes(one));
  const hint = near.length ? ` There is ${near.join(", ")}.` : "";
  return `Inspecting network "${name}": there is no such network.${hint} "dockwire ls" lists them.`;
}

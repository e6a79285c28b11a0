import type { EngineClient } from "../../engine/EngineClient";
import { EngineError, describeError } from "../../engine/EngineError";
import { REFRESH_AGE_MS } from "../../engine/CoalescedRead";
import type { Network as LiveNetwork } from "../../engine/model";
import { inputsFromNetwork, networkState, NetworkInputs, OWNER_LABEL } from "./networkState";
import type { Checked, Found, Operation, Resource } from "../protocol/Resource";
import { Properties, UNKNOWN } from "../protocol/values";
import { checkNetwork, networkInputs, networkShape } from "./networkInputs";
import { removeNetwork } from "./removeNetwork";
import { SubnetChooser } from "./SubnetChooser";

const COMPUTED = ["networkId", "scope", "assignedSubnet", "assignedGateway", "assignedIpv6Subnet"];

/** A network on the Engine, with a subnet out of a pool if wanted, and without fixed waits. */
export class Network implements Resource {
  readonly type = "dockwire:index:Network";
  readonly secretOutputs = [];
  /** The Engine can change nothing on a network, so every edit needs a new one. */
  readonly replaceOn = Object.keys(networkShape);
  readonly deleteBeforeReplace = true;
  readonly refreshBeforeUpdate = true;
  private readonly chooser: SubnetChooser;

  constructor(private readonly engine: () => EngineClient) {
    this.chooser = new SubnetChooser(engine);
  }

  check(inputs: Properties): Checked {
    return checkNetwork(inputs);
  }

  async create(given: Properties, operation: Operation): Promise<Found> {
    if (operation.preview) {
      return { id: "", state: { ...given, ...Object.fromEntries(COMPUTED.map((key) => [key, UNKNOWN])) } };
    }
    const inputs = networkInputs(given);
    const attempt = `Creating network "${inputs.name}"`;
    const present = await this.engine().network(inputs.name);
    const left = present?.name === inputs.name ? await this.leftOver(attempt, present, operation) : undefined;
    const made = left ?? (await this.make(attempt, inputs, operation));
    return { id: made.id, state: networkState(given, made) as Properties };
  }

  async read(id: string, oldInputs: Properties, state: Properties): Promise<Found | undefined> {
    const network = await this.engine().recentNetwork(id, REFRESH_AGE_MS);
    if (!network) return undefined;
    const imported = Object.keys(oldInputs).length === 0;
    const live = inputsFromNetwork(imported ? undefined : networkInputs(oldInputs), network);
    // Where the subnet came from cannot be read off the network.
    const inputs = {
      ...live,
      ...("subnetPool" in oldInputs ? { subnetPool: oldInputs.subnetPool } : {}),
    } as Properties;
    return { id: network.id, state: { ...state, ...(networkState(inputs, network) as Properties) }, inputs };
  }

  async update(_id: string, state: Properties): Promise<Properties> {
    return state;
  }

  async delete(id: string, state: Properties, operation: Operation): Promise<void> {
    await removeNetwork(this.engine(), id, String(state.name), operation);
  }

  /**
   * A network of that name that this very resource made just before it was stopped is taken over; another is an error.
   * One with containers is another's: of somebody who runs the same stack with a state of their own.
   */
  private async leftOver(attempt: string, present: LiveNetwork, operation: Operation): Promise<LiveNetwork> {
    const filters = { network: [present.id] };
    const users = await this.engine().call((docker) => docker.listContainers({ all: true, filters }), operation.signal);
    if (present.labels[OWNER_LABEL] === operation.urn && users.length === 0) return present;
    const names = users.map(({ Names }) => Names[0]?.slice(1)).sort();
    const use = names.length ? `, used by ${names.join(", ")}` : "";
    throw new Error(
      `${attempt}: there is one of that name already (${present.id.slice(0, 12)}${use}). Choose another name, import it ` +
        `("pulumi import dockwire:index:Network NAME ${present.name}"), or use it as it is (AppNetwork's "network").`,
    );
  }

  private async make(attempt: string, inputs: NetworkInputs, operation: Operation): Promise<LiveNetwork> {
    const engine = this.engine();
    try {
      const id = await this.chooser.withSubnet(inputs, operation.signal, async (subnet) => {
        const options = body(inputs, subnet, operation.urn);
        // An Engine makes one network after another, in any order; asked in turn, what was asked first is there first.
        const made = await engine.inTurn("networks", () =>
          engine.changing([inputs.name], () =>
            engine.call((docker) => docker.createNetwork(options), operation.signal),
          ),
        );
        return made.id;
      });
      const network = await engine.network(id);
      if (!network) throw new EngineError(404, "the Engine made it, but does not know it any more");
      return network;
    } catch (error) {
      throw describeError(attempt, error, advice(error));
    }
  }
}

function body(inputs: NetworkInputs, subnet: string | undefined, urn: string) {
  const ipv4 = subnet ? [{ Subnet: subnet, Gateway: inputs.gateway, IPRange: inputs.ipRange }] : [];
  const ipv6 = inputs.ipv6Subnet ? [{ Subnet: inputs.ipv6Subnet, Gateway: inputs.ipv6Gateway }] : [];
  return {
    Name: inputs.name,
    // Before Engine 25 two networks could get one name (moby issue 20648).
    CheckDuplicate: true,
    Driver: inputs.driver,
    Internal: inputs.internal,
    Attachable: inputs.attachable,
    EnableIPv6: inputs.ipv6Subnet !== undefined,
    IPAM: { Driver: "default", Config: [...ipv4, ...ipv6] },
    Labels: { ...inputs.labels, [OWNER_LABEL]: urn },
    Options: inputs.options,
  };
}

function advice(error: unknown): string {
  const text = error instanceof Error ? error.message : "";
  if (/could not find an available|non-overlapping|all predefined address pools/i.test(text)) {
    return (
      `The Engine's own address pools hold about 30 networks (moby issue 23971) and are used up. Give "subnetPool" ` +
      `(for instance { range: "10.201.0.0/16" }) or "subnet", or remove unused networks ("docker network prune").`
    );
  }
  if (/overlap/i.test(text)) {
    return `The subnet shares addresses with another network ("docker network ls"): choose another, or give "subnetPool".`;
  }
  return "";
}

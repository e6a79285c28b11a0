import * as docker from "@pulumi/docker";
import * as pulumi from "@pulumi/pulumi";
import { presentNetwork } from "../functions/presentNetwork";
import { Provider } from "../generated/Provider";
import { applyError } from "../shared/applyError";
import { requireDistinctMachines } from "./distinctMachines";
import type { NetworkRef } from "../shared/references";
import type { RedisReplicasPlan } from "./replicasPlan";

interface Wide {
  readonly name: string;
  readonly driver: string;
  readonly attachable: boolean | undefined;
}

type Placed = Pick<RedisReplicasPlan, "name" | "parent" | "args" | "places">;

/** The value, but of several machines only once they are known to be different ones, on a network that reaches all of them. */
export function onceWide<T>({ name, parent, args, places }: Placed, value: pulumi.Input<T>): pulumi.Input<T> {
  const { machines } = args;
  if (machines === undefined) return value;
  const provider = places.sentinels[0]?.providers?.find((one) => Provider.isInstance(one));
  const distinct = pulumi.output(requireDistinctMachines(name, machines, parent).then(() => true));
  const found = distinct.apply(() => factsOf(args.network, provider ? { parent, provider } : { parent }));
  return found.apply((facts): pulumi.Input<T> => {
    const problem = facts && wideProblem(facts);
    if (problem) throw applyError(`RedisReplicas "${name}": "network": ${problem}`);
    return value;
  }) as pulumi.Input<T>;
}

/** Why containers on several machines cannot meet on a network; undefined when they can. */
export function wideProblem({ name, driver, attachable }: Wide): string | undefined {
  if (driver !== "overlay") {
    return (
      `network "${name}" is of the driver "${driver}", which one machine has for itself; for several machines give one ` +
      `with driver: "overlay" and attachable: true, or leave "machines" out`
    );
  }
  if (attachable === true) return undefined;
  return `overlay network "${name}" is not attachable, so that services alone can be on it; create it with attachable: true`;
}

function factsOf(network: NetworkRef, asking: pulumi.InvokeOutputOptions): pulumi.Output<Wide | undefined> {
  if (docker.Network.isInstance(network)) {
    return pulumi.all([network.name, network.driver, network.attachable]).apply(wide);
  }
  if (!pulumi.CustomResource.isInstance(network)) return presentNetwork(network, asking);
  return pulumi.all([network.name, network.driver, network.attachable]).apply(wide);
}

function wide([name, driver, attachable]: [string, string, boolean | undefined]): Wide {
  return { name, driver, attachable };
}

import type * as pulumi from "@pulumi/pulumi";
import { invokeCheck } from "../shared/invokeCheck";
import type { RedisReplicasArgs } from "./RedisReplicasArgs";

const CHECK = "dockwire:index:checkMachines";

/** @throws when two addresses lead to one Engine, which can be written in several ways */
export async function requireDistinctMachines(
  name: string,
  machines: NonNullable<RedisReplicasArgs["machines"]>,
  parent: pulumi.Resource,
): Promise<void> {
  const addresses = Object.entries(machines).filter(([, machine]) => typeof machine === "string");
  if (addresses.length < 2) return;
  const args = { component: `RedisReplicas "${name}"`, machines: Object.fromEntries(addresses) };
  await invokeCheck(CHECK, args, parent);
}

import type { Bounds } from "./Bounds";
import type { EngineClient } from "./EngineClient";

/** A machine of a swarm, as a manager knows it. */
export interface SwarmMachine {
  id: string;
  /** Its host name. */
  name: string;
  /** How the other machines know it. */
  address: string;
  /** Whether the swarm hears from it. */
  isUp: boolean;
  isManager: boolean;
  /** Of a manager, whether the others reach it. */
  isReachable: boolean;
  /** Its Engine's version. */
  version: string;
}

/** What a manager answers of a machine. */
export interface NodeInfo {
  ID?: string;
  Description?: { Hostname?: string; Engine?: { EngineVersion?: string } };
  Status?: { State?: string; Addr?: string };
  ManagerStatus?: { Addr?: string; Reachability?: string };
}

/** The machines of the Engine's swarm by name; managers alone know them. */
export async function swarmMachines(engine: EngineClient, bounds: Bounds = {}): Promise<SwarmMachine[]> {
  const nodes = (await engine.read((docker) => docker.listNodes(), bounds)) as NodeInfo[];
  return nodes.map(machineFrom).sort((a, b) => a.name.localeCompare(b.name));
}

/** Reads what a manager answers of a machine. */
export function machineFrom({ ID = "", Description = {}, Status = {}, ManagerStatus }: NodeInfo): SwarmMachine {
  // A manager may know its own machine by the address that it listens on, which can stand for all of them.
  const managed = ManagerStatus?.Addr?.replace(/:\d+$/, "");
  return {
    id: ID,
    name: Description.Hostname ?? "a machine without a name",
    address: managed ?? Status.Addr ?? "",
    isUp: Status.State === "ready",
    isManager: ManagerStatus !== undefined,
    isReachable: ManagerStatus?.Reachability === "reachable",
    version: Description.Engine?.EngineVersion ?? "unknown",
  };
}

/** The versions of the machines that are up, as `NAME VERSION`; none while they are of one release. */
export function differentVersions(machines: readonly SwarmMachine[]): string[] {
  const up = machines.filter(({ isUp }) => isUp);
  const releases = new Set(up.map(({ version }) => version.split(".")[0]));
  return releases.size > 1 ? up.map(({ name, version }) => `${name} ${version}`).sort() : [];
}

/** What the machines of a swarm have to reach each other at. */
export const SWARM_PORTS = "2377/tcp, 7946/tcp, 7946/udp and 4789/udp";

/** By a network's id the ids of the machines that run containers of services on it. */
export async function machinesByNetwork(engine: EngineClient, bounds: Bounds = {}): Promise<Map<string, Set<string>>> {
  const filters = { "desired-state": ["running"] };
  const tasks = (await engine.read((docker) => docker.listTasks({ filters }), bounds)) as TaskInfo[];
  const found = new Map<string, Set<string>>();
  for (const { NodeID, Status, NetworksAttachments } of tasks) {
    if (!NodeID || Status?.State !== "running") continue;
    for (const { Network } of NetworksAttachments ?? []) {
      const machines = found.get(Network.ID) ?? new Set();
      found.set(Network.ID, machines.add(NodeID));
    }
  }
  return found;
}

interface TaskInfo {
  NodeID?: string;
  Status?: { State?: string };
  NetworksAttachments?: { Network: { ID: string } }[] | null;
}

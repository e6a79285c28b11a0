import type { Bounds } from "./Bounds";
import type { EngineClient } from "./EngineClient";

/** An Engine's part in a swarm. */
export interface SwarmNode {
  /** Whether it is in one. */
  isMember: boolean;
  /** Whether it can be asked to make networks and services for all of it. */
  isManager: boolean;
  /** Where the managers answer each other, `ADDRESS:PORT`, sorted; none outside of a swarm. */
  managers: string[];
  /** How the other machines know its own; empty outside of a swarm. */
  address: string;
  /** `inactive` outside of a swarm, `active` in one; `pending`, `error` and `locked` while it cannot take part in its own. */
  state: string;
  /** What keeps it from taking part; empty when nothing does. */
  problem: string;
}

/** What an Engine answers of its swarm. */
interface SwarmInfo {
  Swarm?: {
    LocalNodeState?: string;
    ControlAvailable?: boolean;
    RemoteManagers?: { Addr: string }[] | null;
    NodeAddr?: string;
    Error?: string;
  };
}

/** What part the Engine has in a swarm now. */
export async function swarmNode(engine: EngineClient, bounds: Bounds = {}): Promise<SwarmNode> {
  const { Swarm } = (await engine.read((docker) => docker.info() as Promise<SwarmInfo>, bounds)) ?? {};
  return {
    isMember: Swarm?.LocalNodeState === "active",
    isManager: Swarm?.ControlAvailable === true,
    managers: (Swarm?.RemoteManagers ?? []).map(({ Addr }) => Addr).sort(),
    address: Swarm?.NodeAddr ?? "",
    state: Swarm?.LocalNodeState ?? "inactive",
    problem: Swarm?.Error ?? "",
  };
}

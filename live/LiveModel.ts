import { compareWithStack, partAround, subjectsOf, type Difference } from "../topology/compareWithStack";
import { subjectKey } from "../topology/drawing/Shape";
import type { Layout } from "../topology/layout/Layout";
import { canonical, withHome, type Topology } from "../topology/Topology";
import { keptWhereEqual } from "./delta";
import { historyOf, type SeenChange } from "./historyOf";
import { HISTORY_LENGTH, NOTHING, type EngineStatus, type HistoryEntry, type LiveState } from "./protocol";

/** What is known now: the Engine, the stack that it is held against, and what has happened. */
export class LiveModel {
  private current: LiveState;
  private engine: Topology | undefined;
  private stack: Topology | undefined;
  private shown: Topology = { networks: [], containers: [] };
  private count = 0;

  /** @param onChange is called after each change of the state. */
  constructor(
    private readonly address: string,
    private readonly onChange: (news: readonly HistoryEntry[]) => void,
  ) {
    this.current = { ...NOTHING, engine: { address, state: "connected" } };
  }

  get state(): LiveState {
    return this.current;
  }

  /** The Engine's topology, and what the stack has besides. */
  get topology(): Topology {
    return this.shown;
  }

  /** The Engine's topology as it was read last. The first is no news. */
  engineIs(found: Topology): void {
    // An Engine does not always tell which network a container was created on; a box that jumps is hard to follow.
    const homes = new Map(this.engine?.containers.map(({ name, connections }) => [name, connections[0]?.network]));
    const containers = found.containers.map((container) => withHome(container, homes.get(container.name)));
    const topology = canonical({ ...found, containers });
    const seen = this.engine ? historyOf(this.engine, topology) : [];
    this.engine = topology;
    this.show(seen);
  }

  /** The part of it that is the stack's, and what is on the stack's networks; undefined without a stack. */
  get stackTopology(): Topology | undefined {
    return this.stack && partAround(this.stack, this.shown);
  }

  /** How the Engine is doing. */
  statusIs(status: Omit<EngineStatus, "address">): void {
    const before = this.current.engine;
    if (before?.state === status.state && before.problem === status.problem) return;
    const texts = { connected: "the Engine answers again", lost: "the Engine does not answer" };
    const news = before?.state === status.state ? [] : [{ text: texts[status.state] }];
    this.become({ engine: { address: this.address, ...status } }, news);
  }

  /** The topology of the stack's state; undefined with a problem while it cannot be read. */
  stackIs(name: string | undefined, stack: Topology | undefined, problem?: string): void {
    this.stack = stack ?? this.stack;
    const status = { ...(name === undefined ? {} : { name }), ...(problem === undefined ? {} : { problem }) };
    const isSame = JSON.stringify(status) === JSON.stringify(this.current.stack);
    this.show([], isSame ? {} : { stack: status });
  }

  layoutIs(kind: "layout" | "stackLayout", layout: Layout): void {
    this.become({ [kind]: layout }, []);
  }

  private show(seen: readonly SeenChange[], more: Partial<LiveState> = {}): void {
    const engine = this.engine ?? { networks: [], containers: [] };
    const { topology, differences } = this.stack
      ? compareWithStack(this.stack, engine)
      : { topology: engine, differences: [] };
    this.shown = topology;
    const { current } = this;
    const networks = keptWhereEqual(current.networks, new Map(topology.networks.map((one) => [one.name, one])));
    const containers = keptWhereEqual(current.containers, new Map(topology.containers.map((one) => [one.name, one])));
    const own = this.stack ? subjectsOf(this.stack) : [];
    const owned = keptWhereEqual(current.owned, new Map(own.map((one) => [subjectKey(one), true as const])));
    const marks = keptWhereEqual(current.differences, new Map(differences.map(entryOf)));
    this.become({ networks, containers, owned, differences: marks, ...more }, seen);
  }

  private become(part: Partial<LiveState>, seen: readonly (Partial<SeenChange> & { text: string })[]): void {
    const at = Date.now();
    const news = seen.map((one) => ({ id: ++this.count, at, ...one }));
    const history = news.length ? [...this.current.history, ...news].slice(-HISTORY_LENGTH) : this.current.history;
    this.current = { ...this.current, ...part, history };
    this.onChange(news);
  }
}

function entryOf(difference: Difference) {
  return [subjectKey(difference.subject), difference] as const;
}

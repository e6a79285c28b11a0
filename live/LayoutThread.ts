import { Worker } from "node:worker_threads";
import { groupContainers } from "../topology/groupContainers";
import type { Layout } from "../topology/layout/Layout";
import type { Topology } from "../topology/Topology";

/** So long nothing is laid out: a picture that jumps all the time is none, and others want the machine too. */
const REST_MS = 400;

/** Lays pictures out in a thread of its own, each by its latest topology, and only when boxes or lines are others than before. */
export class LayoutThread<Name extends string> {
  private readonly worker: Worker;
  private readonly structures = new Map<Name, string>();
  private readonly waiting = new Map<Name, Topology>();
  private timer: NodeJS.Timeout | undefined;
  private current: { readonly name: Name; readonly startedAt: number } | undefined;

  constructor(file: string, onLayout: (name: Name, layout: Layout) => void) {
    this.worker = new Worker(file);
    this.worker.on("message", (layout: Layout) => {
      const { name, startedAt } = this.current ?? {};
      this.current = undefined;
      if (name !== undefined) onLayout(name, layout);
      const took = Date.now() - (startedAt ?? 0);
      this.timer = setTimeout(() => this.next(), Math.max(REST_MS, took) / this.structures.size);
    });
  }

  /** Asks for a picture's layout; what was asked for it before and not begun is forgotten. */
  request(name: Name, topology: Topology): void {
    const structure = structureOf(topology);
    if (structure === this.structures.get(name)) return;
    this.structures.set(name, structure);
    this.waiting.set(name, topology);
    if (this.current === undefined && this.timer === undefined) this.next();
  }

  async end(): Promise<void> {
    clearTimeout(this.timer);
    await this.worker.terminate();
  }

  private next(): void {
    this.timer = undefined;
    const [first] = this.waiting;
    if (!first) return;
    const [name, topology] = first;
    this.waiting.delete(name);
    this.current = { name, startedAt: Date.now() };
    this.worker.postMessage(topology);
  }
}

/** All that a layout depends on. */
function structureOf(topology: Topology): string {
  const groups = groupContainers(topology).map(({ names, title, subtitle, ports, home, further, uses }) => {
    return [names, title, subtitle, ports, home, uses, further.map(({ network, aliases }) => [network, aliases])];
  });
  return JSON.stringify([topology.networks, groups]);
}

import { setMaxListeners } from "node:events";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";
import type { EngineClient } from "../engine/EngineClient";
import { EngineError } from "../engine/EngineError";
import { readContainer, readContainers, readNetworks, topologyOf } from "../topology/sources/engineTopology";
import type { Topology, TopologyContainer, TopologyNetwork } from "../topology/Topology";
import { readOtherMachines, withOtherMachines, type RemoteEndpoint } from "../topology/sources/otherMachines";
import { concerns, EVENT_FILTERS, type EngineEvent } from "./engineEvents";

/** What somebody wants to hear of an Engine. */
export interface WatchListener {
  /** The topology now; called after each batch of changes. */
  changed(topology: Topology): void;
  /** The Engine has answered, and all was read. */
  connected(): void;
  /** It does not answer, or the stream of its events has ended. It is tried again. */
  lost(problem: string): void;
}

/** Events come in flocks: an attachment alone is two. They are looked at together. */
const BATCH_MS = 50;
const RETRY_MS = 1000;
/** A cut line to an Engine elsewhere is noticed by no answer alone. */
const HEARTBEAT_MS = 15_000;
/** Of what happens on other machines an Engine tells no event. */
const ELSEWHERE_MS = 2_000;

/** Follows an Engine's events, through its restarts, and reads again what they concern. */
export class EngineWatch {
  private containers = new Map<string, TopologyContainer>();
  private networks: TopologyNetwork[] = [];
  private elsewhere: RemoteEndpoint[] = [];
  private readonly stale = new Set<string>();
  private areNetworksStale = false;

  constructor(
    private readonly engine: EngineClient,
    private readonly listener: WatchListener,
  ) {}

  /** Goes on until the signal ends it. */
  async run(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      try {
        await this.follow(signal);
        this.listener.lost("The stream of its events has ended.");
      } catch (error) {
        if (signal.aborted) return;
        // A stream that is cut has no more to say than Node's "aborted".
        const { message } = error as Error;
        this.listener.lost(error instanceof EngineError ? message : `The stream of its events has ended: ${message}.`);
      }
      await sleep(RETRY_MS, undefined, { signal }).catch(() => undefined);
    }
  }

  /** Until the stream of events ends. It is opened before all is read, so that nothing is missed in between. */
  private async follow(signal: AbortSignal): Promise<void> {
    const ending = new AbortController();
    const either = AbortSignal.any([signal, ending.signal]);
    // Every read under way listens, and there may be a thousand.
    setMaxListeners(0, signal, either);
    const stream = await this.engine.read((docker) => docker.getEvents({ filters: EVENT_FILTERS }), { signal });
    const close = () => (stream as NodeJS.ReadableStream & { destroy(): void }).destroy();
    either.addEventListener("abort", close, { once: true });
    try {
      const bounds = { signal: either };
      [this.containers, this.networks, this.elsewhere] = await Promise.all([
        readContainers(this.engine, bounds),
        readNetworks(this.engine, bounds),
        readOtherMachines(this.engine, bounds),
      ]);
      this.tell();
      this.listener.connected();
      const beats = this.heartbeat(either);
      await Promise.race([this.listen(stream), this.refresh(either), this.lookElsewhere(either), beats]);
    } finally {
      ending.abort();
      close();
    }
  }

  private async listen(stream: NodeJS.ReadableStream): Promise<void> {
    for await (const line of createInterface({ input: stream })) {
      if (!line) continue;
      const { container, networks } = concerns(JSON.parse(line) as EngineEvent);
      if (container) this.stale.add(container);
      this.areNetworksStale ||= networks;
    }
  }

  /** Reads what events made stale, one batch after the other: however many there are, each thing is read once a batch. */
  private async refresh(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      await sleep(BATCH_MS, undefined, { signal });
      if (this.stale.size === 0 && !this.areNetworksStale) continue;
      const ids = [...this.stale];
      const networks = this.areNetworksStale;
      this.stale.clear();
      this.areNetworksStale = false;
      await Promise.all([
        ...ids.map((id) => this.readAgain(id, signal)),
        ...(networks ? [readNetworks(this.engine, { signal }).then((found) => (this.networks = found))] : []),
      ]);
      this.tell();
    }
  }

  private async readAgain(id: string, signal: AbortSignal): Promise<void> {
    const found = await readContainer(this.engine, id, { signal });
    if (found) this.containers.set(id, found);
    else this.containers.delete(id);
  }

  private async lookElsewhere(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      await sleep(ELSEWHERE_MS, undefined, { signal });
      if (!this.networks.some(({ driver }) => driver === "overlay")) continue;
      const found = await readOtherMachines(this.engine, { signal });
      if (JSON.stringify(found) === JSON.stringify(this.elsewhere)) continue;
      this.elsewhere = found;
      this.tell();
    }
  }

  private async heartbeat(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      await sleep(HEARTBEAT_MS, undefined, { signal });
      await this.engine.read((docker) => docker.ping(), { signal, timeoutMs: HEARTBEAT_MS });
    }
  }

  private tell(): void {
    const containers = withOtherMachines([...this.containers.values()], this.elsewhere);
    this.listener.changed(topologyOf(this.networks, containers));
  }
}

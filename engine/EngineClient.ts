import type Docker from "dockerode";
import { ExponentialBackoff, handleWhen, retry } from "cockatiel";
import { connectEngine, EngineConnection } from "./connectEngine";
import type { EngineAddress } from "./engineAddress";
import { EngineError, isTransient } from "./EngineError";
import { Named, CoalescedRead } from "./CoalescedRead";
import { Container, containerFrom, Network, networkFrom } from "./model";

/** What `network connect` takes besides the two ends. */
export interface EndpointConfig {
  Aliases?: string[];
  IPAMConfig?: { IPv4Address?: string; IPv6Address?: string; LinkLocalIPs?: string[] };
  MacAddress?: string;
  DriverOpts?: Record<string, string>;
  GwPriority?: number;
}

/** One Docker Engine: a connection pool, the negotiated API version, and reads that are shared while they are true. */
export class EngineClient {
  private readonly containers = new Map<string, CoalescedRead<Container | undefined>>();
  private readonly networks = new Map<string, CoalescedRead<Network | undefined>>();
  private readonly turns = new Map<string, Promise<unknown>>();
  private connection: Promise<EngineConnection> | undefined;

  constructor(private readonly address: EngineAddress) {}

  /** Whether the Engine is on this machine, so that its ports are this machine's. */
  get isLocal(): boolean {
    return this.address.options.socketPath !== undefined;
  }

  /** The minor number of the API version in use, for instance 41 for 1.41. */
  async api(): Promise<number> {
    return (await this.connected()).api;
  }

  /** A container by name, id or unambiguous start of an id, as it is now; undefined when there is none. */
  container(ref: string): Promise<Container | undefined> {
    return this.containerRead(ref).fresh();
  }

  /** The same, but a read of the last moments will do. */
  recentContainer(ref: string, maxAgeMs: number): Promise<Container | undefined> {
    return this.containerRead(ref).recent(maxAgeMs);
  }

  /** A network by name or id, as it is now; undefined when there is none. */
  network(ref: string): Promise<Network | undefined> {
    return this.networkRead(ref).fresh();
  }

  recentNetwork(ref: string, maxAgeMs: number): Promise<Network | undefined> {
    return this.networkRead(ref).recent(maxAgeMs);
  }

  async connect(network: Network, container: Container, config: EndpointConfig, signal: AbortSignal): Promise<void> {
    const body = { Container: container.id, EndpointConfig: config };
    await this.changing([network.id, container.id], () =>
      this.call((docker) => docker.getNetwork(network.id).connect(body), signal),
    );
  }

  /** `force` is for endpoints whose container is gone; then `container` has to be the endpoint's name. */
  async disconnect(network: Network, container: string, force: boolean, signal: AbortSignal): Promise<void> {
    await this.changing([network.id, container], () =>
      this.call((docker) => docker.getNetwork(network.id).disconnect({ Container: container, Force: force }), signal),
    );
  }

  /** Any other call: retried while the Engine says that it is busy, ended at once by the signal. */
  async call<T>(work: (docker: Docker) => Promise<T>, signal?: AbortSignal): Promise<T> {
    const { docker } = await this.connected();
    const policy = retry(handleWhen(isTransient), {
      maxAttempts: 5,
      backoff: new ExponentialBackoff({ initialDelay: 100, maxDelay: 2000 }),
    });
    return unlessAborted(
      policy.execute(() => work(docker).catch((error) => Promise.reject(this.error(error))), signal),
      signal,
    );
  }

  /** To be called around every change, so that no shared read outlives it. `touched` holds ids and names of both ends. */
  async changing<T>(touched: readonly string[], work: () => Promise<T>): Promise<T> {
    const forget = () => {
      for (const read of [...this.networks.values(), ...this.containers.values()]) read.forget(touched);
    };
    forget();
    try {
      return await work();
    } finally {
      forget();
    }
  }

  /**
   * Lets work on the same thing happen one after another, whether or not the work before succeeded. `first` tells whether
   * nothing has worked on it yet in this process; otherwise reads from before the turn may be out of date.
   */
  inTurn<T>(thing: string, work: (first: boolean) => Promise<T>): Promise<T> {
    const before = this.turns.get(thing);
    const turn = Promise.resolve(before)
      .catch(() => undefined)
      .then(() => work(before === undefined));
    this.turns.set(thing, turn);
    return turn;
  }

  private containerRead(ref: string): CoalescedRead<Container | undefined> {
    return shared(this.containers, ref, () =>
      this.find((docker) => docker.getContainer(ref).inspect()).then((info) => info && containerFrom(info)),
    );
  }

  private networkRead(ref: string): CoalescedRead<Network | undefined> {
    return shared(this.networks, ref, () =>
      this.find((docker) => docker.getNetwork(ref).inspect()).then((info) => info && networkFrom(info)),
    );
  }

  private find<T>(work: (docker: Docker) => Promise<T>): Promise<T | undefined> {
    return this.call(work).catch((error: unknown) => {
      if (error instanceof EngineError && error.status === 404) return undefined;
      throw error;
    });
  }

  private connected(): Promise<EngineConnection> {
    this.connection ??= connectEngine(this.address).catch((error: unknown) => {
      this.connection = undefined;
      throw error;
    });
    return this.connection;
  }

  private error(error: unknown): EngineError {
    return EngineError.from(error, this.address.description);
  }
}

function shared<T extends Named>(
  reads: Map<string, CoalescedRead<T>>,
  key: string,
  load: () => Promise<T>,
): CoalescedRead<T> {
  const known = reads.get(key);
  if (known) return known;
  const read = new CoalescedRead(key, load);
  reads.set(key, read);
  return read;
}

async function unlessAborted<T>(work: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (!signal) return work;
  signal.throwIfAborted();
  let onAbort = () => {};
  const aborted = new Promise<never>((_, reject) => {
    onAbort = () => reject(signal.reason as Error);
    signal.addEventListener("abort", onAbort, { once: true });
  });
  return Promise.race([work, aborted]).finally(() => signal.removeEventListener("abort", onAbort));
}

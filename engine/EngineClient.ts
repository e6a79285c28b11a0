import type Docker from "dockerode";
import { ExponentialBackoff, handleWhen, retry } from "cockatiel";
import { answerTime, Bounds, endOf, TimeoutError, within } from "./Bounds";
import { CoalescedRead, Named } from "./CoalescedRead";
import { connectEngine, EngineConnection } from "./connectEngine";
import type { EngineAddress } from "./engineAddress";
import { endingWith } from "./endingWith";
import { EngineError, isBusy, isInterrupted, UnreachableError, unlessMissing } from "./EngineError";
import { KeyedMutex } from "./KeyedMutex";
import { Container, containerFrom, endpointOn, Network, networkFrom } from "./model";

/** What `network connect` takes besides the two ends. */
export interface EndpointConfig {
  Aliases?: string[];
  IPAMConfig?: { IPv4Address?: string; IPv6Address?: string; LinkLocalIPs?: string[] };
  MacAddress?: string;
  /** Legacy links, `SERVER:ALIAS`. */
  Links?: string[];
  DriverOpts?: Record<string, string>;
  GwPriority?: number;
}

/** A call that changes something on the Engine. */
export interface Change<T> {
  /** Names and ids of what it changes: no shared read of them from before counts any more. */
  readonly touched: readonly string[];
  /** Makes the call. */
  readonly send: (docker: Docker) => Promise<T>;
  /** Looks whether the call was carried out although no answer came: its outcome, or undefined when it was not. */
  readonly done: () => Promise<T | undefined>;
}

/** How long an Engine that has answered before is waited for, and one that never has. */
const RESTART_MS = 30_000;
const FIRST_CONTACT_MS = 3_000;
/** How long a change that is under way when its operation is cancelled may take to end by itself. */
const GRACE_MS = 5_000;
const OLD_CALL_MS = 3_600_000;

/** One Docker Engine: a connection pool, the negotiated API version, and reads that are shared while they are true. */
export class EngineClient {
  private readonly containers = new Map<string, CoalescedRead<Container | undefined>>();
  private readonly networks = new Map<string, CoalescedRead<Network | undefined>>();
  private readonly mutex = new KeyedMutex();
  private connection: Promise<EngineConnection> | undefined;
  private hasAnswered = false;

  constructor(private readonly address: EngineAddress) {}

  /** Whether the Engine is on this machine, so that its ports are this machine's. */
  get isLocal(): boolean {
    return this.address.options.socketPath !== undefined;
  }

  /** The minor number of the API version in use, for instance 41 for 1.41. */
  api(bounds: Bounds = {}): Promise<number> {
    return this.read(async () => (await this.connected()).api, bounds);
  }

  /** A container by name, id or unambiguous start of an id, as it is now; undefined when there is none. */
  container(ref: string, bounds: Bounds = {}): Promise<Container | undefined> {
    return shared(bounds, this.containerRead(ref).fresh());
  }

  /** The same, but a read of the last moments will do. */
  recentContainer(ref: string, maxAgeMs: number, bounds: Bounds = {}): Promise<Container | undefined> {
    return shared(bounds, this.containerRead(ref).recent(maxAgeMs));
  }

  /** A network by name or id, as it is now; undefined when there is none. */
  network(ref: string, bounds: Bounds = {}): Promise<Network | undefined> {
    return shared(bounds, this.networkRead(ref).fresh());
  }

  recentNetwork(ref: string, maxAgeMs: number, bounds: Bounds = {}): Promise<Network | undefined> {
    return shared(bounds, this.networkRead(ref).recent(maxAgeMs));
  }

  /** Resolves when the container is on the network, also when the answer was lost. */
  async connect(network: Network, container: Container, config: EndpointConfig, bounds: Bounds): Promise<void> {
    const body = { Container: container.id, EndpointConfig: config };
    await this.change(
      {
        touched: [network.id, container.id],
        send: (docker) =>
          docker
            .getNetwork(network.id)
            .connect(body)
            .then(() => true),
        done: () => this.isConnected(network, container.id),
      },
      bounds,
    );
  }

  /** `force` is for endpoints whose container is gone; then `container` has to be the endpoint's name. */
  async disconnect(network: Network, container: string, force: boolean, bounds: Bounds): Promise<void> {
    const body = { Container: container, Force: force };
    await this.change(
      {
        touched: [network.id, container],
        send: (docker) =>
          docker
            .getNetwork(network.id)
            .disconnect(body)
            .then(() => true),
        done: async () => {
          const now = await this.network(network.id);
          const isMember = now?.members.some(({ id, name }) => id === container || name === container);
          return isMember || (await this.isConnected(network, container)) ? undefined : true;
        },
      },
      bounds,
    );
  }

  /** Any call that changes nothing: made again while the Engine is busy, restarts, or cuts the line. */
  async read<T>(work: (docker: Docker) => Promise<T>, bounds: Bounds = {}): Promise<T> {
    const end = endOf(bounds);
    return this.again(bounds, end, () => this.once(work, bounds, end));
  }

  /**
   * Any call that changes something. After an error without the Engine's own answer the client waits for the Engine and
   * looks: what was carried out is a success, and only what was not is sent again.
   */
  async change<T>(change: Change<T>, bounds: Bounds = {}): Promise<T> {
    const end = endOf(bounds);
    return this.changing(change.touched, () =>
      this.again(bounds, end, () => {
        bounds.signal?.throwIfAborted();
        return this.once(change.send, bounds, end, GRACE_MS).catch((error: unknown) =>
          this.outcome(change, error, bounds),
        );
      }),
    );
  }

  /** The older way, without bounds: `read` and `change` know what may be made again. */
  async call<T>(work: (docker: Docker) => Promise<T>, signal?: AbortSignal): Promise<T> {
    const bounds = { signal, timeoutMs: OLD_CALL_MS, answerMs: OLD_CALL_MS };
    return this.read(work, bounds);
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
   * nothing has worked on it yet in this process; otherwise what was read before the wait may be out of date.
   */
  runExclusive<T>(key: string, work: (first: boolean) => Promise<T>): Promise<T> {
    return this.mutex.runExclusive(key, work);
  }

  /** The older name of `runExclusive`. */
  inTurn<T>(key: string, work: (first: boolean) => Promise<T>): Promise<T> {
    return this.runExclusive(key, work);
  }

  private containerRead(ref: string): CoalescedRead<Container | undefined> {
    return known(this.containers, ref, () =>
      unlessMissing(this.read((docker) => docker.getContainer(ref).inspect())).then(
        (info) => info && containerFrom(info),
      ),
    );
  }

  private networkRead(ref: string): CoalescedRead<Network | undefined> {
    return known(this.networks, ref, () =>
      unlessMissing(this.read((docker) => docker.getNetwork(ref).inspect())).then((info) => info && networkFrom(info)),
    );
  }

  private async isConnected(network: Network, ref: string): Promise<true | undefined> {
    const container = await this.container(ref);
    return container && endpointOn(container, network) ? true : undefined;
  }

  /** One call, with one answer to wait for. */
  private async once<T>(work: (docker: Docker) => Promise<T>, bounds: Bounds, end: number, graceMs = 0): Promise<T> {
    const { signal } = bounds;
    try {
      const answer = await within({ ms: answerTime(bounds, end), signal, graceMs }, async (ending) =>
        work(endingWith((await this.connected()).docker, ending)),
      );
      this.hasAnswered = true;
      return answer;
    } catch (error) {
      if (error instanceof TimeoutError) throw new UnreachableError(this.address.description, error.message, "late");
      if (signal?.aborted && error === signal.reason) throw error;
      throw EngineError.from(error, this.address.description);
    }
  }

  /** What became of a change that ended with this error. */
  private async outcome<T>(change: Change<T>, error: unknown, bounds: Bounds): Promise<T> {
    const isCancelled = bounds.signal?.aborted && error === bounds.signal.reason;
    const isCut = error instanceof UnreachableError && (error.loss === "lost" || error.loss === "late");
    if (!isCancelled && !isCut && !isBusy(error)) throw error;
    await this.read((docker) => docker.ping()).catch(() => {
      throw error;
    });
    const found = await change.done();
    if (found === undefined) throw error;
    return found;
  }

  private again<T>(bounds: Bounds, end: number, work: () => Promise<T>): Promise<T> {
    let interruptedAt: number | undefined;
    const mayHelp = (error: unknown): boolean => {
      const now = Date.now();
      if (now >= end || bounds.signal?.aborted) return false;
      if (!isInterrupted(error)) return isBusy(error);
      interruptedAt ??= now;
      return now - interruptedAt < (this.hasAnswered ? RESTART_MS : FIRST_CONTACT_MS);
    };
    const policy = retry(handleWhen(mayHelp), {
      maxAttempts: Number.MAX_SAFE_INTEGER,
      backoff: new ExponentialBackoff({ initialDelay: 100, maxDelay: 2000 }),
    });
    return policy.execute(work, bounds.signal);
  }

  private connected(): Promise<EngineConnection> {
    this.connection ??= connectEngine(this.address).catch((error: unknown) => {
      this.connection = undefined;
      throw error;
    });
    return this.connection;
  }
}

function known<T extends Named>(
  reads: Map<string, CoalescedRead<T>>,
  key: string,
  load: () => Promise<T>,
): CoalescedRead<T> {
  const present = reads.get(key);
  if (present) return present;
  const read = new CoalescedRead(key, load);
  reads.set(key, read);
  return read;
}

/** Others may wait for the same read, so it goes on when one gives up. */
function shared<T>(bounds: Bounds, read: Promise<T>): Promise<T> {
  return within({ ms: endOf(bounds) - Date.now(), signal: bounds.signal }, () => read);
}

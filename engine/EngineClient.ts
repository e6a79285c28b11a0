import type Docker from "dockerode";
import { Bounds, endOf, within } from "./Bounds";
import { CoalescedRead, Named } from "./CoalescedRead";
import { EngineCalls } from "./EngineCalls";
import type { EngineAddress } from "./engineAddress";
import { unlessMissing } from "./EngineError";
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

/** One Docker Engine: a connection pool, the negotiated API version, and reads that are shared while they are true. */
export class EngineClient {
  private readonly containers = new Map<string, CoalescedRead<Container | undefined>>();
  private readonly networks = new Map<string, CoalescedRead<Network | undefined>>();
  private readonly mutex = new KeyedMutex();
  private readonly calls: EngineCalls;

  constructor(private readonly address: EngineAddress) {
    this.calls = new EngineCalls(address);
  }

  /** Whether the Engine is on this machine, so that its ports are this machine's. */
  get isLocal(): boolean {
    return this.address.options.socketPath !== undefined;
  }

  /** The minor number of the API version in use, for instance 41 for 1.41. */
  api(bounds: Bounds = {}): Promise<number> {
    return this.calls.api(bounds);
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
  read<T>(work: (docker: Docker) => Promise<T>, bounds: Bounds = {}): Promise<T> {
    return this.calls.read(work, bounds);
  }

  /**
   * Any call that changes something. After an error without the Engine's own answer the client waits for the Engine and
   * looks: what was carried out is a success, and only what was not is sent again.
   */
  change<T>({ touched, send, done }: Change<T>, bounds: Bounds = {}): Promise<T> {
    return this.changing(touched, () => this.calls.change(send, done, bounds));
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

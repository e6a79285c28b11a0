import type Docker from "dockerode";
import { awaited, Bounds, lookBounds, TimeoutError } from "./Bounds";
import { EngineCalls } from "./EngineCalls";
import type { EngineAddress } from "./engineAddress";
import { UnreachableError } from "./EngineError";
import { KeyedMutex } from "./KeyedMutex";
import { Container, endpointOn, Identity, Network } from "./model";
import { SharedReads, Touched } from "./SharedReads";

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
  /** What it changes: no shared read of that from before counts any more. */
  readonly touched: Touched;
  /** Makes the call. */
  readonly send: (docker: Docker) => Promise<T>;
  /** Looks whether the call was carried out although no answer came: its outcome, or undefined when it was not. */
  readonly done: () => Promise<T | undefined>;
}

/** One Docker Engine: a connection pool, the negotiated API version, and reads that are shared while they are true. */
export class EngineClient {
  private readonly reads = new SharedReads((work) => this.read(work));
  private readonly mutex = new KeyedMutex();
  private readonly calls: EngineCalls;
  private operation: Bounds | undefined;

  constructor(private readonly address: EngineAddress) {
    this.calls = new EngineCalls(address);
  }

  /**
   * The same client, whose looks end with these bounds unless told otherwise, and a few seconds after them at the latest:
   * what an operation has come to is told also when it was cancelled or its time is up.
   */
  during(operation: Bounds): EngineClient {
    return Object.assign(Object.create(this) as EngineClient, { operation });
  }

  /** Whether the Engine is on this machine, so that its ports are this machine's. */
  get isLocal(): boolean {
    return this.address.options.socketPath !== undefined;
  }

  /** The minor number of the API version in use, for instance 41 for 1.41. */
  api(bounds: Bounds = this.usual): Promise<number> {
    return this.calls.api(bounds);
  }

  /** A container by name, id or unambiguous start of an id, as it is now; undefined when there is none. */
  container(ref: string, bounds: Bounds = this.usual): Promise<Container | undefined> {
    return this.awaited(bounds, this.reads.container(ref));
  }

  /** The same, but a read of the last moments will do, unless they are none. */
  recentContainer(ref: string, maxAgeMs: number, bounds: Bounds = this.usual): Promise<Container | undefined> {
    return this.awaited(bounds, this.reads.recentContainer(ref, maxAgeMs));
  }

  /** A network by name or id, as it is now; undefined when there is none. */
  network(ref: string, bounds: Bounds = this.usual): Promise<Network | undefined> {
    return this.awaited(bounds, this.reads.network(ref));
  }

  /** The same, but a read of the last moments will do; its members may have come and gone since. */
  recentNetwork(ref: string, maxAgeMs: number, bounds: Bounds = this.usual): Promise<Network | undefined> {
    return this.awaited(bounds, this.reads.recentNetwork(ref, maxAgeMs));
  }

  /** A container whose connection to that network is as it was read; what it is besides may have changed since. */
  recentMember(id: string, networkId: string, maxAgeMs: number): Promise<Container | undefined> {
    return this.awaited(this.usual, this.reads.recentContainer(id, maxAgeMs, networkId));
  }

  /** What a name or an id of a network means now; many that ask at the same moment share one list. */
  async networkIdentity(ref: string, bounds: Bounds = this.usual): Promise<Identity | undefined> {
    const found = (await this.allNetworks(bounds)).filter(({ Id, Name }) => Id === ref || Name === ref);
    const [only] = found;
    return only && found.length === 1 ? { id: only.Id, name: only.Name } : this.network(ref, bounds);
  }

  /** Every container that there is now, running or not, in the Engine's own short form. */
  allContainers(bounds: Bounds = this.usual): Promise<readonly Docker.ContainerInfo[]> {
    return this.awaited(bounds, this.reads.allContainers());
  }

  /** Every network that there is now, without its members. */
  allNetworks(bounds: Bounds = this.usual): Promise<readonly Docker.NetworkInspectInfo[]> {
    return this.awaited(bounds, this.reads.allNetworks());
  }

  /** Resolves when the container is on the network, also when the answer was lost. */
  async connect(network: Identity, container: Container, config: EndpointConfig, bounds: Bounds): Promise<void> {
    const body = { Container: container.id, EndpointConfig: config };
    await this.change(
      {
        touched: { networkId: network.id || network.name, container: container.id },
        send: (docker) =>
          docker
            .getNetwork(network.id || network.name)
            .connect(body)
            .then(() => true),
        done: () => this.isConnected(network, container.id),
      },
      bounds,
    );
  }

  /** `force` is for endpoints whose container is gone; then `container` has to be the endpoint's name. */
  async disconnect(network: Identity, container: string, force: boolean, bounds: Bounds): Promise<void> {
    const body = { Container: container, Force: force };
    await this.change(
      {
        touched: { networkId: network.id || network.name, container },
        send: (docker) =>
          docker
            .getNetwork(network.id || network.name)
            .disconnect(body)
            .then(() => true),
        done: async () => {
          const now = await this.network(network.id || network.name);
          const isMember = now?.members.some(({ id, name }) => id === container || name === container);
          return isMember || (await this.isConnected(network, container)) ? undefined : true;
        },
      },
      bounds,
    );
  }

  /** Any call that changes nothing: made again while the Engine is busy, restarts, or cuts the line. */
  read<T>(work: (docker: Docker) => Promise<T>, bounds: Bounds = this.usual): Promise<T> {
    return this.calls.read(work, bounds);
  }

  /**
   * Any call that changes something. After an error without the Engine's own answer the client waits for the Engine and
   * looks: what was carried out is a success, and only what was not is sent again.
   */
  async change<T>({ touched, send, done }: Change<T>, bounds: Bounds = {}): Promise<T> {
    this.reads.forget(touched);
    try {
      return await this.calls.change(send, done, bounds);
    } finally {
      this.reads.forget(touched);
    }
  }

  /**
   * Lets work on the same thing happen one after another, whether or not the work before succeeded. `first` tells whether
   * nothing has worked on it yet in this process; otherwise what was read before the wait may be out of date.
   */
  runExclusive<T>(key: string, work: (first: boolean) => Promise<T>): Promise<T> {
    return this.mutex.runExclusive(key, work);
  }

  private async awaited<T>(bounds: Bounds, shared: Promise<T>): Promise<T> {
    try {
      return await awaited(bounds, shared);
    } catch (error) {
      if (!(error instanceof TimeoutError)) throw error;
      // Answers that may never come are not to be waited for by others too.
      this.reads.abandon();
      this.calls.abandonContact();
      throw new UnreachableError(this.address.description, error.message, "late");
    }
  }

  private get usual(): Bounds {
    return this.operation ? lookBounds(this.operation) : {};
  }

  private async isConnected(network: Identity, ref: string): Promise<true | undefined> {
    const container = await this.container(ref);
    return container && endpointOn(container, network) ? true : undefined;
  }
}

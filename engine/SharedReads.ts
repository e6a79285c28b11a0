import type Docker from "dockerode";
import type { ContainerInfo, NetworkInspectInfo } from "dockerode";
import { CoalescedRead, Named } from "./CoalescedRead";
import { unlessMissing } from "./EngineError";
import { Container, containerFrom, Network, networkFrom } from "./model";

/** Ids and names of what a call changes, or the one connection that it changes. */
export type Touched = readonly string[] | { readonly networkId: string; readonly container: string };

/** What a list holds, in the form of a value that is read. */
interface List<T> {
  readonly id: string;
  readonly name: string;
  readonly all: readonly T[];
}

/** Reads of one Engine that many resources want at the same moment, each made once. */
export class SharedReads {
  private readonly containers = new Map<string, CoalescedRead<Container | undefined>>();
  private readonly networks = new Map<string, CoalescedRead<Network | undefined>>();
  /** By container name, the id that it had at last: what is read by name and by id is one read then. */
  private readonly ids = new Map<string, string>();
  private readonly containerList: CoalescedRead<List<ContainerInfo>>;
  private readonly networkList: CoalescedRead<List<NetworkInspectInfo>>;

  constructor(private readonly read: <T>(work: (docker: Docker) => Promise<T>) => Promise<T>) {
    this.containerList = list("containers", () => read((docker) => docker.listContainers({ all: true })));
    this.networkList = list("networks", () => read((docker) => docker.listNetworks()));
  }

  /** A container by name or id, as it is now; undefined when there is none. */
  container(ref: string): Promise<Container | undefined> {
    return this.known(ref, (read) => read.fresh());
  }

  /** The same, at most that old; 0 is now. With `part`, the id of a network, only that connection has to be unchanged since. */
  recentContainer(ref: string, maxAgeMs: number, part?: string): Promise<Container | undefined> {
    return this.known(ref, (read) => (maxAgeMs ? read.recent(maxAgeMs, part) : read.fresh()));
  }

  network(ref: string): Promise<Network | undefined> {
    return this.networkRead(ref).fresh();
  }

  recentNetwork(ref: string, maxAgeMs: number): Promise<Network | undefined> {
    const read = this.networkRead(ref);
    return maxAgeMs ? read.recent(maxAgeMs) : read.fresh();
  }

  /** Every container that there is now, running or not, in the Engine's own short form. */
  async allContainers(): Promise<readonly ContainerInfo[]> {
    return (await this.containerList.fresh()).all;
  }

  /** Every network that there is now, without its members. */
  async allNetworks(): Promise<readonly NetworkInspectInfo[]> {
    return (await this.networkList.fresh()).all;
  }

  /** To be called before and after every change. One of a connection leaves the network and other connections alone. */
  forget(touched: Touched): void {
    const all = [...this.networks.values(), ...this.containers.values()];
    if (!("networkId" in touched)) for (const read of all) read.forget(touched);
    else for (const read of this.containers.values()) read.forget([touched.container], touched.networkId);
  }

  /** To be called when an answer does not come. */
  abandon(): void {
    const all = [this.containerList, this.networkList, ...this.networks.values(), ...this.containers.values()];
    for (const read of all) read.abandon();
  }

  private async known(
    ref: string,
    look: (read: CoalescedRead<Container | undefined>) => Promise<Container | undefined>,
  ): Promise<Container | undefined> {
    const id = this.ids.get(ref);
    const found = id === undefined ? undefined : await look(this.containerRead(id));
    // Another container may have got the name.
    return found?.name === ref ? found : look(this.containerRead(ref));
  }

  private containerRead(ref: string): CoalescedRead<Container | undefined> {
    return present(this.containers, ref, async () => {
      const info = await unlessMissing(this.read((docker) => docker.getContainer(ref).inspect()));
      if (!info) return undefined;
      const container = containerFrom(info);
      this.ids.set(container.name, container.id);
      return container;
    });
  }

  private networkRead(ref: string): CoalescedRead<Network | undefined> {
    return present(this.networks, ref, async () => {
      const info = await unlessMissing(this.read((docker) => docker.getNetwork(ref).inspect()));
      return info && networkFrom(info);
    });
  }
}

function list<T>(name: string, load: () => Promise<T[]>): CoalescedRead<List<T>> {
  return new CoalescedRead(name, async () => ({ id: name, name, all: await load() }));
}

function present<T extends Named>(
  reads: Map<string, CoalescedRead<T>>,
  key: string,
  load: () => Promise<T>,
): CoalescedRead<T> {
  const read = reads.get(key) ?? new CoalescedRead(key, load);
  reads.set(key, read);
  return read;
}

import { CoalescedRead, REFRESH_AGE_MS } from "../../engine/CoalescedRead";
import type { EngineClient } from "../../engine/EngineClient";
import { unlessMissing } from "../../engine/EngineError";
import { awaited, Bounds, lookBounds } from "../../engine/Bounds";
import type { Member } from "./members";
import type { NetworkBody } from "./networkBody";

/** What a network was before it was made again, and who was on it. */
export interface RemakeRecord {
  readonly network: NetworkBody;
  readonly members: readonly Member[];
}

const LABEL = "dockwire.remake";
const ALL = "records of networks that are made again";

/**
 * What has to be known to mend a network whose remaking was cut off, as by a kill of this process. The Engine forgets a
 * connection's aliases and addresses with the connection, so they lie on it as the label of an empty volume meanwhile.
 */
export class RemakeRecords {
  private readonly all: CoalescedRead<{ id: string; name: string; records: Map<string, RemakeRecord> }>;

  constructor(private readonly engine: () => EngineClient) {
    this.all = new CoalescedRead(ALL, async () => ({ id: ALL, name: ALL, records: await this.list() }));
  }

  /** The record of that network, if its remaking was cut off. A read of the last moments will do. */
  async recent(network: string, bounds: Bounds): Promise<RemakeRecord | undefined> {
    try {
      return (await awaited(lookBounds(bounds), this.all.recent(REFRESH_AGE_MS))).records.get(network);
    } catch (error) {
      // An answer that may never come is not to be waited for by others too.
      this.all.abandon();
      throw error;
    }
  }

  async find(network: string): Promise<RemakeRecord | undefined> {
    return (await this.all.fresh()).records.get(network);
  }

  async write(record: RemakeRecord, bounds: Bounds): Promise<void> {
    const name = volumeName(record.network.name);
    const options = { Name: name, Labels: { [LABEL]: JSON.stringify(record) } };
    await this.changing(() =>
      this.engine().change(
        {
          touched: [],
          send: (docker) => docker.createVolume(options).then(() => true),
          done: async () => ((await this.find(record.network.name)) ? true : undefined),
        },
        bounds,
      ),
    );
  }

  async remove(network: string, bounds: Bounds): Promise<void> {
    await this.changing(() =>
      unlessMissing(
        this.engine().change(
          {
            touched: [],
            send: (docker) =>
              docker
                .getVolume(volumeName(network))
                .remove()
                .then(() => true),
            done: async () => ((await this.find(network)) ? undefined : true),
          },
          bounds,
        ),
      ),
    );
  }

  private async changing<T>(work: () => Promise<T>): Promise<T> {
    return work().finally(() => this.all.forget([ALL]));
  }

  private async list(): Promise<Map<string, RemakeRecord>> {
    const filters = { label: [LABEL] };
    const { Volumes } = await this.engine().read((docker) => docker.listVolumes({ filters }));
    const records = (Volumes ?? []).map(({ Labels }) => JSON.parse(Labels[LABEL] ?? "") as RemakeRecord);
    return new Map(records.map((record) => [record.network.name, record]));
  }
}

function volumeName(network: string): string {
  return `dockwire-remake-${network}`;
}

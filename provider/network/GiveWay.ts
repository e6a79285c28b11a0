import type { EngineClient } from "../../engine/EngineClient";
import { Network, networkFrom } from "../../engine/model";
import type { AttachmentRegistry } from "../attachment/AttachmentRegistry";
import type { HeldContainers } from "../attachment/HeldContainers";
import type { ExpectedSubnets } from "../attachment/ExpectedSubnets";
import type { Operation } from "../protocol/Resource";
import { asideBody } from "./asideBody";
import { clashes, Exclusive, exclusiveFrom } from "./clashes";
import { networkInputs } from "./networkInputs";
import type { Giver, NetworkRegistry } from "./NetworkRegistry";
import { NetworkRemake } from "./NetworkRemake";
import { BRIDGE_NAME } from "./networkShape";
import { PlannedRemake, planRemake } from "./planRemake";
import type { RemakeRecords } from "./RemakeRecords";

/** A network as it is wanted, what begins every error, and its name. */
export interface WantedRoom extends Exclusive {
  readonly attempt: string;
  readonly name: string;
}

/** What is known of the program in this run. */
interface Program {
  readonly registry: NetworkRegistry;
  readonly attachments: Pick<AttachmentRegistry, "isLetGo">;
  readonly held: Pick<HeldContainers, "containersOn">;
  readonly expected: ExpectedSubnets;
}

interface Standing extends Giver {
  readonly live: Network;
}

/**
 * Moves networks of the program out of the way of another that wants what they have and give up in this update. Pulumi
 * changes one after another, and removes last: so who has a subnet is made again in another one until its turn comes.
 */
export class GiveWay {
  constructor(
    private readonly engine: () => EngineClient,
    private readonly records: RemakeRecords,
    private readonly program: Program,
  ) {}

  /**
   * Makes or changes the wanted network while those in its way are away; at preview it tells which these are.
   * @throws when one of them stays, or cannot be moved
   */
  async around<T>(wanted: WantedRoom, operation: Operation, work: () => Promise<T>): Promise<T> {
    const standing = await this.standing(wanted, operation);
    if (operation.preview) await this.tell(wanted, standing, operation);
    if (operation.preview || standing.length === 0) return work();
    // One at a time: two could wait for each other.
    return this.engine().runExclusive("networks that give way", async () =>
      this.moveAll(wanted, await this.standing(wanted, operation), operation, work),
    );
  }

  private async tell(wanted: WantedRoom, standing: readonly Standing[], operation: Operation): Promise<void> {
    // What the same resource has under its former name is removed first.
    for (const one of standing.filter(({ urn }) => urn !== operation.urn)) {
      await this.plan(wanted, one, operation);
      operation.warn(
        `Network "${one.live.name}" has ${whatOf(wanted, one.live)} and gives it up in this update. ` +
          `It is made again with other addresses first; the containers on it keep running.`,
      );
    }
  }

  private async moveAll<T>(
    wanted: WantedRoom,
    [first, ...rest]: readonly Standing[],
    operation: Operation,
    work: () => Promise<T>,
  ): Promise<T> {
    if (!first) return work();
    return this.engine().runExclusive(`network/${first.live.name}`, async () => {
      const live = await this.engine().network(first.live.id, operation.bounds);
      const next = () => this.moveAll(wanted, rest, operation, work);
      return live ? this.move(wanted, { ...first, live }, operation, next) : next();
    });
  }

  private async move<T>(wanted: WantedRoom, standing: Standing, operation: Operation, work: () => Promise<T>) {
    const plan = await this.plan(wanted, standing, operation);
    const body = () => asideBody(this.engine(), plan.former, standing.live, wanted);
    const results: T[] = [];
    const made = await new NetworkRemake(this.engine(), this.records, plan).run(body, async () => {
      results.push(await work());
    });
    this.program.registry.moved(standing.live.id, made.id);
    // Its own attachments say later which addresses they want.
    this.program.expected.note([standing.live, made], []);
    return results[0];
  }

  /** The networks that have what is wanted. @throws when one of them stays */
  private async standing(wanted: WantedRoom, { bounds }: Operation): Promise<Standing[]> {
    if (wanted.ipam.length === 0 && !wanted.options[BRIDGE_NAME]) return [];
    const all = (await this.engine().allNetworks(bounds)).filter(({ Name }) => Name !== wanted.name);
    const inTheWay = all.filter((info) => clashes(wanted, exclusiveFrom(info)).length > 0);
    return inTheWay.map(networkFrom).map((live) => {
      const giver = this.program.registry.giver(live, wanted);
      if (giver && live.driver === "bridge") return { ...giver, live };
      throw new Error(
        `${wanted.attempt} is refused: network "${live.name}" (${live.id.slice(0, 12)}) has ${whatOf(wanted, live)}. ` +
          `Choose another${wanted.ipam.length ? `, or give "subnetPool"` : ""}, or remove that network if nobody needs it.`,
      );
    });
  }

  private async plan(
    wanted: WantedRoom,
    { live, inputs, urn }: Standing,
    { stateId, bounds }: Operation,
  ): Promise<PlannedRemake> {
    const attempt = `Moving network "${live.name}" out of the way of "${wanted.name}" (${whatOf(wanted, live)})`;
    return planRemake(
      this.engine().during(bounds),
      { live, record: await this.records.recent(live.name, bounds) },
      {
        attempt,
        inputs: { ...networkInputs(inputs), ipam: [], subnetPool: undefined, ipv4: live.ipv4, ipv6: live.ipv6 },
        urn,
        stateId,
        isGivenUp: () => true,
        isLetGo: this.program.attachments.isLetGo,
        created: this.program.held.containersOn(live),
      },
      bounds,
    );
  }
}

function whatOf(wanted: Exclusive, live: Network): string {
  return clashes(wanted, live)
    .map(({ what }) => what)
    .join(" and ");
}

import type { Bounds } from "../../engine/Bounds";
import type { EngineClient } from "../../engine/EngineClient";
import { describeError } from "../../engine/EngineError";
import { Container, endpointOn, Identity, isDying, Network } from "../../engine/model";
import type { Ends } from "../attachment/ends";
import { power } from "../attachment/power";
import { throughRestarts } from "../attachment/throughRestarts";
import { makeAdvice, makeNetwork } from "./makeNetwork";
import { inConnectOrder, Member } from "./members";
import { connectionsOn } from "./movedAddress";
import type { NetworkBody } from "./networkBody";
import type { RemakeRecords } from "./RemakeRecords";
import { removeNetwork } from "./removeNetwork";

/** For each call. Nothing of the operation ends the work: cut off in the middle, containers would be off the network. */
const BOUNDS: Bounds = { timeoutMs: 60_000 };

/** A network, who is on it, and what it goes back to when something fails. */
export interface RemakePlan {
  /** Begins every error that comes of it. */
  readonly attempt: string;
  /** Undefined when it was cut off after the old one was removed. */
  readonly live: Network | undefined;
  readonly former: NetworkBody;
  readonly members: readonly Member[];
  /** Whether a member's attachment was deleted since. */
  readonly isLetGo: (ends: Ends<Identity>) => boolean;
}

/**
 * Makes a network again with other settings while its containers run: they leave it, and come back as they were. The
 * Engine can change nothing on a network that is there.
 */
export class NetworkRemake {
  private readonly members: readonly Member[];
  /** Containers that were stopped here, to be started again. */
  private readonly halted = new Set<string>();

  constructor(
    private readonly engine: EngineClient,
    private readonly records: RemakeRecords,
    private readonly plan: RemakePlan,
  ) {
    this.members = inConnectOrder(plan.members);
  }

  /**
   * `next` tells the other settings, and `meanwhile` is work for which the network has to be away.
   * @throws when a step fails; then all is as it was before, or the error says what is not
   */
  async run(next: () => Promise<NetworkBody>, meanwhile?: () => Promise<void>): Promise<Network> {
    const { attempt, live, former } = this.plan;
    const record = { network: former, members: this.members };
    await this.records.remove(former.name, BOUNDS);
    await this.records.write(record, BOUNDS);
    let ipv6 = former.ipv6;
    try {
      const body = await next();
      ipv6 = body.ipv6;
      if (live) await this.remove(live);
      await meanwhile?.();
      const made = await makeNetwork(this.engine, body, BOUNDS);
      await this.connect(made);
      await this.records.remove(former.name, BOUNDS);
      return made;
    } catch (error) {
      const advice = makeAdvice(error, ipv6);
      throw describeError(attempt, error, [await this.putBack(), advice].filter(Boolean).join(" "));
    }
  }

  /** The rest of a remaking that was cut off when the network had been made already. */
  async finish(made: Network): Promise<void> {
    await this.connect(made);
    await this.records.remove(made.name, BOUNDS);
  }

  private async putBack(): Promise<string> {
    const { live, former } = this.plan;
    try {
      const present = await this.engine.network(former.name);
      const isFormer = present !== undefined && present.id === live?.id;
      if (present && !isFormer) await this.remove(present);
      await this.connect(isFormer ? present : await makeNetwork(this.engine, former, BOUNDS));
      await this.records.remove(former.name, BOUNDS);
      return "The network and its containers are as they were before.";
    } catch (error) {
      const names = this.members.map((member) => member.name).join(", ") || "none";
      return (
        `Going back failed too (${(error as Error).message}): the network or some of its containers (${names}) are off. ` +
        `Run "pulumi up" again, which connects them as they were.`
      );
    }
  }

  private async remove(network: Network): Promise<void> {
    for (const member of this.members) await this.disconnect(network, member);
    // An endpoint that outlived its container is listed under "ep-" and an id of its own.
    for (const { name } of network.members.filter((member) => member.id.startsWith("ep-"))) {
      await this.engine.disconnect(network, name, true, BOUNDS).catch(() => undefined);
    }
    await removeNetwork(this.engine, network, BOUNDS);
  }

  private async disconnect(network: Network, member: Member): Promise<void> {
    try {
      await this.engine.disconnect(network, member.id, false, BOUNDS);
    } catch (error) {
      const container = await this.present(member);
      if (!container || !endpointOn(container, network)) return;
      if (container.status !== "restarting" && !/is not connected/.test(String(error))) throw error;
      // Between two restarts it has no endpoint to leave with, and would not start again once this network is gone.
      await power(this.engine, member.id, "stop", BOUNDS);
      this.halted.add(member.id);
      await this.engine.disconnect(network, member.id, false, BOUNDS);
    }
  }

  private async connect(network: Network): Promise<void> {
    const connections = connectionsOn(this.members, this.plan.former.ipam, network.ipam);
    for (const member of this.members) {
      const container = await this.present(member);
      if (!container) continue;
      const ends = { container, network };
      if (this.plan.isLetGo(ends)) continue;
      const config = connections.get(member.id) ?? member.config;
      await throughRestarts(this.engine, container, BOUNDS, async (now) => {
        if (!endpointOn(now, network)) await this.engine.connect(network, now, config, BOUNDS);
      }).catch(async (error: unknown) => {
        if (await this.present(member)) throw describeError(`connecting container "${member.name}" again`, error);
      });
      if (this.plan.isLetGo(ends))
        await this.engine.disconnect(network, member.id, false, BOUNDS).catch(() => undefined);
      if (!container.running && (member.restarting || this.halted.has(member.id)))
        await power(this.engine, member.id, "start", BOUNDS);
    }
  }

  /** The Docker provider may replace a container meanwhile: one that is being removed is not connected again. */
  private async present({ id }: Member): Promise<Container | undefined> {
    const container = await this.engine.container(id);
    return container && isDying(container) ? undefined : container;
  }
}

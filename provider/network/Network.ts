import type { EngineClient } from "../../engine/EngineClient";
import type { Bounds } from "../../engine/Bounds";
import { describeError } from "../../engine/EngineError";
import { REFRESH_AGE_MS } from "../../engine/CoalescedRead";
import type { Network as LiveNetwork } from "../../engine/model";
import type { PropertyChange } from "../protocol/propertyDiff";
import type { AttachmentRegistry } from "../attachment/AttachmentRegistry";
import type { HeldContainers } from "../attachment/HeldContainers";
import type { ExpectedSubnets } from "../attachment/ExpectedSubnets";
import type { CheckContext, Checked, Edit, Found, Operation, Resource } from "../protocol/Resource";
import { stackOf } from "../protocol/stackOf";
import { hasUnknown, Properties } from "../protocol/values";
import { sweepChoice } from "./chosenSubnet";
import { checkNetwork } from "./checkNetwork";
import { makeAdvice, makeNetwork } from "./makeNetwork";
import { knownIpam, nextIpam, wantedBody } from "./networkBody";
import { listNetworks } from "./listNetworks";
import { NetworkInputs, networkInputs } from "./networkInputs";
import { NetworkRegistry } from "./NetworkRegistry";
import { NetworkRemake } from "./NetworkRemake";
import {
  inputsFromNetwork,
  networkChanges,
  networkState,
  OWNER_LABEL,
  unknownState,
  unmetInputs,
} from "./networkState";
import { GiveWay } from "./GiveWay";
import { network } from "./networkShape";
import { formerNetwork, isMarked } from "./presentNetwork";
import { FoundNetwork, planRemake } from "./planRemake";
import { movesWarning, refuseByVersion, remakeWarning } from "./networkPreview";
import { refuseBySwarm } from "./overlayRules";
import { rejoinStopped } from "./rejoinStopped";
import { RemakeRecords } from "./RemakeRecords";
import { releaseMembers } from "./releaseMembers";
import { PATIENCE_MS, removeNetwork } from "./removeNetwork";
import { SubnetChooser } from "./SubnetChooser";

/** A network on the Engine, with a subnet out of a pool if wanted, and without fixed waits. */
export class Network implements Resource {
  readonly declaration = network;
  readonly deleteBeforeReplace = true;
  readonly refreshBeforeUpdate = true;
  readonly list = (query: Properties, bounds: Bounds) => listNetworks(this.engine(), query, bounds);
  readonly isHeld = (urn: string, _id: string, state: Properties) => this.registry.isTaken(urn, String(state.name));
  readonly tells = () => this.registry.tells();
  private readonly chooser: SubnetChooser;
  private readonly records: RemakeRecords;
  private readonly registry = new NetworkRegistry();
  private readonly giveWay: GiveWay;

  constructor(
    private readonly engine: () => EngineClient,
    private readonly attachments: Pick<AttachmentRegistry, "containersOn" | "isGivenUp" | "isLetGo">,
    private readonly held: Pick<HeldContainers, "containersOn" | "leaving">,
    private readonly expected: ExpectedSubnets,
  ) {
    this.chooser = new SubnetChooser(engine);
    this.records = new RemakeRecords(engine);
    this.giveWay = new GiveWay(engine, this.records, { registry: this.registry, attachments, held, expected });
  }

  check(given: Properties, { urn }: CheckContext): Checked {
    const { inputs, failures } = checkNetwork(given);
    if (failures.length || hasUnknown(inputs.name)) return { inputs, failures };
    return { inputs, failures: this.registry.claim(urn, inputs) };
  }

  async amendChanges(_changes: PropertyChange[], { state, oldInputs, inputs }: Edit): Promise<PropertyChange[]> {
    const changes = networkChanges(state, oldInputs, inputs);
    // As `read` leaves it when a remaking was cut off.
    return state.networkId === "" ? [...changes, { path: "networkId", kind: "update" }] : changes;
  }

  async create(given: Properties, operation: Operation): Promise<Found> {
    const inputs = networkInputs(given);
    const attempt = `Creating network "${inputs.name}"`;
    const engine = this.engine().during(operation.bounds);
    await refuseByVersion(engine, attempt, inputs, operation);
    await refuseBySwarm(engine, attempt, inputs, operation);
    const wanted = { attempt, inputs, urn: operation.urn, stateId: operation.stateId };
    this.registry.learn(await operation.beside());
    const former = hasUnknown(given.name)
      ? undefined
      : await formerNetwork(engine, this.registry, wanted, operation.bounds);
    if (former) {
      if (!operation.preview) this.registry.take(inputs.name);
      const state = networkState(inputsFromNetwork(undefined, former), former);
      // Known already at preview, so that nothing else seems to change with it.
      return { id: former.name, state: await this.update(former.name, state, given, operation) };
    }
    return this.giveWay.around({ attempt, ...inputs }, operation, async () => {
      if (operation.preview) return { id: "", state: { ...given, ...unknownState() } };
      const made = await this.make(attempt, inputs, operation);
      await rejoinStopped(engine, made, [stackOf(operation.urn)], operation.bounds);
      return { id: made.name, state: networkState(given, made) };
    });
  }

  async read(id: string, oldInputs: Properties, state: Properties, operation: Operation): Promise<Found | undefined> {
    const isImport = Object.keys(oldInputs).length === 0;
    const { live, record } = await this.find(id, state, operation, REFRESH_AGE_MS);
    if (live) this.registry.remember(operation.urn, live.id, oldInputs);
    if (record) return { id, state: { ...state, networkId: "" }, inputs: oldInputs };
    if (!live) return undefined;
    const inputs = inputsFromNetwork(isImport ? undefined : oldInputs, live);
    return { id: isImport ? live.name : id, state: { ...state, ...networkState(inputs, live) }, inputs };
  }

  async update(id: string, state: Properties, given: Properties, operation: Operation): Promise<Properties> {
    const inputs = networkInputs(given);
    const attempt = `Changing network "${inputs.name}"`;
    await refuseByVersion(this.engine(), attempt, inputs, operation);
    const exclusive = (work: () => Promise<Properties>) => this.engine().runExclusive(`network/${inputs.name}`, work);
    const change = async () => {
      const found = await this.find(id, state, operation);
      const { live, record } = found;
      if (record && !operation.preview) await sweepChoice(this.engine(), record.network.name);
      if (!live && !record) throw new Error(`${attempt}: it is gone. Run "pulumi up --refresh" to have it made again.`);
      if (live && unmetInputs(networkInputs(state), inputs, live).length === 0) {
        if (record && !operation.preview) {
          const { isLetGo } = this.attachments;
          const plan = { attempt, live, former: record.network, members: record.members, isLetGo };
          await new NetworkRemake(this.engine(), this.records, plan).finish(live);
        }
        return networkState(given, live);
      }
      return this.remake(attempt, found, { given, inputs, state }, operation);
    };
    return this.giveWay.around({ attempt, ...inputs }, operation, () => exclusive(change));
  }

  async delete(id: string, state: Properties, operation: Operation): Promise<void> {
    if (this.registry.isTaken(operation.urn, String(state.name))) return;
    const { live, record } = await this.find(id, state, operation);
    const { signal, askedMs = PATIENCE_MS } = operation.bounds;
    const bounds = { signal, timeoutMs: askedMs };
    if (live) {
      const engine = this.engine().during(bounds);
      const own = [...this.attachments.containersOn(live), ...this.held.leaving(live)];
      await releaseMembers(engine, live, own, bounds);
      await removeNetwork(engine, live, bounds);
    }
    if (!record) return;
    await sweepChoice(this.engine(), record.network.name);
    await this.records.remove(record.network.name, operation.bounds);
  }

  private async remake(
    attempt: string,
    found: FoundNetwork,
    { given, inputs, state }: { given: Properties; inputs: NetworkInputs; state: Properties },
    operation: Operation,
  ): Promise<Properties> {
    const { urn, stateId, bounds } = operation;
    const { live } = found;
    const created = live ? this.held.containersOn(live) : [];
    const { isGivenUp, isLetGo } = this.attachments;
    const wanted = { attempt, inputs, urn, stateId, isGivenUp, isLetGo, created };
    const plan = await planRemake(this.engine().during(bounds), found, wanted, bounds);
    const networks = live ? [live] : [];
    if (operation.preview) {
      const ipam = knownIpam(inputs, plan.next);
      this.expected.note(networks, ipam);
      const warnings = [remakeWarning(inputs.name, plan.connected), movesWarning(plan, ipam)];
      for (const warning of warnings) if (warning) operation.warn(warning);
      return { ...state, ...given, ...unknownState() };
    }
    const owner = { urn: live?.labels[OWNER_LABEL] ?? urn, stateId };
    const made = await this.chooser.withSubnet(inputs, plan.next, bounds.signal, (ipam) =>
      new NetworkRemake(this.engine(), this.records, plan).run(() => Promise.resolve(wantedBody(inputs, ipam, owner))),
    );
    this.expected.note([...networks, made], made.ipam);
    return networkState(given, made);
  }

  /** By the Engine's id, or by the name when the network of that name is the program's or bears this resource's mark. */
  private async find(id: string, state: Properties, operation: Operation, maxAgeMs = 0): Promise<FoundNetwork> {
    const name = String(state.name ?? id);
    const known = String(state.networkId ?? "") || id;
    const byId = await this.engine().recentNetwork(known, maxAgeMs, operation.bounds);
    const record = await this.records.recent(byId?.name ?? name, operation.bounds);
    if (byId) return { live: byId, record };
    const byName = await this.engine().recentNetwork(name, maxAgeMs, operation.bounds);
    const isKnown =
      byName && (this.registry.isRecorded(byName.id) || isMarked(byName, operation.urn, operation.stateId));
    const isOwn = byName?.name === name && isKnown;
    return { live: record || isOwn ? byName : undefined, record };
  }

  private async make(attempt: string, inputs: NetworkInputs, operation: Operation): Promise<LiveNetwork> {
    const engine = this.engine().during(operation.bounds);
    try {
      return await this.chooser.withSubnet(inputs, nextIpam(inputs), operation.bounds.signal, (ipam) =>
        makeNetwork(engine, wantedBody(inputs, ipam, operation), operation.bounds),
      );
    } catch (error) {
      throw describeError(attempt, error, makeAdvice(error, inputs.ipv6));
    }
  }
}

import { REFRESH_AGE_MS } from "../../engine/CoalescedRead";
import type { Bounds } from "../../engine/Bounds";
import type { EngineClient } from "../../engine/EngineClient";
import type { Endpoint } from "../../engine/model";
import { withoutChosenAddress } from "../../engine/overlay";
import type { PropertyChange } from "../protocol/propertyDiff";
import type { CheckContext, Checked, Edit, Found, Operation, Resource } from "../protocol/Resource";
import type { Properties } from "../protocol/values";
import { asFound, attachmentInputs, checkAttachment, toInputs } from "./attachmentInputs";
import { createdState, previewAttachment, updatedState } from "./attachmentPreview";
import type { AttachmentRegistry } from "./AttachmentRegistry";
import { AttachmentInputs, networkAttachment } from "./attachmentShape";
import { attachmentState } from "./attachmentState";
import type { Claimant } from "./claims";
import { ExpectedSubnets } from "./ExpectedSubnets";
import { importedInputs, readInputs } from "./endpointForm";
import type { Ends, Identity } from "./ends";
import { listAttachments } from "./listAttachments";
import { LiveAttachment } from "./LiveAttachment";
import { connectionChanges } from "./connectionChanges";
import { endRefs, findConnection, ownerIn, recordedEnds } from "./recorded";
import { made } from "./made";
import { makeRoom } from "./makeRoom";
import { otherHolders } from "./otherHolders";
import { removeEndpoint } from "./removeEndpoint";

/** Connects a container that exists to a network that exists, and keeps the container as it is all the while. */
export class NetworkAttachment implements Resource {
  readonly declaration = networkAttachment;
  readonly deleteBeforeReplace = true;
  readonly refreshBeforeUpdate = true;
  readonly list = (query: Properties, bounds: Bounds) => listAttachments(this.engine(), query, bounds);
  readonly sets = ["aliases", "linkLocalIps"];
  readonly isHeld = (urn: string, id: string, state: Properties) =>
    this.registry.hasSuccessor(urn, recordedEnds(id, state));
  readonly tells = () => this.registry.tells();

  constructor(
    private readonly engine: () => EngineClient,
    private readonly registry: AttachmentRegistry,
    private readonly expected: ExpectedSubnets,
  ) {}

  /** The names that resolve are the aliases, among others. */
  secretOutputsOf(secretInputs: ReadonlySet<string>): readonly string[] {
    return secretInputs.has("aliases") ? ["dnsNames"] : [];
  }

  async check(given: Properties, { urn, oldInputs }: CheckContext): Promise<Checked> {
    const { inputs, failures } = checkAttachment(given);
    if (failures.length) return { inputs, failures };
    const refusals = this.expected.refusals(inputs);
    return { inputs, failures: [...refusals, ...(await this.registry.claim(urn, inputs, oldInputs))] };
  }

  /** Names and ids may mean the same end. */
  async amendChanges(changes: PropertyChange[], edit: Edit): Promise<PropertyChange[]> {
    const ends = await connectionChanges(this.engine(), edit);
    return [...changes.filter(({ path }) => path !== "container" && path !== "network"), ...ends];
  }

  async create(given: Properties, operation: Operation): Promise<Found> {
    const inputs = attachmentInputs(given);
    const attempt = `Attaching container "${inputs.container}" to network "${inputs.network}"`;
    const claimant = await this.claimant(operation);
    const engine = this.engine().during(operation.bounds);
    if (operation.preview) {
      await previewAttachment({ engine, attempt, claimant, expected: this.expected }, given, operation);
      return { id: "", state: createdState(given) };
    }
    const { isGivenUp } = claimant;
    await makeRoom(engine, { inputs, isGivenUp }, operation.bounds);
    const ends = { ...inputs, networkAgeMs: REFRESH_AGE_MS };
    return LiveAttachment.runExclusive(engine, attempt, ends, async (live) => {
      await live.refuse(inputs, claimant);
      const former = this.registry.former(live);
      const isToConnect = live.isToConnect(inputs, claimant, former && attachmentInputs(former));
      if (isToConnect) await live.connect(inputs, operation.bounds, claimant.owner);
      this.registry.made(operation.urn);
      return made(live, inputs, given);
    });
  }

  async read(id: string, oldInputs: Properties, state: Properties, operation: Operation): Promise<Found | undefined> {
    const isImport = Object.keys(oldInputs).length === 0;
    const ends = recordedEnds(id, state);
    const engine = this.engine().during(operation.bounds);
    const found = await findConnection(engine, ends);
    operation.bounds.signal.throwIfAborted();
    if (!found) return undefined;
    const { container, network, endpoint } = found;
    const inputs = isImport ? await this.importInputs(found) : readInputs(attachmentInputs(oldInputs), endpoint);
    if (!isImport) this.registry.remember(operation.urn, endRefs(found), asFound(oldInputs, inputs));
    const now = attachmentState(inputs, found, endpoint, await engine.api());
    // Another's mark is seen when it comes to deleting, by the difference.
    const owner = state.owner ?? now.owner;
    return { id: `${network.name}/${container.name}`, state: { ...state, ...now, owner }, inputs: toInputs(inputs) };
  }

  async update(id: string, state: Properties, given: Properties, operation: Operation): Promise<Properties> {
    const recorded = recordedEnds(id, state);
    const attempt = `Changing the attachment of container "${recorded.container.name}" to network "${recorded.network.name}"`;
    const claimant = await this.claimant(operation);
    this.registry.remember(operation.urn, endRefs(recorded), state);
    const engine = this.engine().during(operation.bounds);
    if (operation.preview) {
      const live = await previewAttachment({ engine, attempt, claimant, expected: this.expected }, given, operation);
      return live?.isBetween(recorded) ? updatedState(state, given) : createdState(given);
    }
    const inputs = attachmentInputs(given);
    const { isGivenUp } = claimant;
    await makeRoom(engine, { inputs, isGivenUp, leaving: recorded.container.id }, operation.bounds);
    return LiveAttachment.runExclusive(engine, attempt, inputs, async (live) => {
      if (!live.isBetween(recorded)) await this.leave(live, recorded, state, operation);
      if (live.isToConnect(inputs, claimant, attachmentInputs(state))) {
        await live.refuse(inputs, claimant);
        await live.connect(inputs, operation.bounds, claimant.owner);
      }
      return live.verified(inputs);
    });
  }

  async delete(id: string, state: Properties, operation: Operation): Promise<void> {
    const ends = recordedEnds(id, state);
    const stays = await this.registry.isHandedOn(operation.urn, ends);
    this.registry.forget(operation.urn, stays, ends);
    if (stays) return;
    await removeEndpoint(this.engine().during(operation.bounds), ends, ownerIn(state), operation);
  }

  private async claimant(operation: Operation): Promise<Claimant> {
    this.registry.learn(await operation.beside());
    return this.registry.claimant(operation);
  }

  /** A connection whose alias leads elsewhere too is as it is by somebody's wish. */
  private async importInputs(found: Ends<Identity> & { endpoint: Endpoint }): Promise<AttachmentInputs> {
    const holders = await otherHolders(this.engine(), found.endpoint.aliases, found);
    return importedInputs(withoutChosenAddress(found.endpoint), found, holders.length > 0);
  }

  /** Takes off what was attached before another container or network got the name; it may live on under another one. */
  private async leave(
    live: LiveAttachment,
    recorded: Ends<Identity>,
    state: Properties,
    operation: Operation,
  ): Promise<void> {
    const engine = this.engine().during(operation.bounds);
    const { container, network } = recorded;
    if (!(await engine.container(container.id))) return;
    // A network that was made again keeps its members: this is the connection that the attachment has.
    if (live.container.id === container.id && !(await engine.network(network.id))) return;
    await removeEndpoint(engine, recorded, ownerIn(state), operation);
  }
}

import type { EngineClient } from "../../engine/EngineClient";
import { REFRESH_AGE_MS } from "../../engine/CoalescedRead";
import { AttachmentInputs, attachmentState, toInputs, readInputs } from "./attachmentState";
import type { PropertyChange } from "../protocol/propertyDiff";
import { CheckContext, Checked, Edit, Found, ResourceInitError, Operation, Resource } from "../protocol/Resource";
import { hasUnknown, Properties } from "../protocol/values";
import { AliasRegistry, IsMoving } from "./AliasRegistry";
import { attachmentInputs, checkAttachment } from "./attachmentInputs";
import { createdState, previewWarnings, updatedState } from "./attachmentPreview";
import { LiveAttachment } from "./LiveAttachment";
import { recentEndpoint } from "./recentEndpoint";
import { removeEndpoint } from "./removeEndpoint";

const ENDS = ["container", "network"] as const;

/** Connects a container that exists to a network that exists, and keeps the container as it is all the while. */
export class NetworkAttachment implements Resource {
  readonly type = "dockwire:index:NetworkAttachment";
  readonly secretOutputs = [];
  readonly replaceOn = ENDS;
  readonly deleteBeforeReplace = true;
  readonly refreshBeforeUpdate = true;
  readonly sets = ["aliases", "linkLocalIps"];

  private readonly claims = new AliasRegistry();

  constructor(private readonly engine: () => EngineClient) {}

  check(given: Properties, { urn }: CheckContext): Checked {
    const { inputs, failures } = checkAttachment(given);
    return { inputs, failures: failures.length ? failures : this.claims.note(urn, inputs) };
  }

  /** Names and ids may mean the same end. */
  async amendChanges(changes: PropertyChange[], { state, inputs }: Edit): Promise<PropertyChange[]> {
    const amended = changes.filter((change) => !ENDS.some((end) => end === change.path));
    for (const end of ENDS) {
      if (!hasUnknown(inputs[end]) && (await this.sameEnd(end, String(inputs[end]), state))) continue;
      amended.push({ path: end, kind: "update" });
    }
    return amended;
  }

  async create(given: Properties, operation: Operation): Promise<Found> {
    const inputs = attachmentInputs(given);
    const attempt = `Attaching container "${inputs.container}" to network "${inputs.network}"`;
    if (operation.preview) {
      const known = !hasUnknown(given.container) && !hasUnknown(given.network);
      const wanted = hasUnknown(given) ? undefined : inputs;
      if (known) await previewWarnings(this.engine(), attempt, inputs, wanted, operation, this.moves(operation));
      return { id: "", state: createdState(given) };
    }
    return LiveAttachment.inTurn(this.engine(), attempt, inputs, async (live) => {
      await live.refuse(inputs, this.moves(operation));
      const differences = live.differences(inputs);
      if (differences.length && !inputs.adopt) {
        throw new Error(
          `${attempt}: it is already attached in another way (${differences.join("; ")}). Set "adopt: true" to take it ` +
            `over, import it with the id ${live.network.name}/${live.container.name}, or detach it first.`,
        );
      }
      if (!live.endpoint || differences.length) await live.connect(inputs, operation.signal);
      return made(live, inputs, given);
    });
  }

  async read(id: string, oldInputs: Properties, state: Properties, operation: Operation): Promise<Found | undefined> {
    const [networkRef, containerRef] = splitId(id);
    const engine = this.engine();
    const container = await engine.recentContainer(containerRef, REFRESH_AGE_MS);
    if (!container) return undefined;
    const found = await recentEndpoint(engine, container, networkRef);
    if (!found) return undefined;
    const { network, endpoint } = found;
    operation.signal.throwIfAborted();
    const imported = Object.keys(oldInputs).length === 0;
    const asked = imported
      ? attachmentInputs({ container: container.name, network: network.name })
      : attachmentInputs(oldInputs);
    const live = imported
      ? { ...asked, ipv4Address: endpoint.fixedIpv4Address, ipv6Address: endpoint.fixedIpv6Address }
      : asked;
    const inputs = readInputs(live, endpoint);
    const now = attachmentState(inputs, container, network, endpoint, await engine.api());
    return { id: `${network.id}/${container.id}`, state: { ...state, ...now }, inputs: toInputs(inputs) };
  }

  async update(id: string, state: Properties, given: Properties, operation: Operation): Promise<Properties> {
    const [networkId, containerId] = splitId(id);
    const ends = { container: containerId, network: networkId };
    const [container, network] = [String(state.containerName), String(state.networkName)];
    const attempt = `Changing the attachment of container "${container}" to network "${network}"`;
    if (operation.preview) {
      const wanted = hasUnknown(given) ? undefined : { ...attachmentInputs(given), adopt: true };
      await previewWarnings(this.engine(), attempt, ends, wanted, operation, this.moves(operation));
      return updatedState(state, given);
    }
    const inputs = attachmentInputs(given);
    return LiveAttachment.inTurn(this.engine(), attempt, ends, async (live) => {
      if (!live.endpoint || live.differences(inputs).length) {
        await live.refuse(inputs, this.moves(operation));
        await live.connect(inputs, operation.signal);
      }
      return live.verified(inputs);
    });
  }

  async delete(id: string, state: Properties, operation: Operation): Promise<void> {
    const [networkId, containerId] = splitId(id);
    const names = { container: String(state.containerName ?? ""), network: String(state.networkName ?? "") };
    await removeEndpoint(this.engine(), { networkId, containerId, names }, operation.signal);
  }

  private moves(operation: Operation): IsMoving {
    return (alias, holder, network) => {
      if (!this.claims.isMoving(operation.urn, alias, holder, network)) return false;
      operation.warn(`Alias "${alias}" leads to container "${holder.name}" too until this update takes it away there.`);
      return true;
    };
  }

  /** Whether a name or id leads to the end that the attachment has. */
  private async sameEnd(end: "container" | "network", ref: string, state: Properties): Promise<boolean> {
    const id = String(state[`${end}Id`] ?? "");
    if (ref === id || (ref.length >= 12 && /^[0-9a-f]+$/.test(ref) && id.startsWith(ref))) return true;
    const engine = this.engine();
    const live = await (
      end === "container" ? engine.recentContainer(ref, REFRESH_AGE_MS) : engine.recentNetwork(ref, REFRESH_AGE_MS)
    ).catch(() => undefined);
    return live ? live.id === id : ref === state[`${end}Name`];
  }
}

async function made(live: LiveAttachment, inputs: AttachmentInputs, given: Properties): Promise<Found> {
  try {
    return { id: live.id, state: await live.verified(inputs) };
  } catch (error) {
    // It is connected, if not as wanted: forgotten now, it would stand in the way of the next update.
    const ends = { containerId: live.container.id, containerName: live.container.name };
    const state = { ...given, ...ends, networkId: live.network.id, networkName: live.network.name };
    throw new ResourceInitError((error as Error).message, { id: live.id, state, inputs: given });
  }
}

/** A network's name may hold a slash, a container's may not. */
function splitId(id: string): [network: string, container: string] {
  const at = id.lastIndexOf("/");
  if (at < 1 || at === id.length - 1) {
    throw new Error(`"${id}" is not the id of an attachment: write NETWORK/CONTAINER, each a name or an id`);
  }
  return [id.slice(0, at), id.slice(at + 1)];
}

import type { EngineClient } from "../engine/EngineClient";
import { explained } from "../engine/EngineError";
import type { Container, Network } from "../engine/shapes";
import {
  attachmentState,
  AttachmentInputs,
  configOf,
  endpointConfig,
  givenInputs,
  inputsFromLive,
  mismatches,
} from "../logic/attachment";
import { propertyDiff, topLevel } from "../logic/propertyDiff";
import type { Checked, Difference, Found, Operation, Resource } from "../server/Resource";
import { hasUnknown, Properties, UNKNOWN } from "../server/values";
import { refusals } from "./attachmentChecks";
import { attachmentInputs, checkAttachment } from "./attachmentInputs";
import { removeEndpoint } from "./removeEndpoint";

/** A refresh asks about each attachment on its own; within this time all those of one container share one read. */
const REFRESH_AGE_MS = 10_000;
const COMPUTED = [
  "containerId",
  "containerName",
  "networkId",
  "networkName",
  "endpointId",
  "assignedIpv4Address",
  "assignedIpv6Address",
  "gateway",
  "ipv6Gateway",
  "assignedMacAddress",
  "dnsNames",
  "apiVersion",
];

interface Ends {
  container: Container;
  network: Network;
}

/** Connects a container that exists to a network that exists, and keeps the container as it is all the while. */
export class NetworkAttachment implements Resource {
  readonly type = "dockwire:index:NetworkAttachment";
  readonly secretOutputs = [];

  constructor(private readonly engine: () => EngineClient) {}

  check(inputs: Properties): Checked {
    return checkAttachment(inputs);
  }

  async diff(_id: string, state: Properties, oldInputs: Properties, inputs: Properties): Promise<Difference> {
    const before = { ...oldInputs };
    for (const end of ["container", "network"] as const) {
      if (!hasUnknown(inputs[end]) && (await this.sameEnd(end, String(inputs[end]), state))) before[end] = inputs[end]!;
    }
    const changes = propertyDiff(before, inputs);
    // A name can lead to another container by now though the input reads the same.
    for (const end of ["container", "network"] as const) {
      if (
        before[end] === inputs[end] &&
        !hasUnknown(inputs[end]) &&
        !(await this.sameEnd(end, String(inputs[end]), state))
      ) {
        changes.push({ path: end, kind: "update" });
      }
    }
    const replaces = [...new Set(changes.map((change) => topLevel(change.path)))];
    return { changes, replaces: replaces.filter((key) => key === "container" || key === "network") };
  }

  async create(given: Properties, operation: Operation): Promise<Found> {
    const inputs = attachmentInputs(given);
    if (operation.preview) return this.preview(given, inputs, operation);
    const engine = this.engine();
    const attempt = `Attaching container "${inputs.container}" to network "${inputs.network}"`;
    const [{ container, network }, api] = await Promise.all([this.ends(inputs, attempt), engine.api()]);
    await this.refuse(attempt, inputs, { container, network });
    const present = container.endpoints.find((endpoint) => endpoint.networkId === network.id);
    const differences = present ? mismatches(inputs, present, api) : [];
    if (present && differences.length && !inputs.adopt) {
      throw new Error(
        `${attempt}: it is already attached in another way (${differences.join("; ")}). ` +
          `Set "adopt: true" to take it over, import it with id ${network.name}/${container.name}, or detach it first.`,
      );
    }
    if (!present)
      await engine.connect(network, container, endpointConfig(inputs, api), operation.signal).catch(failed(attempt));
    else if (differences.length) await this.reconnect(attempt, inputs, { container, network }, api, operation);
    const state = await this.verified(attempt, inputs, { container, network }, api);
    return { id: `${network.id}/${container.id}`, state };
  }

  async read(id: string, oldInputs: Properties, state: Properties, operation: Operation): Promise<Found | undefined> {
    const [networkRef, containerRef] = splitId(id);
    const engine = this.engine();
    const container = await engine.recentContainer(containerRef, REFRESH_AGE_MS);
    const endpoint = container?.endpoints.find((one) => [one.networkId, one.networkName].includes(networkRef));
    if (!container || !endpoint) return undefined;
    // The settings of a container that is not running may name a network that is gone.
    const network =
      container.running && endpoint.networkId
        ? { id: endpoint.networkId, name: endpoint.networkName }
        : await engine.recentNetwork(endpoint.networkId || endpoint.networkName, REFRESH_AGE_MS);
    if (!network) return undefined;
    operation.signal.throwIfAborted();
    const imported = Object.keys(oldInputs).length === 0;
    const asked = imported
      ? attachmentInputs({ container: container.name, network: network.name })
      : attachmentInputs(oldInputs);
    const live = imported
      ? { ...asked, ipv4Address: endpoint.fixedIpv4Address, ipv6Address: endpoint.fixedIpv6Address }
      : asked;
    const inputs = inputsFromLive(live, endpoint);
    const found = attachmentState(inputs, container, network as Network, endpoint, await engine.api());
    return { id: `${network.id}/${container.id}`, state: { ...state, ...found }, inputs: givenInputs(inputs) };
  }

  async update(id: string, state: Properties, given: Properties, operation: Operation): Promise<Properties> {
    const inputs = attachmentInputs(given);
    if (operation.preview) return { ...state, ...given, endpointId: UNKNOWN, dnsNames: UNKNOWN };
    const [networkId, containerId] = splitId(id);
    const attempt = `Changing the attachment of container "${state.containerName}" to network "${state.networkName}"`;
    const byId = { ...inputs, container: containerId, network: networkId };
    const [ends, api] = await Promise.all([this.ends(byId, attempt), this.engine().api()]);
    const present = ends.container.endpoints.find((endpoint) => endpoint.networkId === networkId);
    if (!present || mismatches(inputs, present, api).length > 0) {
      await this.refuse(attempt, inputs, ends);
      await this.reconnect(attempt, inputs, ends, api, operation);
    }
    return this.verified(attempt, inputs, ends, api);
  }

  async delete(id: string, state: Properties, operation: Operation): Promise<void> {
    const [networkId, containerId] = splitId(id);
    const names = { container: String(state.containerName ?? ""), network: String(state.networkName ?? "") };
    await removeEndpoint(this.engine(), { networkId, containerId, names }, operation.signal);
  }

  /** The Engine can change nothing on a live endpoint, so it goes and comes back, with no other call between the two. */
  private async reconnect(
    attempt: string,
    inputs: AttachmentInputs,
    ends: Ends,
    api: number,
    operation: Operation,
  ): Promise<void> {
    const engine = this.engine();
    const { container, network } = ends;
    const present = container.endpoints.find((endpoint) => endpoint.networkId === network.id);
    if (present) await engine.disconnect(network, container.id, false, operation.signal).catch(failed(attempt));
    try {
      await engine.connect(network, container, endpointConfig(inputs, api), operation.signal);
    } catch (error) {
      if (!present) throw explained(attempt, error);
      // The way back must not be cut short by the cancellation that may have caused the failure.
      const back = await engine.connect(network, container, configOf(present), new AbortController().signal).then(
        () => "The attachment is as it was before.",
        (second: Error) =>
          `Going back failed too (${second.message}): the container is detached now; run pulumi up again.`,
      );
      throw explained(attempt, error, back);
    }
  }

  private async refuse(attempt: string, inputs: AttachmentInputs, ends: Ends): Promise<void> {
    const reasons = await refusals(this.engine(), inputs, ends.container, ends.network);
    if (reasons.length) throw new Error(`${attempt} is refused: ${reasons.join("; and ")}.`);
  }

  /** The Engine drops what it cannot do without a word, so what counts is what it says afterwards (moby issue 33661). */
  private async verified(attempt: string, inputs: AttachmentInputs, ends: Ends, api: number): Promise<Properties> {
    const container = await this.engine().container(ends.container.id);
    const endpoint = container?.endpoints.find((one) => one.networkId === ends.network.id);
    if (!container || !endpoint) {
      throw new Error(`${attempt}: the Engine took it, but the container is not on the network. Run pulumi up again.`);
    }
    const wrong = mismatches(inputs, endpoint, api);
    if (wrong.length) {
      throw new Error(
        `${attempt}: the Engine took it, but ignored a part (${wrong.join("; ")}; API 1.${api}). ` +
          `Leave that part out, or use an Engine that has it.`,
      );
    }
    return attachmentState(inputs, container, ends.network, endpoint, api);
  }

  private async ends(inputs: AttachmentInputs, attempt: string): Promise<Ends> {
    const engine = this.engine();
    const [container, network] = await Promise.all([
      engine.container(inputs.container),
      engine.network(inputs.network),
    ]);
    if (!container) throw new Error(`${attempt}: there is no such container. List them with "docker ps --all".`);
    if (!network) throw new Error(`${attempt}: there is no such network. List them with "docker network ls".`);
    return { container, network };
  }

  /** Says what Create would meet; without an Engine, or with ends that are yet to be made, it simply believes. */
  private async preview(given: Properties, inputs: AttachmentInputs, operation: Operation): Promise<Found> {
    const state: Properties = { ...given, ...Object.fromEntries(COMPUTED.map((key) => [key, UNKNOWN])) };
    const found = { id: "", state };
    if (hasUnknown(given.container) || hasUnknown(given.network)) return found;
    const attempt = `Attaching container "${inputs.container}" to network "${inputs.network}"`;
    let ends: Ends;
    try {
      ends = await this.ends(inputs, attempt);
    } catch (error) {
      operation.warn(`${(error as Error).message} This is fine if this update is what makes it.`);
      return found;
    }
    if (hasUnknown(given)) return found;
    await this.refuse(attempt, inputs, ends);
    return found;
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

/** A network's name may hold a slash, a container's may not. */
function splitId(id: string): [network: string, container: string] {
  const at = id.lastIndexOf("/");
  if (at < 1 || at === id.length - 1) {
    throw new Error(`"${id}" is not the id of an attachment: write NETWORK/CONTAINER, each a name or an id`);
  }
  return [id.slice(0, at), id.slice(at + 1)];
}

function failed(attempt: string): (error: unknown) => never {
  return (error) => {
    throw explained(attempt, error);
  };
}

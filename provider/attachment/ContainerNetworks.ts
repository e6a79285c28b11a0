import type { EngineClient } from "../../engine/EngineClient";
import { REFRESH_AGE_MS } from "../../engine/CoalescedRead";
import type { Container } from "../../engine/model";
import { checkInputs } from "../protocol/checkInputs";
import type { PropertyChange } from "../protocol/propertyDiff";
import type { CheckContext, Checked, Edit, Failure, Found, Operation, Resource } from "../protocol/Resource";
import { nameOf } from "../protocol/nameOf";
import { hasUnknown, Json, Properties, UNKNOWN } from "../protocol/values";
import type { ComponentContainers } from "../container/ComponentContainers";
import { attachmentInputs, checkAttachment } from "./attachmentInputs";
import { containerNetworks } from "./containerNetworksShape";
import type { HeldContainers } from "./HeldContainers";
import { LiveAttachment, NotFoundError } from "./LiveAttachment";
import { compare, Identity, isSame } from "./ends";
import { endChanges } from "./connectionChanges";
import { namesOn } from "./recorded";
import { recentEndpoint } from "./recentEndpoint";
import { NO_SUCH_CONTAINER } from "../protocol/noSuchContainer";

/** As the Engine connects the networks that a container is created on, whatever their names and other aliases there. */
const AS_CREATED = { gatewayPriority: 0, sharedAliases: true, allowGatewayChange: true };

/**
 * Holds a container on the networks that it was created on, in whatever form it is there: an attachment may have given it
 * other aliases. The Docker provider never reads these networks back, so it does not see that one was disconnected.
 */
export class ContainerNetworks implements Resource {
  readonly declaration = containerNetworks;
  readonly deleteBeforeReplace = true;
  readonly refreshBeforeUpdate = true;

  /** Which container each resource of this run asks for. */
  private readonly claims = new Map<string, string>();

  constructor(
    private readonly engine: () => EngineClient,
    private readonly containers: ComponentContainers,
    private readonly held: HeldContainers,
  ) {}

  async check(given: Properties, { urn }: CheckContext): Promise<Checked> {
    const { inputs, failures } = checkInputs(containerNetworks.inputs, given);
    this.held.claim(
      urn,
      listed(inputs.networks).map(({ name }) => String(name)),
    );
    return { inputs, failures: failures.length ? failures : await this.conflicts(urn, inputs.container) };
  }

  /** Names and ids mean the same thing, and a network that is listed no more is left alone. */
  async amendChanges(_changes: PropertyChange[], { id, state, inputs, maxAgeMs }: Edit): Promise<PropertyChange[]> {
    const changes = listed(inputs.networks).flatMap(({ name }, i): PropertyChange[] =>
      among(state, ["networkIds", "networkNames"], String(name)) ? [] : [{ path: `networks[${i}]`, kind: "update" }],
    );
    const look = (ref: string) => this.engine().recentContainer(ref, maxAgeMs);
    return [...changes, ...(await endChanges("container", inputs.container, recordedContainer(id, state), look))];
  }

  async create(inputs: Properties, operation: Operation): Promise<Found> {
    if (operation.preview) return { id: "", state: { ...inputs, ...UNKNOWN_ENDS } };
    const state = await this.hold(inputs, operation);
    return { id: String(state.containerName), state };
  }

  async read(id: string, oldInputs: Properties, old: Properties, operation: Operation): Promise<Found | undefined> {
    const recorded = recordedContainer(id, old);
    const engine = this.engine().during(operation.bounds);
    const container =
      (await engine.recentContainer(recorded.id, REFRESH_AGE_MS)) ??
      (await engine.recentContainer(recorded.name, REFRESH_AGE_MS));
    if (!container) return undefined;
    this.containers.remember(operation.urn, container.name);
    this.held.remember(operation.urn, container, [old.networkIds ?? [], old.networkNames ?? []].flat().map(String));
    operation.bounds.signal.throwIfAborted();
    const networks = container.endpoints.map((endpoint) => ({ name: endpoint.networkName }));
    const inputs = Object.keys(oldInputs).length ? oldInputs : { container: container.name, networks };
    const state = await this.state(engine, container, inputs);
    // Gone, as an attachment would be, so that what waits for this waits for the connection made again.
    return state && { id: container.name, state, inputs };
  }

  async update(_id: string, state: Properties, inputs: Properties, operation: Operation): Promise<Properties> {
    if (operation.preview) return { ...state, ...inputs, ...UNKNOWN_ENDS };
    return this.hold(inputs, operation);
  }

  async delete(): Promise<void> {
    // The container takes them with it.
  }

  private async conflicts(urn: string, container: Json | undefined): Promise<Failure[]> {
    const ref = String(container);
    const others = [...this.claims].filter(([other, its]) => other !== urn && compare(ref, its) !== false);
    this.claims.delete(urn);
    if (hasUnknown(container)) return [];
    this.claims.set(urn, String(container));
    for (const [other, its] of others) {
      if (!(await isSame("container", String(container), its, namesOn(this.engine)))) continue;
      const [theirs, ours] = [other, urn].map(nameOf);
      const reason = `"${theirs}" and "${ours}" both hold container "${String(container)}"; list all networks in one of them and remove the other`;
      return [{ property: "container", reason }];
    }
    return [];
  }

  private async hold(inputs: Properties, operation: Operation): Promise<Properties> {
    const ref = String(inputs.container);
    const attempt = `Holding container "${ref}" on the networks that it was created on`;
    const engine = this.engine().during(operation.bounds);
    let container = await containerOf(engine, ref, attempt);
    for (const given of listed(inputs.networks)) {
      if (await recentEndpoint(engine, container, String(given.name))) continue;
      await this.reconnect(engine, container, given, operation);
      container = await containerOf(engine, ref, attempt);
    }
    const state = await this.state(engine, container, inputs);
    if (!state) throw new Error(`${attempt}: it left one of them meanwhile. Run "pulumi up --refresh".`);
    return state;
  }

  private async reconnect(
    engine: EngineClient,
    container: Container,
    given: Properties,
    { bounds }: Operation,
  ): Promise<void> {
    const { name: network, ...form } = given;
    const ends = { container: container.id, network: String(network) };
    const inputs = attachmentInputs(checkAttachment({ ...form, ...ends, ...AS_CREATED }).inputs);
    const attempt = `Connecting container "${container.name}" again to network "${ends.network}", which it was created on`;
    await LiveAttachment.runExclusive(engine, attempt, ends, async (live) => {
      // An attachment that renames it on this network may have been first.
      if (live.endpoint) return;
      await live.refuse(inputs);
      await live.connect(inputs, bounds);
      await live.verified(inputs);
    });
  }

  /** Undefined when the container is not on all of the networks. */
  private async state(engine: EngineClient, container: Container, inputs: Properties): Promise<Properties | undefined> {
    const wanted = listed(inputs.networks);
    const found = await Promise.all(wanted.map(({ name }) => recentEndpoint(engine, container, String(name))));
    const networks = found.flatMap((one) => (one ? [one.network] : []));
    if (networks.length < wanted.length) return undefined;
    return {
      ...inputs,
      containerId: container.id,
      containerName: container.name,
      networkIds: networks.map(({ id }) => id),
      networkNames: networks.map(({ name }) => name),
    };
  }
}

const UNKNOWN_ENDS = { containerId: UNKNOWN, containerName: UNKNOWN, networkIds: UNKNOWN, networkNames: UNKNOWN };

function listed(networks: unknown): Properties[] {
  return Array.isArray(networks) && !hasUnknown(networks) ? (networks as Properties[]) : [];
}

/** Whether the state tells a thing of that name or id under one of these keys. */
function among(state: Properties, keys: readonly string[], ref: string): boolean {
  return keys.some((key) => [state[key]].flat().includes(ref));
}

function recordedContainer(id: string, state: Properties): Identity {
  return { id: String(state.containerId ?? id), name: String(state.containerName ?? id) };
}

async function containerOf(engine: EngineClient, ref: string, attempt: string): Promise<Container> {
  const container = await engine.container(ref);
  if (container) return container;
  throw new NotFoundError(`${attempt}: ${NO_SUCH_CONTAINER}`);
}

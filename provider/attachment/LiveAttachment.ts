import type { Bounds } from "../../engine/Bounds";
import type { EndpointConfig, EngineClient } from "../../engine/EngineClient";
import { describeError } from "../../engine/EngineError";
import { Container, Endpoint, endpointOn, Network } from "../../engine/model";
import type { Properties } from "../protocol/values";
import type { AttachmentInputs } from "./attachmentShape";
import { attachmentState } from "./attachmentState";
import type { Claimant } from "./claims";
import { findConflicts, gatewayWarnings } from "./conflicts";
import { detach } from "./detach";
import {
  endpointConfig,
  endpointConfigFrom,
  endpointDifferences,
  EndpointForm,
  formOf,
  keepsDropped,
  marked,
  ownerOf,
} from "./endpointForm";
import type { Ends, Identity } from "./ends";
import { forgetFailedConnect } from "./forgetFailedConnect";
import { throughRestarts } from "./throughRestarts";
import { isUnlisted, networkToAttach, overlayAdvice } from "./unlistedOverlay";
import { NO_SUCH_CONTAINER } from "../protocol/noSuchContainer";

/** The container or the network is not there. */
export class NotFoundError extends Error {}

const NOT_KNOWN = `Whether the container is attached is not known; "pulumi up" puts it right once the Engine answers.`;

/** What the Engine says of a container that is connected meanwhile. */
const ENDPOINT_EXISTS = /endpoint with name .* already exists/i;

/** For connections that are made for no attachment. */
const NOBODY: Claimant = {
  owner: "",
  isOwn: () => false,
  isMoving: () => false,
  isGivenUp: () => false,
  refusalsElsewhere: async () => [],
};

/** What is to be connected, by names or ids. */
export interface WantedEnds extends Ends<string> {
  /** How old the look at the network's settings may be; one that was removed since is noticed by the connect. @default 0 */
  readonly networkAgeMs?: number;
}

/** A container and a network as they are on the Engine, and what can be done between the two. */
export class LiveAttachment {
  readonly container: Container;
  private found: Network;

  private constructor(
    private readonly engine: EngineClient,
    private readonly attempt: string,
    private readonly api: number,
    { container, network }: Pick<LiveAttachment, "container" | "network">,
  ) {
    this.container = container;
    this.found = network;
  }

  /** Looks both ends up; `attempt` begins every error that comes of it. @throws when one of them is not there */
  static async find(engine: EngineClient, attempt: string, ends: WantedEnds): Promise<LiveAttachment> {
    const recent = ends.networkAgeMs ? engine.recentNetwork(ends.network, ends.networkAgeMs) : undefined;
    const [container, network, api] = await Promise.all([
      engine.container(ends.container),
      recent?.then((found) => found ?? networkToAttach(engine, ends.network)) ?? networkToAttach(engine, ends.network),
      engine.api(),
    ]);
    if (!container) throw new NotFoundError(`${attempt}: ${NO_SUCH_CONTAINER}`);
    if (!network) throw new NotFoundError(`${attempt}: there is no such network. List them with "docker network ls".`);
    return new LiveAttachment(engine, attempt, api, { container, network });
  }

  /**
   * Finds both and works on their connection while nothing else of this process does: a second connect would fail, and
   * leave its aliases in what the Engine tells of the first (seen on Engine 20.10).
   */
  static async runExclusive<T>(
    engine: EngineClient,
    attempt: string,
    ends: WantedEnds,
    work: (live: LiveAttachment) => Promise<T>,
  ): Promise<T> {
    const live = await LiveAttachment.find(engine, attempt, ends);
    const now = () => LiveAttachment.find(engine, attempt, { ...ends, networkAgeMs: 0 });
    return engine.runExclusive(`${live.network.id || live.network.name}/${live.container.id}`, async (first) => {
      if (!first) return work(await now());
      try {
        return await work(live);
      } catch (error) {
        if (!ends.networkAgeMs) throw error;
        // Somebody else may have made the network again since it was looked at.
        const again = await now().catch((gone: unknown) => {
          if (gone instanceof NotFoundError) throw gone;
          return live;
        });
        if (again.network.id === live.network.id) throw error;
        return work(again);
      }
    });
  }

  /** The network; one that a worker of a swarm does not list yet has no id. */
  get network(): Network {
    return this.found;
  }

  /** The connection that there is between the two; undefined when there is none. */
  get endpoint(): Endpoint | undefined {
    return endpointOn(this.container, this.network);
  }

  /** The attachment's id. */
  get id(): string {
    return `${this.network.name}/${this.container.name}`;
  }

  /** How the connection that there is differs from what is wanted; empty when it does not. */
  differences(form: EndpointForm): string[] {
    return this.endpoint ? endpointDifferences(form, this.endpoint, this.api) : [];
  }

  /** Whether these are the very ends that were recorded. */
  isBetween({ container, network }: Ends<Identity>): boolean {
    return this.container.id === container.id && this.network.id === network.id;
  }

  /** Whether there is something to do until the connection is as wanted, after what was, and bears the claimant's mark. */
  isToConnect(inputs: AttachmentInputs, claimant: Claimant, before = inputs): boolean {
    if (!this.endpoint || this.differences(inputs).length > 0 || this.otherOwner(claimant) !== undefined) return true;
    return keepsDropped(before, inputs, this.endpoint);
  }

  /** @throws when the Engine would refuse the wanted connection, or make it and do harm, or when it is another's */
  async refuse(inputs: AttachmentInputs, claimant: Claimant = NOBODY): Promise<void> {
    const { certain, likely } = await findConflicts(this.engine, inputs, this, claimant);
    this.throwIfAny([...certain, ...likely, ...this.presentRefusals(inputs, claimant)]);
  }

  /**
   * The same before an update that may still change things: what it cannot mend is thrown, the rest is returned. `ipam` are
   * the subnets that the network will have by then.
   */
  async warnings(inputs: AttachmentInputs, claimant: Claimant, ipam = this.network.ipam): Promise<string[]> {
    const ends = { container: this.container, network: { ...this.network, ipam } };
    const { certain, likely } = await findConflicts(this.engine, inputs, ends, claimant);
    const present = this.presentRefusals(inputs, claimant);
    const isAnothers = this.otherOwner(claimant) !== undefined;
    this.throwIfAny([...certain, ...(isAnothers ? present : [])]);
    const refusals = [...likely, ...present];
    const breaks = this.endpoint && this.isToConnect(inputs, claimant) ? await gatewayWarnings(this.engine, this) : [];
    return [...refusals.map((reason) => `${this.attempt} would be refused as things are: ${reason}.`), ...breaks];
  }

  /**
   * Makes the connection in the given form, with the program's mark if it has one. The Engine can change nothing on a live
   * endpoint, so one that is there goes and comes back. Once it is gone nothing cuts the work short, and if it cannot come
   * back in the new form it comes back in the old one.
   */
  async connect(form: EndpointForm, bounds: Bounds, owner?: string): Promise<void> {
    const { engine, container, network, endpoint: before } = this;
    const wanted = owner === undefined ? form : marked(form, owner, before);
    // One that is given up too early may still take the container off, and then nothing would connect it again.
    if (before) await detach(engine, { container, network }, bounds, {}).catch(this.failed);
    try {
      if (!before) await this.removeStaleEndpoint(bounds);
      await this.attach(endpointConfig(wanted, this.api), before ? {} : bounds);
    } catch (error) {
      const outcome = await this.outcome(form, before).catch(() => NOT_KNOWN);
      const advice = await overlayAdvice(engine, error);
      if (outcome !== undefined) throw describeError(this.attempt, error, [outcome, advice].filter(Boolean).join(" "));
    }
    if (isUnlisted(network)) this.found = (await engine.network(network.name, bounds)) ?? network;
  }

  /** What there is now, if it is what was wanted: the Engine drops what it cannot do without a word (moby issue 33661). */
  async verified(inputs: AttachmentInputs): Promise<Properties> {
    const { attempt, network, api } = this;
    const container = await this.engine.container(this.container.id);
    const endpoint = container && endpointOn(container, network);
    if (!endpoint) {
      throw new Error(
        `${attempt}: the Engine took it, but the container is not on the network. Run "pulumi up" again.`,
      );
    }
    const wrong = endpointDifferences(inputs, endpoint, api);
    if (wrong.length) {
      throw new Error(
        `${attempt}: the Engine took it, but ignored a part (${wrong.join("; ")}; API 1.${api}). ` +
          `Leave that part out, or use an Engine that has it.`,
      );
    }
    return attachmentState(inputs, { container, network }, endpoint, api);
  }

  /** Why a connection that is there is not simply taken over. */
  private presentRefusals(inputs: AttachmentInputs, claimant: Claimant): string[] {
    if (!this.endpoint || inputs.adopt || claimant.isOwn(this)) return [];
    const owner = this.otherOwner(claimant);
    const differences = this.differences(inputs);
    const found = owner === undefined ? "" : `it is attached already, by another program ("${owner}")`;
    const otherwise = differences.length ? `it is already attached in another way (${differences.join("; ")})` : "";
    const advice = `set "adopt: true" to take it over, import it with the id ${this.id}, or detach it first`;
    return found || otherwise ? [`${found || otherwise}; ${advice}`] : [];
  }

  /** Another program whose mark the connection bears. */
  private otherOwner(claimant: Claimant): string | undefined {
    const owner = this.endpoint && ownerOf(this.endpoint);
    return owner === claimant.owner || claimant.isOwn(this) ? undefined : owner;
  }

  private attach(config: EndpointConfig, bounds: Bounds): Promise<void> {
    const { engine, container, network } = this;
    let asked = false;
    return throughRestarts(engine, container, bounds, async (now) => {
      try {
        await engine.connect(network, now, config, bounds);
      } catch (error) {
        // Engine 29 keeps what was asked for between two restarts, and the container's next start connects it.
        if (asked && ENDPOINT_EXISTS.test((error as Error).message)) return;
        asked = true;
        throw error;
      }
    });
  }

  /**
   * What there is after a connect that ended with an error, with the old form made again where there was one; undefined
   * when all is as wanted, for instance because another program connected them at the same moment.
   */
  private async outcome(form: EndpointForm, before: Endpoint | undefined): Promise<string | undefined> {
    const now = await this.look();
    if (now && !endpointDifferences(form, now, this.api).length) return undefined;
    if (now) return this.describe(now, before);
    if (!before) return (await forgetFailedConnect(this.engine, this)) ?? "";
    const failure = await this.attach(endpointConfigFrom(before), {}).then(
      () => undefined,
      (error: Error) => error.message,
    );
    const restored = await this.look();
    if (restored) return this.describe(restored, before);
    return `Going back failed too (${failure ?? "the Engine took it"}): the container is detached now. Run "pulumi up" to attach it again.`;
  }

  private describe(now: Endpoint, before: Endpoint | undefined): string {
    if (!before) return "Another program attached it in another way at the same moment.";
    const differences = endpointDifferences(formOf(before), now, this.api);
    if (!differences.length) return "The attachment is as it was before.";
    return `It is attached, but not as it was before (${differences.join("; ")}).`;
  }

  /** A connect that failed leaves its form in what Engine 20.10 tells of a running container, without an endpoint. */
  private async look(): Promise<Endpoint | undefined> {
    const container = await this.engine.container(this.container.id);
    const endpoint = container && endpointOn(container, this.network);
    return container?.running && !endpoint?.endpointId ? undefined : endpoint;
  }

  /** A stopped container may still be set to join a network that had this name once; the Engine then ignores the new one. */
  private async removeStaleEndpoint(bounds: Bounds): Promise<void> {
    const { engine, container, network } = this;
    if (!container.endpoints.some((endpoint) => endpoint.networkName === network.name)) return;
    await engine.disconnect(network, container.id, true, bounds);
  }

  private readonly failed = async (error: unknown): Promise<never> => {
    const now = await this.engine.container(this.container.id).catch(() => undefined);
    const isSame = now !== undefined && endpointOn(now, this.network) !== undefined;
    throw describeError(this.attempt, error, isSame ? "The attachment is as it was before." : NOT_KNOWN);
  };

  private throwIfAny(reasons: string[]): void {
    if (reasons.length) throw new Error(`${this.attempt} is refused: ${reasons.join("; and ")}.`);
  }
}

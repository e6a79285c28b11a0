import type { EngineClient } from "../../engine/EngineClient";
import { describeError } from "../../engine/EngineError";
import { Container, Endpoint, endpointOn, Network } from "../../engine/model";
import {
  AttachmentInputs,
  attachmentState,
  endpointConfigFrom,
  endpointConfig,
  endpointDifferences,
} from "./attachmentState";
import type { Properties } from "../protocol/values";
import type { IsMoving } from "./AliasRegistry";
import { findConflicts } from "./conflicts";

/** The container or the network is not there. */
export class NotFoundError extends Error {}

/** A container and a network as they are on the Engine, and what can be done between the two. */
export class LiveAttachment {
  private constructor(
    private readonly engine: EngineClient,
    private readonly attempt: string,
    private readonly api: number,
    readonly container: Container,
    readonly network: Network,
  ) {}

  /** Looks both ends up; `attempt` begins every error that comes of it. @throws when one of them is not there */
  static async find(
    engine: EngineClient,
    attempt: string,
    ends: { container: string; network: string },
  ): Promise<LiveAttachment> {
    const [container, network, api] = await Promise.all([
      engine.container(ends.container),
      engine.network(ends.network),
      engine.api(),
    ]);
    if (!container)
      throw new NotFoundError(`${attempt}: there is no such container. List them with "docker ps --all".`);
    if (!network) throw new NotFoundError(`${attempt}: there is no such network. List them with "docker network ls".`);
    return new LiveAttachment(engine, attempt, api, container, network);
  }

  /**
   * Finds both and works on their connection while nothing else of this process does: a second connect would fail, and
   * leave its aliases in what the Engine tells of the first (seen on Engine 20.10).
   */
  static async inTurn<T>(
    engine: EngineClient,
    attempt: string,
    ends: { container: string; network: string },
    work: (live: LiveAttachment) => Promise<T>,
  ): Promise<T> {
    const live = await LiveAttachment.find(engine, attempt, ends);
    return engine.inTurn(live.id, async (first) =>
      work(first ? live : await LiveAttachment.find(engine, attempt, ends)),
    );
  }

  /** The connection that there is between the two; undefined when there is none. */
  get endpoint(): Endpoint | undefined {
    return endpointOn(this.container, this.network);
  }

  get id(): string {
    return `${this.network.id}/${this.container.id}`;
  }

  /** How the connection that there is differs from what is wanted; empty when it does not. */
  differences(inputs: AttachmentInputs): string[] {
    return this.endpoint ? endpointDifferences(inputs, this.endpoint, this.api) : [];
  }

  /** @throws when the Engine would refuse the wanted connection, or make it and do harm */
  async refuse(inputs: AttachmentInputs, isMoving?: IsMoving): Promise<void> {
    const { certain, likely } = await findConflicts(this.engine, inputs, this.container, this.network, isMoving);
    this.throwIfAny([...certain, ...likely]);
  }

  /** The same before an update that may still change things: what it cannot mend is thrown, the rest is returned. */
  async doubts(inputs: AttachmentInputs, isMoving: IsMoving): Promise<string[]> {
    const { certain, likely } = await findConflicts(this.engine, inputs, this.container, this.network, isMoving);
    this.throwIfAny(certain);
    const differences = inputs.adopt ? [] : this.differences(inputs);
    const otherwise = differences.length ? [`it is already attached in another way (${differences.join("; ")})`] : [];
    return [...likely, ...otherwise].map((reason) => `${this.attempt} would be refused as things are: ${reason}.`);
  }

  /**
   * Makes the connection as it is wanted. The Engine can change nothing on a live endpoint, so one that is there goes
   * and comes back, with no other call between the two; if the second fails, the old one is made again.
   */
  async connect(inputs: AttachmentInputs, signal: AbortSignal): Promise<void> {
    const { engine, attempt, container, network, endpoint } = this;
    if (endpoint) await engine.disconnect(network, container.id, false, { signal }).catch(this.failed);
    else await this.forgetNamesake(signal);
    try {
      await engine.connect(network, container, endpointConfig(inputs, this.api), { signal });
    } catch (error) {
      throw describeError(attempt, error, endpoint ? await this.goBack(endpoint) : "");
    }
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
    return attachmentState(inputs, container, network, endpoint, api);
  }

  /** Not cut short by the cancellation that may have caused the failure. */
  private goBack(before: Endpoint): Promise<string> {
    return this.engine.connect(this.network, this.container, endpointConfigFrom(before), {}).then(
      () => "The attachment is as it was before.",
      (error: Error) =>
        `Going back failed too (${error.message}): the container is detached now. Run "pulumi up --refresh" to attach it again.`,
    );
  }

  /** A stopped container may still be set to join a network that had this name once; the Engine then ignores the new one. */
  private async forgetNamesake(signal: AbortSignal): Promise<void> {
    const { engine, container, network } = this;
    if (!container.endpoints.some((endpoint) => endpoint.networkName === network.name)) return;
    await engine.disconnect(network, container.id, true, { signal }).catch(this.failed);
  }

  private throwIfAny(reasons: string[]): void {
    if (reasons.length) throw new Error(`${this.attempt} is refused: ${reasons.join("; and ")}.`);
  }

  private readonly failed = (error: unknown): never => {
    throw describeError(this.attempt, error);
  };
}

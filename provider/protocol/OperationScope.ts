import { OperationBounds } from "../../engine/Bounds";
import * as rpc from "@pulumi/pulumi/proto/provider_pb";
import { secretOutputs } from "./declaration";
import type { EngineLog } from "./EngineLog";
import { grpcError } from "./grpcError";
import type { Operation, Resource } from "./Resource";
import { redacted, secretNames, secretPaths } from "./secretPaths";
import { Decoded, encode, Properties } from "./values";

/** How long an operation may take without `customTimeouts`, and a read or a function, which have none. */
const DEFAULT_OPERATION_MS = 600_000;
const DEFAULT_READ_MS = 180_000;

/** What all requests about a resource have, and what some of them have besides. */
interface ResourceRequest {
  getUrn(): string;
  getPreview?(): boolean;
  getTimeout?(): number;
}

/** Within what requests are served: the time, a cancellation, the state that they are of, and what may be shown. */
export class OperationScope {
  /** Tells the state from others of the same project and stack; undefined before the provider is configured. */
  stateId: string | undefined;
  private readonly abort = new AbortController();
  private readonly pendingLines = new Set<Promise<void>>();

  constructor(
    private readonly log: EngineLog,
    /** What other processes of this run tell of a resource's type: those with the same Engine, and those with others. */
    private readonly told: Record<"beside" | "elsewhere", (urn: string) => Promise<Properties[]>>,
  ) {}

  /** Ends every operation that is under way. */
  cancel(): void {
    this.abort.abort(new Error("the operation was cancelled"));
  }

  /** How long a read or a function may take. */
  readBounds(): OperationBounds {
    return new OperationBounds(this.abort.signal, DEFAULT_READ_MS);
  }

  /**
   * What serves one request: its operation, `run` for the work and `pack` for what comes of it. What was
   * secret in `given` stays secret; of `earlier` nothing is shown either.
   */
  begin(resource: Resource, request: ResourceRequest, given: readonly Decoded[], earlier: readonly Decoded[] = []) {
    const operation = this.operation(request, [...given, ...earlier]);
    const pack = (properties: Properties) => encode(properties, secretsOf(resource, properties, given));
    const secrets = { redact: (text: string) => redacted(text, [...given, ...earlier]), encode: pack };
    const run = async <T>(work: () => Promise<T>): Promise<T> => {
      try {
        return await work();
      } catch (error) {
        throw grpcError(error, secrets);
      } finally {
        await Promise.all(this.pendingLines);
      }
    };
    return { operation, run, pack };
  }

  private operation(request: ResourceRequest, given: readonly Decoded[]): Operation {
    const urn = request.getUrn();
    const askedMs = (request.getTimeout?.() ?? 0) * 1000 || undefined;
    const defaultMs = request instanceof rpc.ReadRequest ? DEFAULT_READ_MS : DEFAULT_OPERATION_MS;
    const telling = (send: (text: string) => Promise<void>) => (message: string) => {
      const line = send(redacted(message, given));
      this.pendingLines.add(line);
      void line.finally(() => this.pendingLines.delete(line));
    };
    return {
      urn,
      stateId: this.stateId,
      preview: request.getPreview?.() ?? false,
      bounds: new OperationBounds(this.abort.signal, askedMs ?? defaultMs, askedMs),
      secretInputs: secretNames(given),
      beside: () => this.told.beside(urn),
      elsewhere: () => this.told.elsewhere(urn),
      warn: telling((text) => this.log.warn(urn, text)),
      status: telling((text) => this.log.status(urn, text)),
    };
  }
}

function secretsOf(resource: Resource, properties: Properties, given: readonly Decoded[]): ReadonlySet<string> {
  const fromInputs = resource.secretOutputsOf?.(secretNames(given)) ?? [];
  return new Set([...secretPaths(properties, given), ...secretOutputs(resource.declaration), ...fromInputs]);
}

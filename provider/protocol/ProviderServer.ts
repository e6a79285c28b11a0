import * as grpc from "@grpc/grpc-js";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { PluginInfo } from "@pulumi/pulumi/proto/plugin_pb";
import * as rpc from "@pulumi/pulumi/proto/provider_pb";
import { OperationBounds } from "../../engine/Bounds";
import { secretOutputs } from "./declaration";
import { checkInputs } from "./checkInputs";
import { diffResource, diffResponse } from "./diffResponse";
import { EngineLog } from "./EngineLog";
import { grpcError } from "./grpcError";
import { ConfigDiff, Failure, Operation, ProviderFunction, Resource } from "./Resource";
import { redacted, secretNames, secretPaths } from "./secretPaths";
import { stateIdIn, withStateId } from "./stateId";
import { Decoded, decode, encode, Properties } from "./values";

/** What a provider is made of. */
export interface ProviderParts {
  version: string;
  schema: () => string;
  resources: readonly Resource[];
  functions: readonly ProviderFunction[];
  checkConfig(config: Properties, urn: string): Failure[];
  /** Makes a component for a program in another language. */
  construct(request: rpc.ConstructRequest): Promise<rpc.ConstructResponse>;
  diffConfig(before: Properties, after: Properties): Promise<ConfigDiff>;
  /** What the person should know of this configuration; empty when there is nothing. */
  configure(config: Properties): string[];
}

/** How long an operation may take without `customTimeouts`, and a read or a function, which have none. */
const DEFAULT_OPERATION_MS = 600_000;
const DEFAULT_READ_MS = 180_000;

/** What all requests about a resource have, and what some of them have besides. */
interface ResourceRequest {
  getUrn(): string;
  getPreview?(): boolean;
  getTimeout?(): number;
}

type Unary<I, O> = (call: grpc.ServerUnaryCall<I, O>, callback: grpc.sendUnaryData<O>) => void;

/** Speaks Pulumi's provider protocol: unpacks requests, finds the resource or function, packs answers and failures. */
export class ProviderServer {
  private readonly abort = new AbortController();
  private readonly pendingLines = new Set<Promise<void>>();
  private stateId: string | undefined;

  constructor(
    private readonly parts: ProviderParts,
    private readonly log: EngineLog,
  ) {}

  /** The handlers by their names in the protocol; what is absent answers "unimplemented". */
  handlers(): grpc.UntypedServiceImplementation {
    return {
      handshake: unary<rpc.ProviderHandshakeRequest, rpc.ProviderHandshakeResponse>((request) => {
        if (request.getEngineAddress()) this.log.attach(request.getEngineAddress());
        return new rpc.ProviderHandshakeResponse()
          .setAcceptSecrets(true)
          .setAcceptResources(true)
          .setAcceptOutputs(true);
      }),
      attach: unary<{ getAddress(): string }, Empty>((request) => {
        this.log.attach(request.getAddress());
        return new Empty();
      }),
      getPluginInfo: unary<Empty, PluginInfo>(() => new PluginInfo().setVersion(this.parts.version)),
      getSchema: unary<rpc.GetSchemaRequest, rpc.GetSchemaResponse>(() =>
        new rpc.GetSchemaResponse().setSchema(this.parts.schema()),
      ),
      checkConfig: unary<rpc.CheckRequest, rpc.CheckResponse>((request) => {
        const { values, secrets } = decode(request.getNews());
        const inputs = withStateId(values, decode(request.getOlds()).values);
        const response = new rpc.CheckResponse().setInputs(encode(inputs, secrets));
        return response.setFailuresList(this.parts.checkConfig(values, request.getUrn()).map(failure));
      }),
      diffConfig: unary<rpc.DiffRequest, rpc.DiffResponse>((request) => this.diffConfig(request)),
      configure: unary<rpc.ConfigureRequest, rpc.ConfigureResponse>(async (request) => {
        const { values } = decode(request.getArgs());
        this.stateId = stateIdIn(values);
        const warnings = this.parts.configure(values);
        for (const warning of warnings) await this.log.warn("", warning);
        return new rpc.ConfigureResponse()
          .setAcceptsecrets(true)
          .setAcceptresources(true)
          .setAcceptoutputs(true)
          .setSupportspreview(true);
      }),
      construct: unary<rpc.ConstructRequest, rpc.ConstructResponse>((request) => this.parts.construct(request)),
      invoke: unary<rpc.InvokeRequest, rpc.InvokeResponse>((request) => this.invoke(request)),
      check: unary<rpc.CheckRequest, rpc.CheckResponse>((request) => this.check(request)),
      diff: unary<rpc.DiffRequest, rpc.DiffResponse>((request) => this.diff(request)),
      create: unary<rpc.CreateRequest, rpc.CreateResponse>((request) => this.create(request)),
      read: unary<rpc.ReadRequest, rpc.ReadResponse>((request) => this.read(request)),
      update: unary<rpc.UpdateRequest, rpc.UpdateResponse>((request) => this.update(request)),
      delete: unary<rpc.DeleteRequest, Empty>((request) => this.delete(request)),
      cancel: unary<Empty, Empty>(() => {
        this.abort.abort(new Error("the operation was cancelled"));
        return new Empty();
      }),
    };
  }

  private async invoke(request: rpc.InvokeRequest): Promise<rpc.InvokeResponse> {
    const fn = this.parts.functions.find((candidate) => candidate.declaration.token === request.getTok());
    if (!fn) throw new Error(`dockwire has no function "${request.getTok()}"`);
    const args = decode(request.getArgs()).values;
    const failures = checkInputs(fn.declaration.inputs, args).failures;
    const response = new rpc.InvokeResponse().setFailuresList(failures.map(failure));
    return failures.length
      ? response
      : response.setReturn(
          encode(await fn.invoke(args, this.bounds(DEFAULT_READ_MS)), new Set(secretOutputs(fn.declaration))),
        );
  }

  private async check(request: rpc.CheckRequest): Promise<rpc.CheckResponse> {
    const given = decode(request.getNews());
    const context = { urn: request.getUrn(), oldInputs: decode(request.getOlds()).values };
    const { inputs, failures } = await this.resource(request.getUrn()).check(given.values, context);
    const shown = failures.map(({ property, reason }) => failure({ property, reason: redacted(reason, [given]) }));
    return new rpc.CheckResponse().setInputs(encode(inputs, secretPaths(inputs, [given]))).setFailuresList(shown);
  }

  private async diff(request: rpc.DiffRequest): Promise<rpc.DiffResponse> {
    const inputs = decode(request.getNews()).values;
    const oldInputs = decode(request.getOldInputs()).values;
    const state = decode(request.getOlds()).values;
    return diffResource(this.resource(request.getUrn()), { id: request.getId(), state, oldInputs, inputs });
  }

  private async create(request: rpc.CreateRequest): Promise<rpc.CreateResponse> {
    const inputs = decode(request.getProperties());
    const { resource, operation, run, pack } = this.begin(request, [inputs]);
    const found = await run(() => resource.create(inputs.values, operation));
    const response = new rpc.CreateResponse().setId(found.id).setProperties(pack(found.state));
    return response.setRefreshBeforeUpdate(resource.refreshBeforeUpdate);
  }

  private async read(request: rpc.ReadRequest): Promise<rpc.ReadResponse> {
    const inputs = decode(request.getInputs());
    const state = decode(request.getProperties());
    const { resource, operation, run, pack } = this.begin(request, [inputs, state]);
    const found = await run(() => resource.read(request.getId(), inputs.values, state.values, operation));
    const response = new rpc.ReadResponse();
    if (!found) return response;
    response
      .setId(found.id)
      .setProperties(pack(found.state))
      .setInputs(pack(found.inputs ?? inputs.values));
    return response.setRefreshBeforeUpdate(resource.refreshBeforeUpdate);
  }

  private async update(request: rpc.UpdateRequest): Promise<rpc.UpdateResponse> {
    const inputs = decode(request.getNews());
    const state = decode(request.getOlds());
    const { resource, operation, run, pack } = this.begin(request, [inputs], [state]);
    const outputs = await run(() => resource.update(request.getId(), state.values, inputs.values, operation));
    const response = new rpc.UpdateResponse().setProperties(pack(outputs));
    return response.setRefreshBeforeUpdate(resource.refreshBeforeUpdate);
  }

  private async delete(request: rpc.DeleteRequest): Promise<Empty> {
    const state = decode(request.getProperties());
    const { resource, operation, run } = this.begin(request, [state]);
    await run(() => resource.delete(request.getId(), state.values, operation));
    return new Empty();
  }

  private async diffConfig(request: rpc.DiffRequest): Promise<rpc.DiffResponse> {
    const [before, after] = [decode(request.getOldInputs()).values, decode(request.getNews()).values];
    const { changes, replaceOn } = await this.parts.diffConfig(before, after);
    return diffResponse(changes, replaceOn, false);
  }

  private resource(urn: string): Resource {
    const type = urn.split("::")[2]?.split("$").pop();
    const resource = this.parts.resources.find((candidate) => candidate.declaration.type === type);
    if (!resource) throw new Error(`dockwire has no resource "${type}"`);
    return resource;
  }

  /**
   * What serves one request: its resource, its operation, `run` for the work and `pack` for what comes of it. What was
   * secret in `given` stays secret; of `earlier` nothing is shown either.
   */
  private begin(request: ResourceRequest, given: readonly Decoded[], earlier: readonly Decoded[] = []) {
    const resource = this.resource(request.getUrn());
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
    return { resource, operation, run, pack };
  }

  private operation(request: ResourceRequest, given: readonly Decoded[]): Operation {
    const urn = request.getUrn();
    const customMs = (request.getTimeout?.() ?? 0) * 1000;
    const isRead = request instanceof rpc.ReadRequest;
    const telling = (send: (text: string) => Promise<void>) => (message: string) => {
      const line = send(redacted(message, given));
      this.pendingLines.add(line);
      void line.finally(() => this.pendingLines.delete(line));
    };
    return {
      urn,
      stateId: this.stateId,
      preview: request.getPreview?.() ?? false,
      bounds: this.bounds(customMs > 0 ? customMs : isRead ? DEFAULT_READ_MS : DEFAULT_OPERATION_MS),
      signal: this.abort.signal,
      timeoutMs: customMs > 0 ? customMs : undefined,
      secretInputs: secretNames(given),
      warn: telling((text) => this.log.warn(urn, text)),
      status: telling((text) => this.log.status(urn, text)),
    };
  }

  private bounds(timeoutMs: number): OperationBounds {
    return new OperationBounds(this.abort.signal, timeoutMs);
  }
}

function unary<I, O>(work: (request: I) => O | Promise<O>): Unary<I, O> {
  return (call, callback) => {
    Promise.resolve(call.request)
      .then(work)
      .then(
        (response) => callback(null, response),
        (error: unknown) => callback(grpcError(error)),
      );
  };
}

function secretsOf(resource: Resource, properties: Properties, given: readonly Decoded[]): ReadonlySet<string> {
  const fromInputs = resource.secretOutputsOf?.(secretNames(given)) ?? [];
  return new Set([...secretPaths(properties, given), ...secretOutputs(resource.declaration), ...fromInputs]);
}

function failure({ property, reason }: Failure): rpc.CheckFailure {
  return new rpc.CheckFailure().setProperty(property).setReason(reason);
}

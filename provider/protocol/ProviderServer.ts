import { setMaxListeners } from "node:events";
import * as grpc from "@grpc/grpc-js";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { PluginInfo } from "@pulumi/pulumi/proto/plugin_pb";
import * as rpc from "@pulumi/pulumi/proto/provider_pb";
import { OperationBounds } from "../../engine/Bounds";
import { diffResource } from "./diffResponse";
import { EngineLog } from "./EngineLog";
import { grpcError } from "./grpcError";
import { Failure, Operation, ProviderFunction, Resource } from "./Resource";
import { decode, encode, Properties } from "./values";

/** What a provider is made of. */
export interface ProviderParts {
  version: string;
  schema: () => string;
  resources: readonly Resource[];
  functions: readonly ProviderFunction[];
  checkConfig(config: Properties): Failure[];
  /** What the person should know of this configuration; empty when there is nothing. */
  configure(config: Properties): string[];
}

/** How long an operation may take without `customTimeouts`, and a read or a function, which have none. */
const DEFAULT_OPERATION_MS = 600_000;
const DEFAULT_READ_MS = 180_000;

type Unary<I, O> = (call: grpc.ServerUnaryCall<I, O>, callback: grpc.sendUnaryData<O>) => void;
const NO_SECRETS: ReadonlySet<string> = new Set();

/** Speaks Pulumi's provider protocol: unpacks requests, finds the resource or function, packs answers and failures. */
export class ProviderServer {
  private readonly abort = new AbortController();
  private readonly pendingLines = new Set<Promise<void>>();

  constructor(
    private readonly parts: ProviderParts,
    private readonly log: EngineLog,
  ) {
    // Every operation under way listens, and there may be a thousand.
    setMaxListeners(0, this.abort.signal);
  }

  /** The handlers by their names in the protocol; what is absent answers "unimplemented". */
  handlers(): grpc.UntypedServiceImplementation {
    return {
      handshake: unary<rpc.ProviderHandshakeRequest, rpc.ProviderHandshakeResponse>((request) => {
        if (request.getEngineAddress()) this.log.attach(request.getEngineAddress());
        return new rpc.ProviderHandshakeResponse().setAcceptSecrets(true);
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
        const response = new rpc.CheckResponse().setInputs(encode(values, secrets));
        return response.setFailuresList(this.parts.checkConfig(values).map(failure));
      }),
      diffConfig: unary<rpc.DiffRequest, rpc.DiffResponse>((request) => this.diffConfig(request)),
      configure: unary<rpc.ConfigureRequest, rpc.ConfigureResponse>(async (request) => {
        const warnings = this.parts.configure(decode(request.getArgs()).values);
        for (const warning of warnings) await this.log.warn("", warning);
        return new rpc.ConfigureResponse().setAcceptsecrets(true).setSupportspreview(true);
      }),
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
    const fn = this.parts.functions.find((candidate) => candidate.token === request.getTok());
    if (!fn) throw new Error(`dockwire has no function "${request.getTok()}"`);
    const args = decode(request.getArgs()).values;
    const failures = fn.check(args);
    const response = new rpc.InvokeResponse().setFailuresList(failures.map(failure));
    return failures.length ? response : response.setReturn(encode(await fn.invoke(args, this.bounds(DEFAULT_READ_MS))));
  }

  private check(request: rpc.CheckRequest): rpc.CheckResponse {
    const { values, secrets } = decode(request.getNews());
    const context = { urn: request.getUrn(), oldInputs: decode(request.getOlds()).values };
    const { inputs, failures } = this.resource(request.getUrn()).check(values, context);
    return new rpc.CheckResponse().setInputs(encode(inputs, secrets)).setFailuresList(failures.map(failure));
  }

  private async diff(request: rpc.DiffRequest): Promise<rpc.DiffResponse> {
    const inputs = decode(request.getNews()).values;
    const oldInputs = decode(request.getOldInputs()).values;
    const state = decode(request.getOlds()).values;
    return diffResource(this.resource(request.getUrn()), { id: request.getId(), state, oldInputs, inputs });
  }

  private async create(request: rpc.CreateRequest): Promise<rpc.CreateResponse> {
    const resource = this.resource(request.getUrn());
    const { values, secrets } = decode(request.getProperties());
    const operation = this.operation(request.getUrn(), request.getPreview(), request.getTimeout());
    const kept = secretNames(resource, secrets);
    const found = await this.run(kept, () => resource.create(values, operation));
    const response = new rpc.CreateResponse().setId(found.id).setProperties(encode(found.state, kept));
    return response.setRefreshBeforeUpdate(resource.refreshBeforeUpdate);
  }

  private async read(request: rpc.ReadRequest): Promise<rpc.ReadResponse> {
    const resource = this.resource(request.getUrn());
    const inputs = decode(request.getInputs());
    const state = decode(request.getProperties());
    const operation = this.operation(request.getUrn(), false, DEFAULT_READ_MS / 1000);
    const found = await this.run(NO_SECRETS, () =>
      resource.read(request.getId(), inputs.values, state.values, operation),
    );
    const response = new rpc.ReadResponse();
    if (!found) return response;
    const kept = secretNames(resource, new Set([...inputs.secrets, ...state.secrets]));
    response.setId(found.id).setProperties(encode(found.state, kept));
    response.setRefreshBeforeUpdate(resource.refreshBeforeUpdate);
    return response.setInputs(encode(found.inputs ?? inputs.values, kept));
  }

  private async update(request: rpc.UpdateRequest): Promise<rpc.UpdateResponse> {
    const resource = this.resource(request.getUrn());
    const inputs = decode(request.getNews());
    const state = decode(request.getOlds());
    const operation = this.operation(request.getUrn(), request.getPreview(), request.getTimeout());
    const kept = secretNames(resource, inputs.secrets);
    const outputs = await this.run(kept, () =>
      resource.update(request.getId(), state.values, inputs.values, operation),
    );
    const response = new rpc.UpdateResponse().setProperties(encode(outputs, kept));
    return response.setRefreshBeforeUpdate(resource.refreshBeforeUpdate);
  }

  private async delete(request: rpc.DeleteRequest): Promise<Empty> {
    const operation = this.operation(request.getUrn(), false, request.getTimeout());
    const state = decode(request.getProperties()).values;
    await this.run(NO_SECRETS, () => this.resource(request.getUrn()).delete(request.getId(), state, operation));
    return new Empty();
  }

  private diffConfig(request: rpc.DiffRequest): rpc.DiffResponse {
    const before = JSON.stringify(decode(request.getOldInputs()).values);
    const after = JSON.stringify(decode(request.getNews()).values);
    const { DIFF_NONE, DIFF_SOME } = rpc.DiffResponse.DiffChanges;
    return new rpc.DiffResponse().setChanges(before === after ? DIFF_NONE : DIFF_SOME);
  }

  private resource(urn: string): Resource {
    const type = urn.split("::")[2]?.split("$").pop();
    const resource = this.parts.resources.find((candidate) => candidate.type === type);
    if (!resource) throw new Error(`dockwire has no resource "${type}"`);
    return resource;
  }

  private operation(urn: string, preview: boolean, timeoutSeconds: number): Operation {
    const warn = (message: string) => {
      const line = this.log.warn(urn, message);
      this.pendingLines.add(line);
      void line.finally(() => this.pendingLines.delete(line));
    };
    return {
      urn,
      preview,
      bounds: this.bounds(timeoutSeconds > 0 ? timeoutSeconds * 1000 : DEFAULT_OPERATION_MS),
      signal: this.abort.signal,
      timeoutMs: timeoutSeconds > 0 ? timeoutSeconds * 1000 : undefined,
      warn,
    };
  }

  private bounds(timeoutMs: number): OperationBounds {
    return new OperationBounds(this.abort.signal, timeoutMs);
  }

  private async run<T>(secrets: ReadonlySet<string>, work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      throw grpcError(error, secrets);
    } finally {
      await Promise.all(this.pendingLines);
    }
  }
}

function unary<I, O>(work: (request: I) => O | Promise<O>): Unary<I, O> {
  return (call, callback) => {
    Promise.resolve(call.request)
      .then(work)
      .then(
        (response) => callback(null, response),
        (error: unknown) => callback(grpcError(error, NO_SECRETS)),
      );
  };
}

function secretNames(resource: Resource, inputs: ReadonlySet<string>): ReadonlySet<string> {
  return new Set([...inputs, ...resource.secretOutputs]);
}

function failure({ property, reason }: Failure): rpc.CheckFailure {
  return new rpc.CheckFailure().setProperty(property).setReason(reason);
}

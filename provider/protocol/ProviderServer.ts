import type * as grpc from "@grpc/grpc-js";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { PluginInfo } from "@pulumi/pulumi/proto/plugin_pb";
import * as rpc from "@pulumi/pulumi/proto/provider_pb";
import { answered, HOLDS, TELLS, toldBeside } from "./askMates";
import { secretOutputs } from "./declaration";
import { checkInputs } from "./checkInputs";
import { diffResponse } from "./diffResponse";
import type { EngineLog } from "./EngineLog";
import { listResources } from "./listResources";
import { OperationScope } from "./OperationScope";
import type { ConfigDiff, Failure, ProviderFunction, Resource } from "./Resource";
import { ResourceServer } from "./ResourceServer";
import type { RunMates } from "./RunMates";
import { stateIdIn, withStateId } from "./stateId";
import { failure, unary } from "./unary";
import { decode, encode, Properties } from "./values";

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
  /** What the person should know of this configuration, and where its Engine is, if it says so. */
  configure(config: Properties): { warnings: string[]; place: string | undefined };
}

/** Speaks Pulumi's provider protocol: configuration, functions, components; resources have a server of their own. */
export class ProviderServer {
  private readonly scope: OperationScope;
  private readonly resources: ResourceServer;

  constructor(
    private readonly parts: ProviderParts,
    private readonly log: EngineLog,
    private readonly mates: RunMates,
  ) {
    this.scope = new OperationScope(log, {
      beside: (urn) => toldBeside(this.mates.ports(), urn),
      elsewhere: (urn) => toldBeside(this.mates.portsElsewhere(), urn),
    });
    this.resources = new ResourceServer(parts.resources, this.scope, mates);
  }

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
        const inputs = withStateId(values, decode(request.getOlds()).values, this.mates.stateId());
        const response = new rpc.CheckResponse().setInputs(encode(inputs, secrets));
        return response.setFailuresList(this.parts.checkConfig(values, request.getUrn()).map(failure));
      }),
      diffConfig: unary<rpc.DiffRequest, rpc.DiffResponse>((request) => this.diffConfig(request)),
      configure: unary<rpc.ConfigureRequest, rpc.ConfigureResponse>(async (request) => {
        const { values } = decode(request.getArgs());
        this.scope.stateId = stateIdIn(values);
        const { warnings, place } = this.parts.configure(values);
        this.mates.tell(this.scope.stateId, request.getName(), place);
        for (const warning of warnings) await this.log.warn("", warning);
        return new rpc.ConfigureResponse()
          .setAcceptsecrets(true)
          .setAcceptresources(true)
          .setAcceptoutputs(true)
          .setSupportspreview(true);
      }),
      construct: unary<rpc.ConstructRequest, rpc.ConstructResponse>((request) => this.parts.construct(request)),
      invoke: unary<rpc.InvokeRequest, rpc.InvokeResponse>((request) => this.invoke(request)),
      check: unary<rpc.CheckRequest, rpc.CheckResponse>((request) => this.resources.check(request)),
      diff: unary<rpc.DiffRequest, rpc.DiffResponse>((request) => this.resources.diff(request)),
      create: unary<rpc.CreateRequest, rpc.CreateResponse>((request) => this.resources.create(request)),
      read: unary<rpc.ReadRequest, rpc.ReadResponse>((request) => this.resources.read(request)),
      update: unary<rpc.UpdateRequest, rpc.UpdateResponse>((request) => this.resources.update(request)),
      list: listResources(this.parts.resources, () => this.scope.readBounds()),
      delete: unary<rpc.DeleteRequest, Empty>((request) => this.resources.delete(request)),
      cancel: unary<Empty, Empty>(() => {
        this.scope.cancel();
        return new Empty();
      }),
    };
  }

  private async invoke(request: rpc.InvokeRequest): Promise<rpc.InvokeResponse> {
    if (request.getTok() === HOLDS) return answered({ held: this.resources.isHeld(decode(request.getArgs()).values) });
    if (request.getTok() === TELLS) return answered(this.resources.told(decode(request.getArgs()).values));
    const fn = this.parts.functions.find((candidate) => candidate.declaration.token === request.getTok());
    if (!fn) throw new Error(`dockwire has no function "${request.getTok()}"`);
    const args = decode(request.getArgs()).values;
    const failures = checkInputs(fn.declaration.inputs, args).failures;
    const response = new rpc.InvokeResponse().setFailuresList(failures.map(failure));
    return failures.length
      ? response
      : response.setReturn(
          encode(await fn.invoke(args, this.scope.readBounds()), new Set(secretOutputs(fn.declaration))),
        );
  }

  private async diffConfig(request: rpc.DiffRequest): Promise<rpc.DiffResponse> {
    const [before, after] = [decode(request.getOldInputs()).values, decode(request.getNews()).values];
    const { changes, replaceOn } = await this.parts.diffConfig(before, after);
    return diffResponse(changes, replaceOn, false);
  }
}

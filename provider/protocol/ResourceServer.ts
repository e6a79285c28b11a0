import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import * as rpc from "@pulumi/pulumi/proto/provider_pb";
import { REFRESH_AGE_MS } from "../../engine/CoalescedRead";
import { isHeldBeside } from "./askMates";
import { diffResource } from "./diffResponse";
import type { OperationScope } from "./OperationScope";
import type { Resource } from "./Resource";
import type { RunMates } from "./RunMates";
import { redacted, secretPaths } from "./secretPaths";
import { failure } from "./unary";
import { decode, encode, Properties } from "./values";

/** Serves the requests about resources: unpacks them, finds the resource, packs answers and failures. */
export class ResourceServer {
  /** What the program has declared so far: until then Pulumi only reads, and what a read has seen is still so. */
  private readonly declared = new Set<string>();

  constructor(
    private readonly resources: readonly Resource[],
    private readonly scope: OperationScope,
    private readonly mates: RunMates,
  ) {}

  async check(request: rpc.CheckRequest): Promise<rpc.CheckResponse> {
    const given = decode(request.getNews());
    this.declared.add(request.getUrn());
    const context = { urn: request.getUrn(), oldInputs: decode(request.getOlds()).values };
    const { inputs, failures } = await this.resource(request.getUrn()).check(given.values, context);
    const shown = failures.map(({ property, reason }) => failure({ property, reason: redacted(reason, [given]) }));
    return new rpc.CheckResponse().setInputs(encode(inputs, secretPaths(inputs, [given]))).setFailuresList(shown);
  }

  async diff(request: rpc.DiffRequest): Promise<rpc.DiffResponse> {
    const inputs = decode(request.getNews()).values;
    const oldInputs = decode(request.getOldInputs()).values;
    const state = decode(request.getOlds()).values;
    const maxAgeMs = this.declared.has(request.getUrn()) ? 0 : REFRESH_AGE_MS;
    return diffResource(this.resource(request.getUrn()), { id: request.getId(), state, oldInputs, inputs, maxAgeMs });
  }

  async create(request: rpc.CreateRequest): Promise<rpc.CreateResponse> {
    const inputs = decode(request.getProperties());
    const resource = this.resource(request.getUrn());
    const { operation, run, pack } = this.scope.begin(resource, request, [inputs]);
    const found = await run(() => resource.create(inputs.values, operation));
    const response = new rpc.CreateResponse().setId(found.id).setProperties(pack(found.state));
    return response.setRefreshBeforeUpdate(resource.refreshBeforeUpdate);
  }

  async read(request: rpc.ReadRequest): Promise<rpc.ReadResponse> {
    const inputs = decode(request.getInputs());
    const state = decode(request.getProperties());
    const resource = this.resource(request.getUrn());
    const { operation, run, pack } = this.scope.begin(resource, request, [inputs, state]);
    const found = await run(() => resource.read(request.getId(), inputs.values, state.values, operation));
    const response = new rpc.ReadResponse();
    if (!found) return response;
    response
      .setId(found.id)
      .setProperties(pack(found.state))
      .setInputs(pack(found.inputs ?? inputs.values));
    return response.setRefreshBeforeUpdate(resource.refreshBeforeUpdate);
  }

  async update(request: rpc.UpdateRequest): Promise<rpc.UpdateResponse> {
    const inputs = decode(request.getNews());
    const state = decode(request.getOlds());
    const resource = this.resource(request.getUrn());
    const { operation, run, pack } = this.scope.begin(resource, request, [inputs], [state]);
    const outputs = await run(() => resource.update(request.getId(), state.values, inputs.values, operation));
    const response = new rpc.UpdateResponse().setProperties(pack(outputs));
    return response.setRefreshBeforeUpdate(resource.refreshBeforeUpdate);
  }

  async delete(request: rpc.DeleteRequest): Promise<Empty> {
    const state = decode(request.getProperties());
    const resource = this.resource(request.getUrn());
    const { operation, run } = this.scope.begin(resource, request, [state]);
    const leaving = { urn: request.getUrn(), id: request.getId(), state: state.values };
    if (resource.isHeld && (await isHeldBeside(this.mates.ports(), leaving))) return new Empty();
    await run(() => resource.delete(request.getId(), state.values, operation));
    return new Empty();
  }

  /** The answer to another process of this run. */
  isHeld({ urn, id, state }: Properties): boolean {
    return this.resource(String(urn)).isHeld?.(String(urn), String(id), state as Properties) ?? false;
  }

  /** The same: what this process knows of a resource's type. */
  told({ urn }: Properties): Properties {
    return this.resource(String(urn)).tells?.() ?? {};
  }

  private resource(urn: string): Resource {
    const type = urn.split("::")[2]?.split("$").pop();
    const resource = this.resources.find((candidate) => candidate.declaration.type === type);
    if (!resource) throw new Error(`dockwire has no resource "${type}"`);
    return resource;
  }
}

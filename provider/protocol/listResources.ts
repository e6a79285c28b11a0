import type * as grpc from "@grpc/grpc-js";
import * as rpc from "@pulumi/pulumi/proto/provider_pb";
import type { OperationBounds } from "../../engine/Bounds";
import { checkInputs } from "./checkInputs";
import { grpcError } from "./grpcError";
import type { Listed, Resource } from "./Resource";
import { decode, hasUnknown } from "./values";

/** Answers the protocol's `List` for those resources that can be listed. */
export function listResources(
  resources: readonly Resource[],
  bounds: () => OperationBounds,
): grpc.handleServerStreamingCall<rpc.ListRequest, rpc.ListResponse> {
  return (call) => {
    answers(call.request, resources, bounds()).then(
      (responses) => {
        for (const response of responses) call.write(response);
        call.end();
      },
      (error: unknown) => call.emit("error", grpcError(error)),
    );
  };
}

async function answers(
  request: rpc.ListRequest,
  resources: readonly Resource[],
  bounds: OperationBounds,
): Promise<rpc.ListResponse[]> {
  const token = request.getToken();
  const resource = resources.find(({ declaration }) => declaration.type === token);
  const shape = resource?.declaration.listInputs;
  if (!resource?.list || !shape) throw new Error(`Listing "${token}": dockwire cannot list resources of this type.`);
  const query = decode(request.getQuery()).values;
  const { inputs, failures } = checkInputs(shape, query);
  if (failures.length > 0) throw new Error(`Listing "${token}": ${failures.map(({ reason }) => reason).join("; ")}.`);
  if (hasUnknown(inputs)) return [new rpc.ListResponse().setComputed(new rpc.ListResponse.Computed())];
  return pageOf(await resource.list(inputs, bounds), request);
}

/** In the order of ids, so that the last one of a page says where the next page begins. */
function pageOf(all: readonly Listed[], request: rpc.ListRequest): rpc.ListResponse[] {
  const after = request.getContinuationToken();
  const rest = all.filter(({ id }) => id > after).sort((a, b) => (a.id < b.id ? -1 : 1));
  const [limit, size] = [request.getLimit(), request.getPageSize()].map((most) => (most > 0 ? most : Infinity));
  const page = rest.slice(0, Math.min(limit, size));
  const results = page.map(({ id, name }) =>
    new rpc.ListResponse().setResult(new rpc.ListResponse.Result().setId(id).setName(name)),
  );
  const last = page.at(-1);
  if (!last || page.length === Math.min(rest.length, limit)) return results;
  const next = new rpc.ListResponse.Continuation().setContinuationToken(last.id);
  return [...results, new rpc.ListResponse().setContinuation(next)];
}

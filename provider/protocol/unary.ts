import type * as grpc from "@grpc/grpc-js";
import * as rpc from "@pulumi/pulumi/proto/provider_pb";
import { grpcError } from "./grpcError";
import type { Failure } from "./Resource";

type Unary<I, O> = (call: grpc.ServerUnaryCall<I, O>, callback: grpc.sendUnaryData<O>) => void;

/** The handler of a method that takes one request and gives one answer. */
export function unary<I, O>(work: (request: I) => O | Promise<O>): Unary<I, O> {
  return (call, callback) => {
    Promise.resolve(call.request)
      .then(work)
      .then(
        (response) => callback(null, response),
        (error: unknown) => callback(grpcError(error)),
      );
  };
}

/** A failure of a check in the protocol's terms. */
export function failure({ property, reason }: Failure): rpc.CheckFailure {
  return new rpc.CheckFailure().setProperty(property).setReason(reason);
}

import * as grpc from "@grpc/grpc-js";
import { Any } from "google-protobuf/google/protobuf/any_pb";
import { ErrorResourceInitFailed } from "@pulumi/pulumi/proto/provider_pb";
import type { Struct } from "google-protobuf/google/protobuf/struct_pb";
import { Status } from "@pulumi/pulumi/proto/status_pb";
import { ResourceInitError } from "./Resource";
import { encode, Properties } from "./values";

/** How secrets are kept out of a failure: of its text, and of the properties that it may carry. */
export interface FailureSecrets {
  redact(text: string): string;
  encode(properties: Properties): Struct;
}

const NOTHING_SECRET: FailureSecrets = { redact: (text) => text, encode: (properties) => encode(properties) };

/** The gRPC form of a failure; one that left a resource behind carries what is known of it. */
export function grpcError(error: unknown, secrets: FailureSecrets = NOTHING_SECRET): grpc.ServiceError {
  if (isPacked(error)) return error;
  const message = secrets.redact(error instanceof Error ? error.message : String(error));
  const base = error instanceof Error ? error : new Error(message);
  const metadata = new grpc.Metadata();
  if (error instanceof ResourceInitError) {
    const detail = new ErrorResourceInitFailed();
    detail.setId(error.found.id);
    detail.setProperties(secrets.encode(error.found.state));
    if (error.found.inputs) detail.setInputs(secrets.encode(error.found.inputs));
    detail.setReasonsList([message]);
    const any = new Any();
    any.pack(detail.serializeBinary(), "pulumirpc.ErrorResourceInitFailed");
    const status = new Status();
    status.setCode(grpc.status.UNKNOWN);
    status.setMessage(message);
    status.addDetails(any);
    metadata.add("grpc-status-details-bin", Buffer.from(status.serializeBinary()));
  }
  return Object.assign(base, { code: grpc.status.UNKNOWN, details: message, metadata });
}

function isPacked(error: unknown): error is grpc.ServiceError {
  return error instanceof Error && "metadata" in error && error.metadata instanceof grpc.Metadata;
}

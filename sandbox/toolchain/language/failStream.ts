import * as grpc from "@grpc/grpc-js";

/** Ends a stream of answers with an error. grpc-js sends its status after an event; a destroyed stream never ends. */
export function failStream<Request, Answer>(call: grpc.ServerWritableStream<Request, Answer>, details: string): void {
  call.emit("error", { code: grpc.status.UNKNOWN, details });
}

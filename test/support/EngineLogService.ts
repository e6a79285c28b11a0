import * as grpc from "@grpc/grpc-js";
import { EngineService } from "@pulumi/pulumi/proto/engine_grpc_pb";
import { LogRequest, LogSeverity } from "@pulumi/pulumi/proto/engine_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";

/** A line that a provider sent to the Pulumi engine's log. */
export interface LogLine {
  readonly severity: "debug" | "info" | "warning" | "error";
  readonly urn: string;
  readonly message: string;
}

const SEVERITIES = {
  [LogSeverity.DEBUG]: "debug",
  [LogSeverity.INFO]: "info",
  [LogSeverity.WARNING]: "warning",
  [LogSeverity.ERROR]: "error",
} as const;

/** Stands in for the Pulumi engine's log service, and keeps every line that it is sent. */
export class EngineLogService {
  readonly lines: LogLine[] = [];
  private readonly server = new grpc.Server();

  private constructor() {
    this.server.addService(EngineService, {
      log: (call: grpc.ServerUnaryCall<LogRequest, Empty>, done: grpc.sendUnaryData<Empty>) => {
        const { request } = call;
        const severity = SEVERITIES[request.getSeverity()];
        this.lines.push({ severity, urn: request.getUrn(), message: request.getMessage() });
        done(null, new Empty());
      },
    });
  }

  /** Resolves with the service and the address that a provider takes as its argument. */
  static async start(): Promise<{ log: EngineLogService; address: string }> {
    const log = new EngineLogService();
    const port = await new Promise<number>((resolve, reject) => {
      log.server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, bound) => {
        if (error) reject(error);
        else resolve(bound);
      });
    });
    return { log, address: `127.0.0.1:${port}` };
  }

  stop(): void {
    this.server.forceShutdown();
  }
}

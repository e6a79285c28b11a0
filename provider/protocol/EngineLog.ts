import * as grpc from "@grpc/grpc-js";
import { EngineClient } from "@pulumi/pulumi/proto/engine_grpc_pb";
import { LogRequest, LogSeverity } from "@pulumi/pulumi/proto/engine_pb";

/** The Pulumi engine's log: lines sent there show up at the row of the resource they are about. */
export class EngineLog {
  private client: EngineClient | undefined;

  constructor(private address: string | undefined) {}

  /** Where the Pulumi engine listens; undefined while it has not said. */
  get engineAddress(): string | undefined {
    return this.address;
  }

  /** The engine tells its address late when the provider was started by hand for debugging. */
  attach(address: string): void {
    this.address = address;
    this.client = undefined;
  }

  /** Resolves when the engine has the line, so that nothing is lost when the process ends; never fails the operation. */
  async warn(urn: string, message: string): Promise<void> {
    await this.send(new LogRequest().setSeverity(LogSeverity.WARNING).setUrn(urn).setMessage(message));
  }

  /** A line that the next one takes the place of; only a terminal shows it. */
  async status(urn: string, message: string): Promise<void> {
    const line = new LogRequest().setSeverity(LogSeverity.INFO).setUrn(urn).setMessage(message);
    await this.send(line.setEphemeral(true));
  }

  private async send(line: LogRequest): Promise<void> {
    if (!this.address) return;
    this.client ??= new EngineClient(this.address, grpc.credentials.createInsecure());
    await new Promise<void>((resolve) => this.client?.log(line, () => resolve()));
  }
}

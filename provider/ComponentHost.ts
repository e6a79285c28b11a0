import { type ChildProcess, spawn } from "node:child_process";
import { createInterface } from "node:readline";
import * as grpc from "@grpc/grpc-js";
import { ResourceProviderClient } from "@pulumi/pulumi/proto/provider_grpc_pb";
import type { ConstructRequest, ConstructResponse } from "@pulumi/pulumi/proto/provider_pb";

const LIMITS = { "grpc.max_receive_message_length": -1, "grpc.max_send_message_length": -1 };

interface Host {
  readonly child: ChildProcess;
  readonly client: ResourceProviderClient;
}

/**
 * Constructs components in a process of its own, which starts at the first one: it loads Pulumi's whole SDK, which
 * resources do without, and a component that throws outside of every promise takes no attachment under way along.
 */
export class ComponentHost {
  private host: Promise<Host> | undefined;

  constructor(
    /** The script that becomes the process. */
    private readonly launcher: string,
    private readonly engineAddress: () => string | undefined,
    /** Whether the program names the version of this provider. */
    private readonly isVersioned: () => boolean,
  ) {}

  async construct(request: ConstructRequest): Promise<ConstructResponse> {
    const { client } = await this.started();
    return new Promise((resolve, reject) => {
      client.construct(request, (error, response) => {
        if (error) reject(error);
        else resolve(response);
      });
    });
  }

  /** One that ended is started again by the next component. */
  private started(): Promise<Host> {
    this.host ??= this.start().catch((error: unknown) => {
      this.host = undefined;
      throw error;
    });
    return this.host;
  }

  private async start(): Promise<Host> {
    const address = this.engineAddress();
    const args = [this.launcher, ...(address ? [address] : [])];
    // What a component is made of has to be served by this very process: with another version it would be another one.
    const env = { ...process.env, DOCKWIRE_ANY_VERSION: this.isVersioned() ? "" : "1" };
    const child = spawn(process.execPath, args, { env, stdio: ["ignore", "pipe", "inherit"] });
    const port = await portOf(child);
    child.once("exit", () => (this.host = undefined));
    return {
      child,
      client: new ResourceProviderClient(`127.0.0.1:${port}`, grpc.credentials.createInsecure(), LIMITS),
    };
  }
}

/** A provider prints its port first. */
async function portOf(child: ChildProcess): Promise<number> {
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", (code, signal) => {
      reject(
        new Error(`the process for components ended with ${signal ?? `exit code ${String(code)}`} before it answered`),
      );
    });
    if (child.stdout) createInterface(child.stdout).once("line", (line) => resolve(Number(line)));
  });
}

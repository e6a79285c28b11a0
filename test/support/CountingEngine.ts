import { mkdtempSync, rmSync } from "node:fs";
import { createServer, request, Server } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { engineAddress } from "../../provider/engine/engineAddress";

/** Stands between a client and the Engine, passes everything on and keeps the list of what was asked. */
export class CountingEngine {
  /** `METHOD /path` of each call, without API version and query, in order. */
  readonly calls: string[] = [];
  /** While set, a matching call waits for it before it is passed on. */
  hold: { pattern: RegExp; until: Promise<void> } | undefined;

  private constructor(
    private readonly folder: string,
    private readonly server: Server,
  ) {}

  static async start(): Promise<CountingEngine> {
    const socketPath = engineAddress({}).options.socketPath as string;
    const folder = mkdtempSync(join(tmpdir(), "dw-"));
    const server = createServer();
    const engine = new CountingEngine(folder, server);
    server.on("request", (incoming, outgoing) => {
      const call = `${incoming.method} ${(incoming.url ?? "").replace(/^\/v[\d.]+/, "").replace(/\?.*/, "")}`;
      engine.calls.push(call);
      const { hold } = engine;
      const gate = hold?.pattern.test(call) ? hold.until : Promise.resolve();
      void gate.then(() => {
        const { method, url: path, headers } = incoming;
        const onward = request({ socketPath, method, path, headers }, (answer) => {
          outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
          answer.pipe(outgoing);
        });
        onward.on("error", (error) => outgoing.destroy(error));
        incoming.pipe(onward);
      });
    });
    await new Promise<void>((resolve) => server.listen(join(folder, "s"), resolve));
    return engine;
  }

  /** In the form of DOCKER_HOST. */
  get host(): string {
    return `unix://${join(this.folder, "s")}`;
  }

  /** How many calls matched. */
  count(pattern: RegExp): number {
    return this.calls.filter((call) => pattern.test(call)).length;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
    rmSync(this.folder, { recursive: true });
  }
}

import { mkdtempSync, rmSync } from "node:fs";
import { ClientRequest, createServer, IncomingMessage, request, Server } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { engineAddress } from "../../engine/engineAddress";

/** Stands between a client and the Engine, passes everything on and keeps the list of what was asked. */
export class CountingEngine {
  /** `METHOD /path` of each call, without API version and query, in order. */
  readonly calls: string[] = [];
  /** While set, a matching call waits for it before it is passed on. */
  hold: { pattern: RegExp; until: Promise<void> } | undefined;
  /** The next call that matches is not passed on, and answered with an error of this text. */
  refuse: { pattern: RegExp; message: string } | undefined;
  /** While set, a matching call is answered with this and not passed on, as Engines do that throw a setting away. */
  discard: { pattern: RegExp; answer: object } | undefined;
  /** While set, what `network connect` is asked for is changed on the way, as Engines do that ignore a part of it. */
  ignore: ((config: Record<string, unknown>) => void) | undefined;

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
      const { hold, refuse, discard } = engine;
      if (discard?.pattern.test(call)) {
        incoming.resume();
        outgoing.writeHead(200, { "content-type": "application/json" });
        outgoing.end(JSON.stringify(discard.answer));
        return;
      }
      if (refuse?.pattern.test(call)) {
        engine.refuse = undefined;
        outgoing.writeHead(500, { "content-type": "application/json" });
        outgoing.end(JSON.stringify({ message: refuse.message }));
        return;
      }
      const gate = hold?.pattern.test(call) ? hold.until : Promise.resolve();
      void gate.then(() => {
        const { method, url: path, headers } = incoming;
        const onward = request({ socketPath, method, path, headers }, (answer) => {
          outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
          answer.pipe(outgoing);
        });
        onward.on("error", (error) => outgoing.destroy(error));
        if (engine.ignore && call.endsWith("/connect")) void engine.passChanged(incoming, onward, engine.ignore);
        else incoming.pipe(onward);
      });
    });
    await new Promise<void>((resolve) => server.listen(join(folder, "s"), resolve));
    return engine;
  }

  private async passChanged(
    incoming: IncomingMessage,
    onward: ClientRequest,
    ignore: (config: Record<string, unknown>) => void,
  ): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) chunks.push(chunk as Buffer);
    const body = JSON.parse(Buffer.concat(chunks).toString()) as { EndpointConfig: Record<string, unknown> };
    ignore(body.EndpointConfig);
    const changed = JSON.stringify(body);
    onward.setHeader("content-length", Buffer.byteLength(changed));
    onward.end(changed);
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

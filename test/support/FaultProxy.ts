import { mkdtempSync, rmSync } from "node:fs";
import { createServer, IncomingMessage, request, Server, ServerResponse } from "node:http";
import { connect, Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Duplex } from "node:stream";
import { engineAddress } from "../../engine/engineAddress";

/**
 * What happens to one call:
 * - `answer lost`: the Engine carries it out, and the connection is cut before its answer.
 * - `cut`: the connection is cut before the Engine hears of it.
 * - `silence`: the Engine never hears of it, and nobody ever answers.
 * - `restart`: the Engine stops before it hears of it, and is back a moment later.
 * - `cancel`: `met` is called, and a moment later the call goes on.
 */
export const FAULTS = ["answer lost", "cut", "silence", "restart", "cancel"] as const;
export type FaultKind = (typeof FAULTS)[number];

/** A fault and the call that meets it. */
export interface Fault {
  readonly kind: FaultKind;
  /** The number of the call, from 0. */
  readonly at: number;
  /** Only calls that match count, by `METHOD /path`. @default all */
  readonly among?: RegExp;
  /** Whether every later call meets silence. @default false */
  readonly lasting?: boolean;
  /** Called when the call has come; one that is to go on waits for it. @default nothing */
  readonly met?: () => unknown;
}

const RESTART_MS = 400;
const CANCEL_MS = 150;

/** Stands between a client and the Engine, counts the calls, and lets one of them go wrong. */
export class FaultProxy {
  /** `METHOD /path` of each call since `arm`, without API version and query. */
  readonly calls: string[] = [];
  private readonly sockets = new Set<Socket>();
  private server: Server;
  private fault: Fault | undefined;
  private meeting: Promise<unknown> = Promise.resolve();
  private count = 0;
  private isSilent = false;

  private constructor(
    private readonly folder: string,
    private readonly engine: string,
  ) {
    this.server = this.serve();
  }

  static async start(): Promise<FaultProxy> {
    const engine = engineAddress({}).options.socketPath as string;
    const proxy = new FaultProxy(mkdtempSync(join(tmpdir(), "dw-")), engine);
    await proxy.listen();
    return proxy;
  }

  /** In the form of DOCKER_HOST. */
  get host(): string {
    return `unix://${this.path}`;
  }

  /** Forgets what was called, and lays the next fault; without one all calls pass. */
  arm(fault?: Fault): void {
    this.calls.length = 0;
    this.count = 0;
    this.isSilent = false;
    this.fault = fault;
  }

  /** Whether the fault that was laid has been met. */
  get met(): boolean {
    return this.fault === undefined;
  }

  async stop(): Promise<void> {
    await this.close();
    rmSync(this.folder, { recursive: true });
  }

  private get path(): string {
    return join(this.folder, "s");
  }

  private serve(): Server {
    const server = createServer((incoming, outgoing) => this.pass(incoming, outgoing));
    server.on("connection", (socket: Socket) => {
      this.sockets.add(socket);
      socket.once("close", () => this.sockets.delete(socket));
    });
    // Attach and exec leave HTTP: from then on bytes pass both ways.
    server.on("upgrade", (incoming: IncomingMessage, socket: Duplex, head: Buffer) => {
      this.hijack(incoming, socket, head);
    });
    return server;
  }

  private listen(): Promise<void> {
    return new Promise((resolve) => this.server.listen(this.path, resolve));
  }

  private async close(): Promise<void> {
    const closed = new Promise((resolve) => this.server.close(resolve));
    for (const socket of this.sockets) socket.destroy();
    await closed;
  }

  private pass(incoming: IncomingMessage, outgoing: ServerResponse): void {
    const kind = this.meet(incoming);
    if (kind === "cut") incoming.socket.destroy();
    else if (kind === "restart") void this.restart();
    else if (kind === "cancel") {
      void this.meeting.then(() => setTimeout(() => this.forward(incoming, outgoing, false), CANCEL_MS));
    } else if (kind !== "silence") this.forward(incoming, outgoing, kind === "answer lost");
  }

  private forward(incoming: IncomingMessage, outgoing: ServerResponse, isLost: boolean): void {
    // Who asked has given up meanwhile, so nothing would end the request.
    if (outgoing.destroyed) return;
    const { method, url: path, headers } = incoming;
    const onward = request({ socketPath: this.engine, method, path, headers }, (answer) => {
      if (isLost) {
        answer.resume();
        answer.once("end", () => incoming.socket.destroy());
        return;
      }
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      outgoing.flushHeaders();
      answer.pipe(outgoing);
      answer.once("error", () => outgoing.destroy());
    });
    onward.on("error", () => incoming.socket.destroy());
    outgoing.once("close", () => onward.destroy());
    incoming.pipe(onward);
  }

  private hijack(incoming: IncomingMessage, socket: Duplex, head: Buffer): void {
    const kind = this.meet(incoming);
    if (kind === "cut" || kind === "answer lost") socket.destroy();
    else if (kind === "restart") void this.restart();
    else if (kind !== "silence") {
      const onward = connect(this.engine);
      const lines = incoming.rawHeaders.flatMap((name, i, all) => (i % 2 ? [] : [`${name}: ${all[i + 1] ?? ""}`]));
      onward.write(`${incoming.method ?? ""} ${incoming.url ?? ""} HTTP/1.1\r\n${lines.join("\r\n")}\r\n\r\n`);
      onward.write(head);
      socket.pipe(onward).pipe(socket);
      onward.once("error", () => socket.destroy());
      socket.once("error", () => onward.destroy());
    }
  }

  private meet({ method, url }: IncomingMessage): FaultKind | undefined {
    const call = `${method ?? ""} ${(url ?? "").replace(/^\/v[\d.]+/, "").replace(/\?.*/, "")}`;
    this.calls.push(call);
    if (this.isSilent) return "silence";
    const { fault } = this;
    if (!fault || (fault.among && !fault.among.test(call)) || this.count++ !== fault.at) return undefined;
    this.fault = undefined;
    this.isSilent = fault.lasting ?? false;
    this.meeting = Promise.resolve(fault.met?.());
    return fault.kind;
  }

  private async restart(): Promise<void> {
    await this.close();
    await new Promise((resolve) => setTimeout(resolve, RESTART_MS));
    this.server = this.serve();
    await this.listen();
  }
}

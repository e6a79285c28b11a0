import { randomBytes } from "node:crypto";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { HEADERS, refusalOf } from "./access";
import { EventStreams } from "./EventStreams";
import type { LiveFiles } from "./liveFiles";
import { pageDocument } from "./pageDocument";
import type { LiveState } from "./protocol";

/** Serves the page and the stream of its events on the loopback address, to whoever has the token. */
export class LiveServer {
  private readonly token = randomBytes(24).toString("base64url");
  private readonly streams: EventStreams;
  private readonly server: Server;

  constructor(files: LiveFiles, state: () => LiveState) {
    const page = pageDocument(files, "dockwire watch");
    this.streams = new EventStreams(state);
    this.server = createServer((request, response) => this.answer(request, response, page));
  }

  /** Starts to listen. Port 0 is any free one. */
  async listen(port: number): Promise<string> {
    await new Promise<void>((resolve, reject) => {
      this.server.once("error", reject);
      this.server.listen(port, "127.0.0.1", resolve);
    });
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/${this.token}/`;
  }

  /** To be called after each change of the state. */
  changed(): void {
    this.streams.changed();
  }

  async end(): Promise<void> {
    this.streams.end();
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private answer(
    request: IncomingMessage,
    response: ServerResponse,
    { html, policy }: { html: string; policy: string },
  ): void {
    const refusal = refusalOf(request, this.token);
    if (refusal) {
      send(response, refusal.status, refusal.text);
      return;
    }
    const path = (request.url ?? "").split("?")[0]?.slice(this.token.length + 1);
    if (path === "/") {
      send(response, 200, html, { ...HTML, "Content-Security-Policy": policy });
      return;
    }
    if (path === "") {
      send(response, 308, "", { Location: `/${this.token}/` });
      return;
    }
    if (path !== "/events" || request.method !== "GET") {
      send(response, 404, "There is nothing here.");
      return;
    }
    if (!this.streams.add(response)) send(response, 503, "So many pages are open that this one gets no events.");
  }
}

const HTML = { "Content-Type": "text/html; charset=utf-8" };

function send(response: ServerResponse, status: number, text: string, headers: Record<string, string> = {}): void {
  response.writeHead(status, { ...HEADERS, "Content-Type": "text/plain; charset=utf-8", ...headers });
  response.end(text && `${text}${text.endsWith("\n") ? "" : "\n"}`);
}

import type { ServerResponse } from "node:http";
import { HEADERS } from "./access";
import { deltaBetween } from "./delta";
import { NOTHING, type LiveState } from "./protocol";

/** Changes are sent together: a page draws no more often than this makes sense. */
const BATCH_MS = 100;
/** So that either side notices when the other is gone. */
const BEAT_MS = 15_000;
const MOST_PAGES = 20;

/** Pages that listen, each with the state that it was sent last. */
export class EventStreams {
  private readonly sent = new Map<ServerResponse, LiveState>();
  private timer: NodeJS.Timeout | undefined;
  private readonly beat: NodeJS.Timeout;

  constructor(private readonly state: () => LiveState) {
    this.beat = setInterval(() => this.sent.forEach((_, response) => response.write(": still here\n\n")), BEAT_MS);
    this.beat.unref();
  }

  /** False when there are too many. */
  add(response: ServerResponse): boolean {
    if (this.sent.size >= MOST_PAGES) return false;
    response.writeHead(200, { ...HEADERS, "Content-Type": "text/event-stream; charset=utf-8" });
    response.once("close", () => this.sent.delete(response));
    // A page that reconnects gets the whole state: it may have missed anything.
    response.write("retry: 1000\nevent: begin\ndata: 0\n\n");
    this.sent.set(response, NOTHING);
    this.send(response);
    return true;
  }

  changed(): void {
    this.timer ??= setTimeout(() => {
      this.timer = undefined;
      for (const response of this.sent.keys()) this.send(response);
    }, BATCH_MS);
  }

  end(): void {
    clearTimeout(this.timer);
    clearInterval(this.beat);
    for (const response of this.sent.keys()) response.end();
  }

  /** To a page that does not keep up nothing is sent until it has read what it was sent, and then all of it in one. */
  private send(response: ServerResponse): void {
    if (response.writableNeedDrain) {
      if (response.listenerCount("drain") === 0) response.once("drain", () => this.send(response));
      return;
    }
    const now = this.state();
    const delta = deltaBetween(this.sent.get(response) ?? NOTHING, now);
    if (!delta) return;
    this.sent.set(response, now);
    response.write(`data: ${JSON.stringify(delta)}\n\n`);
  }
}

import type { EngineClient } from "../engine/EngineClient";
import { EngineWatch } from "./EngineWatch";
import { LayoutThread } from "./LayoutThread";
import { LiveModel } from "./LiveModel";
import { LiveServer } from "./LiveServer";
import { liveFiles } from "./liveFiles";
import type { HistoryEntry } from "./protocol";
import { StackWatch, type ReadStack } from "./StackWatch";

/** What a live page is about. */
export interface LiveViewOptions {
  readonly engine: EngineClient;
  /** The Engine's address in words, without credentials. */
  readonly address: string;
  /** The port to serve the page on; 0 is any free one. */
  readonly port: number;
  /** The stack that the Engine is held against. @default none */
  readonly readStack?: ReadStack | undefined;
  /** Called with the page's address when it can be opened. */
  readonly onOpen: (url: string) => void;
  /** Called with what has changed. */
  readonly onNews: (news: readonly HistoryEntry[]) => void;
}

/** Follows an Engine and serves the page until the signal ends it. */
export async function serveLiveView(options: LiveViewOptions, signal: AbortSignal): Promise<void> {
  const files = await liveFiles();
  const model = new LiveModel(options.address, (news) => {
    layouts.request("layout", model.topology);
    if (model.stackTopology) layouts.request("stackLayout", model.stackTopology);
    server.changed();
    if (news.length) options.onNews(news);
  });
  const layouts = new LayoutThread<"layout" | "stackLayout">(files.worker, (kind, layout) =>
    model.layoutIs(kind, layout),
  );
  const server = new LiveServer(files, () => model.state);
  const { readStack } = options;
  const stack =
    readStack &&
    new StackWatch(readStack, {
      found: ({ name, topology }) => model.stackIs(name, topology),
      failed: (problem) => model.stackIs(undefined, undefined, problem),
    });
  const watch = new EngineWatch(options.engine, {
    changed: (topology) => {
      model.engineIs(topology);
      stack?.changed();
    },
    connected: () => model.statusIs({ state: "connected" }),
    lost: (problem) => model.statusIs({ state: "lost", problem }),
  });
  try {
    options.onOpen(await server.listen(options.port));
    await Promise.all([watch.run(signal), stack?.run(signal)]);
  } finally {
    await Promise.all([server.end(), layouts.end()]);
  }
}

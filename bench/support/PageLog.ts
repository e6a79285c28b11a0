import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { subjectKey } from "../../topology/drawing/Shape";

/** A container that joined a network, or left it. */
export interface Change {
  readonly container: string;
  readonly network: string;
  readonly joined: boolean;
  /** When the Engine answered, in milliseconds since 1970. */
  readonly at: number;
}

/** Where a page shows changes. */
export type Where = "list" | "picture";

interface Note {
  readonly where: Where;
  readonly what: string;
  readonly at: number;
}

/** What a live page has shown, and when. Page and Engine are on one machine, so they have one clock. */
export class PageLog {
  private readonly notes: Note[] = [];

  private constructor(private readonly page: Page) {}

  static async begin(page: Page): Promise<PageLog> {
    // By the debugger's way, as the page's policy lets no script in.
    await page.evaluate(readFileSync(join(__dirname, "pageLog.js"), "utf8"));
    return new PageLog(page);
  }

  /** Milliseconds from the Engine's answer until the page shows it; undefined for a change that it never showed by itself. */
  async lags(changes: readonly Change[], where: Where): Promise<(number | undefined)[]> {
    this.notes.push(...(await this.page.evaluate<Note[]>("window.takeNotes()")));
    const times = new Map<string, number[]>();
    for (const note of this.notes) {
      if (note.where === where) times.set(note.what, [...(times.get(note.what) ?? []), note.at]);
    }
    const known = [...times.keys()];
    return changes.map((change) => {
      const words = wordsOf(change, where);
      const key = known.find((what) => what === words || what.startsWith(`${words},`));
      // An event may be here before the answer.
      const shown = (times.get(key ?? "") ?? []).find((at) => at > change.at - EARLIER_MS);
      return shown === undefined || shown > change.at + LATEST_MS ? undefined : Math.max(0, shown - change.at);
    });
  }

  /** Keys of the connections that the picture shows now. */
  async drawn(): Promise<string[]> {
    return this.page.evaluate<string[]>("window.drawnNow()");
  }
}

const EARLIER_MS = 500;
const LATEST_MS = 10_000;

function wordsOf({ container, network, joined }: Change, where: Where): string {
  if (where === "list") return `${container} ${joined ? "joined" : "left"} ${network}`;
  return (joined ? "+" : "-") + subjectKey({ kind: "connection", container, network });
}

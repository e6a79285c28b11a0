import { useEffect, useRef, useState } from "preact/hooks";
import { visible } from "../../topology/drawing/escaped";
import type { HistoryEntry } from "../protocol";

/** Nobody can listen to twenty changes a second: they are told together. */
const PAUSE_MS = 4000;

/** Tells changes to those who listen to the page instead of looking at it. */
export function Announcer({ history }: { history: readonly HistoryEntry[] }) {
  const latest = useRef(history);
  const told = useRef<number | undefined>(undefined);
  const [text, setText] = useState("");
  latest.current = history;
  useEffect(() => {
    const timer = setInterval(() => {
      const last = latest.current.at(-1);
      const news = told.current === undefined ? [] : latest.current.filter(({ id }) => id > (told.current ?? 0));
      told.current = last?.id ?? 0;
      if (news.length && last)
        setText(news.length === 1 ? last.text : `${news.length} changes, the last: ${last.text}`);
    }, PAUSE_MS);
    return () => clearInterval(timer);
  }, []);
  return (
    <p class="unseen" aria-live="polite">
      {visible(text)}
    </p>
  );
}

import { useEffect, useState } from "preact/hooks";
import { subjectKey } from "../../topology/drawing/Shape";
import type { HistoryEntry } from "../protocol";

const FRESH_MS = 2500;

/** What has changed in the last moments, by `subjectKey`. The clock of the command is this machine's own. */
export function useFresh(history: readonly HistoryEntry[]): ReadonlySet<string> {
  const [, draw] = useState(0);
  const now = Date.now();
  const fresh = history.filter(({ at }) => at + FRESH_MS > now);
  const next = fresh[0] ? fresh[0].at + FRESH_MS : undefined;
  useEffect(() => {
    if (next === undefined) return;
    const timer = setTimeout(() => draw((count) => count + 1), next - Date.now() + 1);
    return () => clearTimeout(timer);
  }, [next]);
  return new Set(fresh.flatMap(({ subject }) => (subject ? [subjectKey(subject)] : [])));
}

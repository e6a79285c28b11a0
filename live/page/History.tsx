import { visible } from "../../topology/drawing/escaped";
import type { Subject } from "../../topology/drawing/Shape";
import type { HistoryEntry } from "../protocol";

const SHOWN = 100;

interface HistoryProps {
  readonly history: readonly HistoryEntry[];
  readonly select: (subject: Subject) => void;
}

/** The last changes, the latest first. */
export function History({ history, select }: HistoryProps) {
  const last = history.slice(-SHOWN).reverse();
  return (
    <section class="history">
      <h2>Last changes</h2>
      {last.length === 0 && <p class="hint">None since this command was started.</p>}
      <ol reversed>
        {last.map(({ id, at, text, subject }) => (
          <li key={id}>
            <time dateTime={new Date(at).toISOString()}>{new Date(at).toLocaleTimeString()}</time>
            {subject ? (
              <button type="button" class="link" onClick={() => select(subject)}>
                {visible(text)}
              </button>
            ) : (
              <span>{visible(text)}</span>
            )}
          </li>
        ))}
      </ol>
    </section>
  );
}

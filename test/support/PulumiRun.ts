/** A run of the Pulumi CLI that ended well. */
export interface PulumiRun {
  /** All that it printed, on both channels. */
  readonly text: string;
  /** Standard output alone. */
  readonly stdout: string;
  /** Number of resources by what became of them, for instance `{ created: 3, unchanged: 9 }` or `{ create: 3 }`. */
  readonly changes: Readonly<Record<string, number>>;
}

/** A run of the Pulumi CLI that failed; its message holds all that was printed. */
export class PulumiFailure extends Error {
  constructor(
    command: string,
    /** All that it printed, on both channels. */
    readonly text: string,
    outcome: string,
  ) {
    super(`${command} ended with ${outcome}:\n${text}`);
  }
}

/** Reads the "Resources:" lines, as in `    + 3 created` or `    9 unchanged`. */
export function changesIn(text: string): Record<string, number> {
  const counts: Record<string, number> = {};
  const summary = text.slice(text.lastIndexOf("\nResources:"));
  for (const [, number, what] of summary.matchAll(/^ {4}(?:\S{1,2} )?(\d+) (?:to )?([a-z]+)/gm)) {
    counts[what ?? ""] = Number(number);
  }
  return counts;
}

/** What was done or would be done, leaving out what stays as it is. */
export function changed(run: PulumiRun): Record<string, number> {
  return Object.fromEntries(Object.entries(run.changes).filter(([what]) => what !== "unchanged"));
}

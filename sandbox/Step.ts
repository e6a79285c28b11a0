const REPORT_EVERY_MS = 5_000;

/** Says something about one area of the sandbox; standard output stays free for what a command prints. */
export function say(area: string, text: string): void {
  process.stderr.write(`${area}: ${text}\n`);
}

/** How long it took, as a person reads it: "0.4 s", "2 min 5 s". */
export function duration(ms: number): string {
  const seconds = ms / 1000;
  return seconds < 60 ? `${seconds.toFixed(1)} s` : `${Math.floor(seconds / 60)} min ${Math.round(seconds % 60)} s`;
}

/** Announces a piece of work, prints its progress every few seconds, and says how long it took. */
export async function step<T>(
  area: string,
  doing: string,
  work: (report: (text: string) => void) => Promise<T>,
): Promise<T> {
  const start = Date.now();
  let reported = start;
  say(area, `${doing} ...`);
  const result = await work((text) => {
    if (Date.now() - reported < REPORT_EVERY_MS) return;
    reported = Date.now();
    say(area, `${doing}: ${text} (${duration(reported - start)})`);
  });
  say(area, `${doing}: done in ${duration(Date.now() - start)}`);
  return result;
}

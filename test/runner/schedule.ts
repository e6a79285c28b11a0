import { basename } from "node:path";

/** Files that want the machine for themselves, and why. All others run side by side. */
export const ALONE: Record<string, string> = {
  "crash.test.ts": "kills processes at moments of an update, by the time that each usually takes",
  "engineAddresses.test.ts": "measures how long the provider waits for an Engine that says nothing",
};

/**
 * Where no run has measured anything yet, as on a fresh machine, these begin: each takes minutes, and what begins last would
 * run alone at the end, beside a processor with nothing to do.
 */
export const KNOWN_LONG = [
  "redisReplicas",
  "silentEngine",
  "handsOnTheMachine",
  "randomPrograms",
  "faults",
  "languages",
  "components",
  "fromCompose",
].map((name) => `${name}.test.ts`);

/** The order in which files run. */
export interface Schedule {
  sideBySide: string[];
  alone: string[];
}

/** The longest first, so that none of them is left over at the end; a file that never ran counts as long. */
export function schedule(files: readonly string[], seconds: Readonly<Record<string, number>>): Schedule {
  const length = (file: string) => seconds[file] ?? Infinity;
  const byLength = [...files].sort((a, b) => {
    if (length(a) !== length(b)) return length(b) - length(a);
    return rank(a) - rank(b) || a.localeCompare(b);
  });
  const wantsAll = (file: string) => basename(file) in ALONE;
  return { sideBySide: byLength.filter((file) => !wantsAll(file)), alone: byLength.filter(wantsAll) };
}

function rank(file: string): number {
  const known = KNOWN_LONG.indexOf(basename(file));
  return known < 0 ? KNOWN_LONG.length : known;
}

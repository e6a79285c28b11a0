import { basename } from "node:path";

/**
 * Where no run has measured anything yet, as on a fresh machine, these begin: each takes minutes, and what begins last would
 * run alone at the end, beside a processor with nothing to do.
 */
export const KNOWN_LONG = [
  "redisReplicas",
  "handsOnTheMachine",
  "randomPrograms",
  "faults",
  "languages",
  "components",
  "fromCompose",
  "adopt",
  "crash",
].map((name) => `${name}.test.ts`);

/** Files that wait for minutes and leave the processors to others. They run beside those that fill the machine. */
export const WAITING = ["silentEngine", "engineAddresses"].map((name) => `${name}.test.ts`);

/** The files that fill the machine, and those that mostly wait, each in its order. */
export interface Lanes {
  readonly busy: string[];
  readonly waiting: string[];
}

/** What runs beside what. */
export function lanes(files: readonly string[], seconds: Readonly<Record<string, number>>): Lanes {
  const ordered = schedule(files, seconds);
  const waits = (file: string) => WAITING.includes(basename(file));
  return { busy: ordered.filter((file) => !waits(file)), waiting: ordered.filter(waits) };
}

/** The longest first, so that none of them is left over at the end; a file that never ran counts as long. */
export function schedule(files: readonly string[], seconds: Readonly<Record<string, number>>): string[] {
  const length = (file: string) => seconds[file] ?? Infinity;
  return [...files].sort((a, b) => {
    if (length(a) !== length(b)) return length(b) - length(a);
    return rank(a) - rank(b) || a.localeCompare(b);
  });
}

function rank(file: string): number {
  const known = KNOWN_LONG.indexOf(basename(file));
  return known < 0 ? KNOWN_LONG.length : known;
}

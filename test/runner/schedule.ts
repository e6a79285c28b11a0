import { basename } from "node:path";

/** Files that want the machine for themselves, and why. All others run side by side. */
const ALONE: Record<string, string> = {
  "crash.test.ts": "kills processes at moments of an update, by the time that each usually takes",
  "engineAddresses.test.ts": "measures how long the provider waits for an Engine that says nothing",
};

/** The order in which files run. */
export interface Schedule {
  sideBySide: string[];
  alone: string[];
}

/** The longest first, so that none of them is left over at the end; a file that never ran counts as long. */
export function schedule(files: readonly string[], seconds: Readonly<Record<string, number>>): Schedule {
  const length = (file: string) => seconds[file] ?? Infinity;
  const byLength = [...files].sort((a, b) => (length(a) === length(b) ? a.localeCompare(b) : length(b) - length(a)));
  const wantsAll = (file: string) => basename(file) in ALONE;
  return { sideBySide: byLength.filter((file) => !wantsAll(file)), alone: byLength.filter(wantsAll) };
}

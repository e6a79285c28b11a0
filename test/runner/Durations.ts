import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { projectRoot } from "../../sandbox/Paths";

const FILE = join(projectRoot, "node_modules/.cache/dockwire/test-durations.json");

/** How many seconds each file took when it last ran here. */
export function readDurations(): Record<string, number> {
  try {
    return JSON.parse(readFileSync(FILE, "utf8")) as Record<string, number>;
  } catch {
    return {}; // the first run, or a file that a full disk has cut: the order is all that depends on it
  }
}

export function keepDurations(seconds: Record<string, number>): void {
  mkdirSync(dirname(FILE), { recursive: true });
  const partial = `${FILE}.${process.pid}`;
  writeFileSync(partial, JSON.stringify({ ...readDurations(), ...seconds }, undefined, 1));
  renameSync(partial, FILE);
}

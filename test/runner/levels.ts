import { duration, say } from "../../sandbox/Step";
import { type Counts, NOTHING, sum } from "./Counts";
import { keepDurations, readDurations } from "./Durations";
import type { MochaOutcome } from "./MochaProcess";
import { type Job, Pool } from "./Pool";
import { lanes } from "./schedule";
import { afterSecondRun, worthASecondRun } from "./secondRun";
import { type Level, LEVELS, type Selection } from "./selection";

const SLOWEST = 8;

export interface LevelOptions {
  env: NodeJS.ProcessEnv;
  /** Goes before the command of mocha; default: nothing. */
  enter?: readonly string[];
  /** The Node to run it on; default: this one. */
  node?: string;
}

/** Runs what is selected of all levels, one level after the other. */
export async function runLevels(selection: Selection, options: LevelOptions): Promise<Counts> {
  const counts: Counts[] = [];
  for (const level of LEVELS) counts.push(await runLevel(level, selection, options));
  return sum(counts);
}

/**
 * Runs what is selected of one level. Tests without an Engine take seconds, so one process has them all; so it is where
 * titles choose, as most files have nothing to run then. The others get a process for each file, several at a time.
 */
export async function runLevel(
  level: Level,
  selection: Selection,
  { env, enter = [], node }: LevelOptions,
): Promise<Counts> {
  const { flags, byTitle, files: all } = selection;
  const files = all[level];
  if (files.length === 0) return NOTHING;
  console.log(`\n== ${level} ==`);
  const pool = new Pool({ flags, env, enter, node });
  const isOneProcess = level !== "integration" || byTitle;
  if (isOneProcess) return countsOf(await pool.finish([{ name: level, files }]));
  const { busy, waiting } = lanes(files, readDurations());
  const outcomes = await pool.finish(busy.map(job), waiting.map(job));
  tellDurations([...outcomes].map(([{ name }, { seconds }]) => [name, seconds]));
  return countsOf(await runAgain(outcomes, new Pool({ flags, env, enter, node })));
}

function countsOf(outcomes: ReadonlyMap<Job, MochaOutcome>): Counts {
  return sum([...outcomes.values()].map(({ counts }) => counts));
}

async function runAgain(first: ReadonlyMap<Job, MochaOutcome>, pool: Pool): Promise<ReadonlyMap<Job, MochaOutcome>> {
  const jobs = worthASecondRun(first);
  if (jobs.length === 0) return first;
  say("tests", `failed, and run again alone: ${jobs.map(({ name }) => name).join(", ")}`);
  const second = await pool.finishAlone(jobs);
  return new Map([...first].map(([job, outcome]) => [job, merged(outcome, second.get(job))]));
}

function merged(first: MochaOutcome, second: MochaOutcome | undefined): MochaOutcome {
  return second ? { ...second, counts: afterSecondRun(first.counts, second.counts) } : first;
}

function job(file: string): Job {
  return { name: file, files: [file] };
}

function tellDurations(seconds: [string, number][]): void {
  keepDurations(Object.fromEntries(seconds));
  if (seconds.length < 2) return;
  const slowest = seconds.sort(([, a], [, b]) => b - a).slice(0, SLOWEST);
  console.log("\nThe slowest files:");
  for (const [file, time] of slowest) console.log(`  ${duration(time * 1000).padStart(12)}  ${file}`);
}

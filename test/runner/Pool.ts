import { availableParallelism } from "node:os";
import { duration, say } from "../../sandbox/Step";
import { MochaProcess, type MochaOutcome, type MochaRun } from "./MochaProcess";

const REPORT_EVERY_MS = 30_000;
const SIGNALS: NodeJS.Signals[] = ["SIGINT", "SIGTERM", "SIGHUP"];

/** How many files run side by side: most of a test is waiting for Pulumi and the Engine. */
const JOBS = Number(process.env.DOCKWIRE_TEST_JOBS) || Math.min(Math.max(availableParallelism(), 2), 4);

/** The files of one process, under the name that it is told by. */
export interface Job {
  name: string;
  files: readonly string[];
}

/** Runs tests in several processes of mocha, and prints what each said when it has ended. */
export class Pool {
  private readonly running = new Map<string, MochaProcess>();
  private readonly outcomes = new Map<Job, MochaOutcome>();
  private interrupted = false;

  constructor(private readonly run: Omit<MochaRun, "files" | "live">) {}

  /** Runs jobs side by side, and besides them, one after another, those that mostly wait. What became of each. */
  finish(busy: readonly Job[], waiting: readonly Job[] = []): Promise<Map<Job, MochaOutcome>> {
    const total = busy.length + waiting.length;
    const queues = [...Array<Job[]>(JOBS).fill([...busy]), [...waiting]];
    return this.watched(total, () => Promise.all(queues.map((queue) => this.work(queue, total === 1))));
  }

  /** Runs one job after another, so that each has the machine for itself. */
  finishAlone(jobs: readonly Job[]): Promise<Map<Job, MochaOutcome>> {
    return this.watched(jobs.length, () => this.work([...jobs], true));
  }

  private async watched(total: number, work: () => Promise<unknown>): Promise<Map<Job, MochaOutcome>> {
    const stop = (signal: NodeJS.Signals) => this.interrupt(signal);
    SIGNALS.forEach((signal) => process.on(signal, stop));
    const report = setInterval(() => this.report(total), REPORT_EVERY_MS);
    try {
      await work();
    } finally {
      clearInterval(report);
      SIGNALS.forEach((signal) => process.removeListener(signal, stop));
    }
    if (this.interrupted) throw new Error("The tests were interrupted.");
    return this.outcomes;
  }

  private async work(queue: Job[], live: boolean): Promise<void> {
    for (let job = queue.shift(); job && !this.interrupted; job = queue.shift()) {
      if (live && job.files.length === 1) console.log(`\n-- ${job.name}`);
      const mocha = new MochaProcess({ ...this.run, files: job.files, live });
      this.running.set(job.name, mocha);
      const outcome = await mocha.outcome();
      this.running.delete(job.name);
      this.outcomes.set(job, outcome);
      if (!live) console.log(`\n-- ${job.name} (${duration(outcome.seconds * 1000)})`);
      if (outcome.output) console.log(outcome.output.trimEnd());
    }
  }

  private report(total: number): void {
    const names = [...this.running].map(([name, { secondsSoFar }]) => `${name} (${duration(secondsSoFar * 1000)})`);
    say("tests", `${this.outcomes.size} of ${total} done; running: ${names.join(", ")}`);
  }

  /** Ctrl-C on a terminal reaches the processes without us. */
  private interrupt(signal: NodeJS.Signals): void {
    this.interrupted = true;
    if (signal !== "SIGINT" || !process.stdin.isTTY) this.running.forEach((mocha) => mocha.kill(signal));
  }
}

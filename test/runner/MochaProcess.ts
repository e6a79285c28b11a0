import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { projectRoot } from "../../sandbox/Paths";
import { type Counts, NOTHING, oneFailed, sum } from "./Counts";

const ENDS_WITHIN_MS = 60_000; // after its last test; what is open then would keep it open for good

/** What one process of mocha is to run. */
export interface MochaRun {
  files: readonly string[];
  flags: readonly string[];
  env: NodeJS.ProcessEnv;
  /** Goes before the command. */
  enter: readonly string[];
  /** The Node that runs it; default: this one. */
  node?: string;
  /** Whether it prints as it goes; else all of its output is told at the end. */
  live: boolean;
}

export interface MochaOutcome {
  counts: Counts;
  seconds: number;
  /** What it printed; "" if that was live. */
  output: string;
}

/** A process of mocha with the tests of some files. One that crashes or hangs after its tests counts as a failure. */
export class MochaProcess {
  private readonly folder = mkdtempSync(join(tmpdir(), "dockwire-test-"));
  private readonly countsFile = join(this.folder, "counts.json");
  private readonly child: ChildProcess;
  private readonly started = Date.now();
  private readonly files: readonly string[];
  private output = "";

  constructor({ files, flags, env, enter, live, node = process.execPath }: MochaRun) {
    this.files = files;
    const mocha = [join(projectRoot, "node_modules/mocha/bin/mocha.js"), ...files, ...flags];
    const [program = "", ...words] = [...enter, node, ...mocha];
    this.child = spawn(program, words, {
      cwd: projectRoot,
      env: { ...env, DOCKWIRE_TEST_COUNTS: this.countsFile, ...(process.stdout.isTTY && { FORCE_COLOR: "1" }) },
      stdio: live ? "inherit" : ["ignore", "pipe", "pipe"],
    });
    for (const stream of [this.child.stdout, this.child.stderr]) {
      stream?.setEncoding("utf8").on("data", (text: string) => (this.output += text));
    }
  }

  get secondsSoFar(): number {
    return (Date.now() - this.started) / 1000;
  }

  kill(signal: NodeJS.Signals): void {
    this.child.kill(signal);
  }

  async outcome(): Promise<MochaOutcome> {
    let problem: string | undefined;
    const watch = setInterval(() => {
      const end = this.endOfTests();
      if (end === undefined || Date.now() - end < ENDS_WITHIN_MS) return;
      problem = `did not end within ${ENDS_WITHIN_MS / 1000} s after its last test: something is still open`;
      this.child.kill("SIGKILL");
    }, 1_000);
    try {
      const how = await Promise.race([
        once(this.child, "close").then(([code, signal]: (number | string | null)[]) => code ?? String(signal)),
        once(this.child, "error").then(([error]: Error[]) => error?.message ?? "an error"),
      ]);
      return this.result(how, problem);
    } finally {
      clearInterval(watch);
      rmSync(this.folder, { recursive: true, force: true });
    }
  }

  /** The reporter writes the counts after the last test. */
  private endOfTests(): number | undefined {
    return statSync(this.countsFile, { throwIfNoEntry: false })?.mtimeMs;
  }

  private result(how: number | string, hung: string | undefined): MochaOutcome {
    const counts = existsSync(this.countsFile)
      ? { ...NOTHING, ...(JSON.parse(readFileSync(this.countsFile, "utf8")) as Partial<Counts>) }
      : undefined;
    const problem = hung ?? crash(how, counts);
    const line = problem && `  the process of these tests ${problem}; this counts as one failure\n`;
    const all = [
      ...(counts ? [counts] : []),
      ...(line ? [oneFailed(`${this.files.join(", ")}\n${line.trimEnd()}`)] : []),
    ];
    return { counts: sum(all), seconds: this.secondsSoFar, output: this.output + (line ?? "") };
  }
}

/** Why a process that ended like this has failed beyond what its tests say. */
function crash(how: number | string, counts: Counts | undefined): string | undefined {
  if (!counts) return `did not come to the end of its tests, and ended with ${describe(how)}`;
  return how !== 0 && counts.failed === 0 ? `ended with ${describe(how)} although no test failed` : undefined;
}

function describe(how: number | string): string {
  return typeof how === "number" ? `exit code ${how}` : how;
}

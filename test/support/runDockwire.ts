import { type ChildProcess, execFile, spawn } from "node:child_process";
import { join } from "node:path";
import { projectRoot } from "./projectRoot";

/** What a run of the command left. */
export interface DockwireRun {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

interface RunOptions {
  /** @default the repository's folder */
  readonly cwd?: string;
  /** Variables laid over this process's. @default none */
  readonly environment?: NodeJS.ProcessEnv;
  /** What it reads. @default nothing */
  readonly input?: string;
}

/** Starts the command `dockwire` from its sources. */
export function startDockwire(args: readonly string[], options: Omit<RunOptions, "input"> = {}): ChildProcess {
  const { cwd, env, program } = commandOf(args, options);
  return spawn(process.execPath, program, { cwd, env });
}

/** Runs it to its end. */
export function runDockwire(
  args: readonly string[],
  { input = "", ...options }: RunOptions = {},
): Promise<DockwireRun> {
  const { cwd, env, program } = commandOf(args, options);
  return new Promise((resolve) => {
    const child = execFile(process.execPath, program, { cwd, env }, (error, stdout, stderr) =>
      resolve({ code: error ? Number(error.code) : 0, stdout, stderr }),
    );
    child.stdin?.end(input);
  });
}

function commandOf(args: readonly string[], { cwd = projectRoot, environment = {} }: RunOptions) {
  const loader = join(projectRoot, "node_modules/ts-node/register/transpile-only");
  const program = ["--require", loader, join(projectRoot, "cli/dockwire.ts"), ...args];
  const env = { ...process.env, TS_NODE_PROJECT: join(projectRoot, "tsconfig.run.json"), ...environment };
  return { cwd, env, program };
}

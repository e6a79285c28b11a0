import { execFile } from "node:child_process";
import { join } from "node:path";
import { projectRoot } from "./projectRoot";

/** What a run of the command left. */
export interface DockwireRun {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the command `dockwire` from its sources. */
export function runDockwire(
  args: readonly string[],
  {
    cwd = projectRoot,
    environment = {},
    input,
  }: { cwd?: string; environment?: NodeJS.ProcessEnv; input?: string } = {},
): Promise<DockwireRun> {
  const loader = join(projectRoot, "node_modules/ts-node/register/transpile-only");
  const program = ["--require", loader, join(projectRoot, "cli/dockwire.ts"), ...args];
  const env = { ...process.env, TS_NODE_PROJECT: join(projectRoot, "tsconfig.run.json"), ...environment };
  return new Promise((resolve) => {
    const child = execFile(process.execPath, program, { cwd, env }, (error, stdout, stderr) =>
      resolve({ code: error ? Number(error.code) : 0, stdout, stderr }),
    );
    child.stdin?.end(input ?? "");
  });
}

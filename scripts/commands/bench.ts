import { join } from "node:path";
import { ensureEnvironment } from "../../sandbox/Environment";
import { projectRoot } from "../../sandbox/Paths";
import { showProgram } from "../../sandbox/Pulumi";

/** Measures the scenarios of the given names, or all of them, beside their peers. */
export async function bench(args: string[]): Promise<number> {
  const { env } = await ensureEnvironment();
  const program = ["--require", join(projectRoot, "scripts/register.cjs"), join(projectRoot, "bench/main.ts"), ...args];
  return showProgram(process.execPath, program, env);
}
